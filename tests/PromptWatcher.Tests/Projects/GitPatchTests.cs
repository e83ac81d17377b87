using System.Globalization;
using PromptWatcher.Projects;

namespace PromptWatcher.Tests.Projects;

public sealed class GitPatchTests : IDisposable
{
    private readonly Repository _repository = new();

    public void Dispose() => _repository.Dispose();

    [Theory]
    [InlineData("diff.noprefix", "true")]
    [InlineData("diff.mnemonicPrefix", "true")]
    [InlineData("diff.context", "0")]
    [InlineData("diff.renames", "copies")]
    [InlineData("diff.relative", "true")]
    [InlineData("color.ui", "always")]
    [InlineData("color.grep", "always")]
    [InlineData("grep.lineNumber", "true")]
    [InlineData("grep.column", "true")]
    public async Task GetPatchAsync_AnyConfiguration_IsAppliedByGit(string setting, string value)
    {
        GitWorkspace workspace = await _repository.InitializedAsync();
        Repository.Commit(_repository.Path, "a.txt", string.Concat(Enumerable.Range(0, 30).Select(i => $"{i}\n")));
        Repository.Git(_repository.Path, "config", setting, value);
        string path = (await workspace.AddAsync("one")).Path;
        await File.WriteAllTextAsync(Path.Combine(path, "a.txt"), string.Concat(Enumerable.Range(0, 30).Select(i => $"{(i == 15 ? "x" : i.ToString(CultureInfo.InvariantCulture))}\n")));
        await File.WriteAllTextAsync(Path.Combine(path, "new.txt"), "new\n");

        string patch = await workspace.GetPatchAsync("one"), file = Path.Combine(_repository.Path, "x.patch");
        await File.WriteAllTextAsync(file, patch);
        Repository.Git(_repository.Path, "apply", file);

        Assert.Contains("\nx\n", await File.ReadAllTextAsync(Path.Combine(_repository.Path, "a.txt")), StringComparison.Ordinal);
        Assert.Equal("new\n", await File.ReadAllTextAsync(Path.Combine(_repository.Path, "new.txt")));
    }

    [Fact]
    public async Task GetPatchAsync_NewRepositoryAndManyFiles_AreNamedOnALineEach()
    {
        GitWorkspace workspace = await _repository.InitializedAsync();
        string path = (await workspace.AddAsync("one")).Path;
        Repository.Git(path, "init", "--quiet", "inner");
        Repository.Commit(Path.Combine(path, "inner"), "i.txt", "i\n");
        for (int i = 0; i < 100; i++)
            await File.WriteAllTextAsync(Path.Combine(path, $"f{i}"), "f\n");
        await File.WriteAllTextAsync(Path.Combine(path, "z\ndiff --git x"), "");

        string patch = await workspace.GetPatchAsync("one");

        Assert.Contains("\n# new repository: inner/\n", patch, StringComparison.Ordinal);
        Assert.EndsWith("# new file: 'z\\u000Adiff --git x'\n", patch, StringComparison.Ordinal);
        Assert.Contains("inner/", (await workspace.GetChangesAsync("one")).Files.Select(file => file.Path));
    }

    [Fact]
    public async Task GetPatchAsync_MoreThanIsKept_SaysSo()
    {
        GitWorkspace workspace = await _repository.InitializedAsync();
        string path = (await workspace.AddAsync("one")).Path;
        await File.WriteAllTextAsync(Path.Combine(path, "large.txt"), string.Concat(Enumerable.Repeat("0123456789abcde\n", GitRunner.LargestOutput / 16)));

        GitOutputException failure = await Assert.ThrowsAsync<GitOutputException>(() => workspace.GetPatchAsync("one"));

        Assert.Contains("more than 16 MiB", failure.Message, StringComparison.Ordinal);
        Assert.Equal("large.txt", Assert.Single((await workspace.GetChangesAsync("one")).Files).Path);
    }
}
