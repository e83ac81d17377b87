using PromptWatcher.Projects;

namespace PromptWatcher.Tests.Projects;

/// <summary>Programs that a configuration names, and that must not run. Each leaves a proof.</summary>
public sealed class GitProgramTests : IDisposable
{
    private readonly Repository _repository = new();
    private readonly Repository _proofs = new();

    private string Proof => Path.Combine(_proofs.Path, "ran");

    public void Dispose()
    {
        _repository.Dispose();
        _proofs.Dispose();
    }

    [Theory]
    [InlineData("filter.x=y.smudge")]
    [InlineData("filter.x=y.clean")]
    [InlineData("filter.x=y.process")]
    [InlineData("diff.x=y.textconv")]
    [InlineData("diff.x=y.command")]
    [InlineData("core.fsmonitor")]
    [InlineData("core.pager")]
    public async Task Workspace_ProgramIsConfigured_DoesNotRun(string setting)
    {
        GitWorkspace workspace = await _repository.InitializedAsync();
        Repository.Commit(_repository.Path, ".gitattributes", "*.txt filter=x=y diff=x=y\n");
        Repository.Commit(_repository.Path, "a.txt", "one\n");
        Repository.Git(_repository.Path, "config", setting, Script());
        Repository.Git(_repository.Path, "config", "filter.x=y.required", "true");

        string path = (await workspace.AddAsync("one")).Path;
        await UseAsync(workspace, path);
        await workspace.RemoveAsync("one", discard: true);

        Assert.False(File.Exists(Proof));
    }

    // Who may write in the worktree alone could lead git to a repository of theirs.
    [Fact]
    public async Task GetChangesAsync_WorktreeLeadsToAnotherRepository_ShowsItsOwn()
    {
        GitWorkspace workspace = await _repository.InitializedAsync();
        Repository.Commit(_repository.Path, "a.txt", "one\n");
        string path = (await workspace.AddAsync("one")).Path, theirs = Path.Combine(path, "theirs");
        Repository.Git(path, "init", "--quiet", "--bare", theirs);
        Repository.Git(theirs, "config", "core.bare", "false");
        foreach (string name in new[] { "core.fsmonitor", "filter.x.clean", "core.hooksPath" })
            Repository.Git(theirs, "config", name, Script());
        await File.WriteAllTextAsync(Path.Combine(path, ".git"), $"gitdir: {theirs}\n");
        await File.WriteAllTextAsync(Path.Combine(path, ".gitattributes"), "* filter=x\n");
        await File.WriteAllTextAsync(Path.Combine(path, "a.txt"), "two\n");

        WorktreeChanges changes = await workspace.GetChangesAsync("one");
        await workspace.GetPatchAsync("one");
        await Assert.ThrowsAsync<GitException>(() => workspace.RemoveAsync("one"));

        Assert.Contains(new FileChange("a.txt", 1, 1, false), changes.Files);
        Assert.False(File.Exists(Proof));
    }

    // git looks for changes in a submodule with the configuration that it finds there.
    [Fact]
    public async Task GetChangesAsync_SubmodulesRepositoryNamesAProgram_DoesNotRunIt()
    {
        GitWorkspace workspace = await _repository.InitializedAsync();
        string path = (await workspace.AddAsync("one")).Path, inner = Directory.CreateDirectory(Path.Combine(path, "inner")).FullName;
        Repository.Git(inner, "init", "--quiet");
        Repository.Commit(inner, "i.txt", "i\n");
        Repository.Commit(path, "a.txt", "a\n");
        Repository.Git(inner, "config", "core.fsmonitor", Script());
        await File.WriteAllTextAsync(Path.Combine(inner, "i.txt"), "changed\n");

        WorktreeChanges changes = await workspace.GetChangesAsync("one");
        await workspace.GetPatchAsync("one");

        Assert.Equal(["a.txt", "inner"], changes.Files.Select(file => file.Path));
        Assert.False(File.Exists(Proof));
    }

    [Fact]
    public async Task CloneAsync_SourceIsRewrittenToAProgram_DoesNotRunIt()
    {
        using var source = new Repository();
        await source.InitializedAsync();
        Repository.Git(_repository.Path, "init", "--quiet");
        Repository.Git(_repository.Path, "config", $"url.ext::{Script()} .insteadOf", source.Path);
        Repository.Git(_repository.Path, "config", "protocol.ext.allow", "always");

        GitException refused = await Assert.ThrowsAsync<GitException>(() => _repository.Workspace.CloneAsync(source.Path));

        Assert.Contains("transport 'ext' not allowed", refused.GitWords, StringComparison.Ordinal);
        Assert.False(File.Exists(Proof));
    }

    private static async Task UseAsync(GitWorkspace workspace, string path)
    {
        await File.WriteAllTextAsync(Path.Combine(path, "a.txt"), "two\n");
        await File.WriteAllTextAsync(Path.Combine(path, "new.txt"), "new\n");
        Assert.Equal([new FileChange("a.txt", 1, 1, false), new FileChange("new.txt", null, null, true)], (await workspace.GetChangesAsync("one")).Files);
        Assert.Contains("+new", await workspace.GetPatchAsync("one"), StringComparison.Ordinal);
        await Assert.ThrowsAsync<GitException>(() => workspace.RemoveAsync("one"));
    }

    private string Script()
    {
        string script = Path.Combine(_proofs.Path, "program");
        File.WriteAllText(script, $"#!/bin/sh\ntouch {Proof}\ncat\n");
        File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.UserWrite);
        return script;
    }
}
