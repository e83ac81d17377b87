using Microsoft.Extensions.Options;
using PromptWatcher.Environments;
using PromptWatcher.Environments.Local;
using PromptWatcher.Tests.Projects;

namespace PromptWatcher.Tests.Environments.Local;

/// <summary>Sessions of projects on this machine.</summary>
public sealed class LocalProjectTests : IDisposable
{
    private readonly Repository _repository = new();
    private readonly LocalEnvironment _local;

    public LocalProjectTests() => _local = new LocalEnvironment(new LocalEnvironmentOptions { RepositoryPath = _repository.Path + "/{projectId}" });

    private string Worktree => $"{_repository.Path}/shop/.worktrees/session-one";

    public void Dispose() => _repository.Dispose();

    [Fact]
    public async Task SpawnPtyAsync_SessionOfAProject_StartsInItsWorktreeWhichIsMadeAgain()
    {
        await _local.GetWorkspace("shop").InitializeAsync();
        Assert.Equal($"{Worktree} session-one", await RunAsync(Look("one") with { ProjectId = "shop" }));

        Directory.Delete(Worktree, recursive: true);

        Assert.Equal($"{Worktree} session-one", await RunAsync(Look("one") with { ProjectId = "shop" }));
    }

    [Fact]
    public async Task SpawnPtyAsync_BranchStart_IsWhereTheBranchBegins()
    {
        await _local.GetWorkspace("shop").InitializeAsync();
        string root = $"{_repository.Path}/shop";
        Repository.Git(root, "commit", "--allow-empty", "--message=second");
        Repository.Git(root, "tag", "first", "HEAD~1");

        Assert.Equal("1", await RunAsync(new PtySpawnOptions { Command = "git", Arguments = ["rev-list", "--count", "HEAD"], SessionId = "one", ProjectId = "shop", BranchStart = "first" }));
    }

    [Fact]
    public async Task SpawnPtyAsync_NamedPlace_GoesBeforeTheProjects()
    {
        await _local.GetWorkspace("shop").InitializeAsync();

        Assert.Equal("/usr", await RunAsync(new PtySpawnOptions { Command = "pwd", SessionId = "one", ProjectId = "shop", WorktreePath = "/usr" }));
        Assert.Equal("/etc", await RunAsync(new PtySpawnOptions { Command = "pwd", SessionId = "one", ProjectId = "shop", WorktreePath = "/usr", WorkingDirectory = "/etc" }));
        Assert.False(Directory.Exists(Worktree));
    }

    [Fact]
    public async Task SpawnPtyAsync_ProjectWithoutARepository_FailsWithGitsWordsAndTheIdIsFree()
    {
        await Assert.ThrowsAnyAsync<EnvironmentException>(() => RunAsync(Look("one") with { ProjectId = "none" }));

        Assert.Equal("/usr", await RunAsync(new PtySpawnOptions { Command = "pwd", SessionId = "one", WorkingDirectory = "/usr" }));
    }

    [Theory]
    [InlineData("relative/{projectId}")]
    [InlineData("/srv/{other}")]
    [InlineData("")]
    public void Constructor_RepositoryPathThatWillNotDo_SaysWhy(string path)
    {
        var error = Assert.Throws<OptionsValidationException>(() => new LocalEnvironment(new LocalEnvironmentOptions { RepositoryPath = path }));

        Assert.Contains("RepositoryPath", error.Message, StringComparison.Ordinal);
    }

    private static PtySpawnOptions Look(string session) => new() { Command = "sh", Arguments = ["-c", "echo $(pwd) $(git branch --show-current)"], SessionId = session };

    private async Task<string> RunAsync(PtySpawnOptions options)
    {
        await using PtyProcess pty = await _local.SpawnPtyAsync(options);
        string printed = (await pty.ReadTextToEndAsync()).Trim();
        await pty.ExitAsync();
        return printed;
    }
}
