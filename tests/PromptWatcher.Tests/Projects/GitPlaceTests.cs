using PromptWatcher.Projects;

namespace PromptWatcher.Tests.Projects;

/// <summary>Where worktrees are, and what else is there.</summary>
public sealed class GitPlaceTests : IDisposable
{
    private readonly Repository _repository = new();

    public GitPlaceTests()
    {
        // By hand: nobody has told git yet what to ignore.
        Repository.Git(_repository.Path, "init", "--quiet", "--initial-branch=main");
        Repository.Commit(_repository.Path, "a.txt", "one\n");
    }

    private string Exclude => Path.Combine(_repository.Path, ".git", "info", "exclude");

    public void Dispose() => _repository.Dispose();

    [Fact]
    public async Task AddAsync_RepositoryOfTheUsers_DoesNotShowItsWorktrees()
    {
        await File.WriteAllTextAsync(Exclude, "# mine\n*.log");

        await Task.WhenAll(Enumerable.Range(0, 5).Select(i => _repository.Workspace.AddAsync($"s{i}")));
        await GitWorkspace.Local(_repository.Path).AddAsync("last");

        Assert.Empty(Repository.Git(_repository.Path, "status", "--porcelain"));
        Assert.Equal("# mine\n*.log\n/.worktrees/\n", await File.ReadAllTextAsync(Exclude));
    }

    [Fact]
    public async Task AddAsync_GitIgnoresThemAlready_WritesNothing()
    {
        Repository.Commit(_repository.Path, ".gitignore", ".worktrees\n");
        string before = await File.ReadAllTextAsync(Exclude);

        await _repository.Workspace.AddAsync("one");

        Assert.Equal(before, await File.ReadAllTextAsync(Exclude));
    }

    // A directory in a repository, and a worktree of the user's own: what git is told is where the repository keeps it.
    [Theory]
    [InlineData("inner")]
    [InlineData("tree")]
    public async Task AddAsync_RootIsAPartOfARepository_WorksThere(string kind)
    {
        string root = Path.Combine(_repository.Path, kind);
        if (kind == "inner")
            Repository.Commit(Directory.CreateDirectory(root).FullName, "b.txt", "b");
        else
            Repository.Git(_repository.Path, "worktree", "add", "--quiet", root, "-b", "own");
        GitWorkspace workspace = GitWorkspace.Local(root);

        Worktree made = await workspace.AddAsync("one");

        Assert.Equal((Path.Combine(root, ".worktrees", "session-one"), "one"), (made.Path, made.SessionId));
        Assert.Empty(Repository.Git(root, "status", "--porcelain", "."));
        Assert.Empty((await workspace.GetChangesAsync("one")).Files);
    }

    [Fact]
    public async Task EnsureAsync_LinkOnTheWay_IsTheSameWorktree()
    {
        using var elsewhere = new Repository();
        string link = Path.Combine(elsewhere.Path, "link");
        Directory.CreateSymbolicLink(link, _repository.Path);
        GitWorkspace workspace = GitWorkspace.Local(link);

        Worktree made = await workspace.EnsureAsync("one");

        Assert.Equal((Path.Combine(link, ".worktrees", "session-one"), "one"), (made.Path, made.SessionId));
        Assert.Equal(made, await workspace.EnsureAsync("one"));
        Assert.Equal([link, made.Path], (await workspace.ListAsync()).Select(worktree => worktree.Path));
        Repository.Commit(made.Path, "b.txt", "b\n");
        Assert.Equal([new FileChange("b.txt", 1, 0, false)], (await workspace.GetChangesAsync("one")).Files);
        await workspace.RemoveAsync("one");
        Assert.Single(await workspace.ListAsync());
    }

    // Forced, git would take it, and the session's commits would move the branch under the user.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task EnsureAsync_BranchIsCheckedOutElsewhere_IsRefusedWithAdvice(bool isMissing)
    {
        GitWorkspace workspace = _repository.Workspace;
        string path = (await workspace.AddAsync("one")).Path;
        if (isMissing)
            Directory.Delete(path, recursive: true);
        else
            await workspace.RemoveAsync("one");
        Repository.Git(_repository.Path, "checkout", "--quiet", "--ignore-other-worktrees", "session-one");

        GitException refused = await Assert.ThrowsAsync<GitException>(() => workspace.EnsureAsync("one"));

        Assert.Equal($"'session-one' is already checked out at '{_repository.Path}'", refused.GitWords);
        Assert.Contains("git switch", refused.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(path));
        Repository.Git(_repository.Path, "checkout", "--quiet", "main");
        Assert.Equal("session-one", (await workspace.EnsureAsync("one")).Branch);
    }
}
