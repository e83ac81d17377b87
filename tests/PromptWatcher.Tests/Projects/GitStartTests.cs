using PromptWatcher.Projects;

namespace PromptWatcher.Tests.Projects;

/// <summary>What counts as a session's changes.</summary>
public sealed class GitStartTests : IDisposable
{
    private readonly Repository _repository = new();

    public void Dispose() => _repository.Dispose();

    [Fact]
    public async Task GetChangesAsync_BeganAtAnotherBranch_ShowsNothingOfThat()
    {
        GitWorkspace workspace = await _repository.InitializedAsync();
        Repository.Git(_repository.Path, "checkout", "--quiet", "-b", "release");
        Repository.Commit(_repository.Path, "release.txt", "r\n");
        Repository.Git(_repository.Path, "checkout", "--quiet", "main");

        Repository.Commit((await workspace.AddAsync("one", "release")).Path, "own.txt", "o\n");

        WorktreeChanges changes = await workspace.GetChangesAsync("one");
        Assert.Equal([new FileChange("own.txt", 1, 0, false)], changes.Files);
        Assert.Equal(1, changes.Commits);
        Assert.Equal(Repository.Git(_repository.Path, "rev-parse", "release"), changes.Base);
    }

    [Theory]
    [InlineData("checkout", "--quiet", "HEAD~1")]
    [InlineData("merge", "--quiet", "session-one")]
    public async Task GetChangesAsync_RootMovedSince_StaysTheSame(params string[] moving)
    {
        GitWorkspace workspace = await _repository.InitializedAsync();
        Repository.Commit(_repository.Path, "main.txt", "m\n");
        Repository.Commit((await workspace.AddAsync("one")).Path, "own.txt", "o\n");
        Repository.Git(_repository.Path, moving);

        Assert.Equal([new FileChange("own.txt", 1, 0, false)], (await workspace.GetChangesAsync("one")).Files);
    }

    [Fact]
    public async Task GetChangesAsync_BranchOfSomebodyElse_BeginsWhereItLeftTheRoot()
    {
        GitWorkspace workspace = await _repository.InitializedAsync();
        Repository.Git(_repository.Path, "branch", "session-one");
        Repository.Commit((await workspace.AddAsync("one")).Path, "own.txt", "o\n");
        Repository.Commit(_repository.Path, "main.txt", "m\n");

        Assert.Equal([new FileChange("own.txt", 1, 0, false)], (await workspace.GetChangesAsync("one")).Files);
    }

    [Fact]
    public async Task PruneAsync_BranchIsGone_ForgetsItsStartAndNoOther()
    {
        GitWorkspace workspace = await _repository.InitializedAsync();
        await workspace.AddAsync("one");
        await workspace.AddAsync("two");
        await workspace.RemoveAsync("one");
        await workspace.PruneAsync();
        Assert.Equal("refs/promptwatcher/session-one\nrefs/promptwatcher/session-two", Kept());

        Repository.Git(_repository.Path, "branch", "-D", "session-one");
        await workspace.PruneAsync();

        Assert.Equal("refs/promptwatcher/session-two", Kept());
    }

    [Fact]
    public async Task InitializeAsync_SomethingIsStaged_StaysStaged()
    {
        Repository.Git(_repository.Path, "init", "--quiet", "--initial-branch=main");
        await File.WriteAllTextAsync(Path.Combine(_repository.Path, "mine.txt"), "mine");
        Repository.Git(_repository.Path, "add", "--all");

        await _repository.Workspace.InitializeAsync();

        Assert.Empty(Repository.Git(_repository.Path, "ls-tree", "HEAD"));
        Assert.Equal("A  mine.txt", Repository.Git(_repository.Path, "status", "--porcelain"));
    }

    private string Kept() => Repository.Git(_repository.Path, "for-each-ref", "--format=%(refname)", "refs/promptwatcher");
}
