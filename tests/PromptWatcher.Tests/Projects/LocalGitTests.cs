using PromptWatcher.Projects;

namespace PromptWatcher.Tests.Projects;

public sealed class LocalGitTests : IDisposable
{
    private readonly Repository _repository = new();

    public void Dispose() => _repository.Dispose();

    [Fact]
    public async Task RunAsync_GivenUp_LetsGitCleanUp()
    {
        string begun = Path.Combine(_repository.Path, "begun"), cleaned = Path.Combine(_repository.Path, "cleaned");
        Repository.Git(_repository.Path, "init", "--quiet");
        using var giveUp = new CancellationTokenSource();
        using var watcher = new FileSystemWatcher(_repository.Path, "begun") { EnableRaisingEvents = true };
        watcher.Created += (_, _) => giveUp.Cancel();

        // An alias is a program that git waits for, and passes its signals on to, a moment after it has started it: git notes the program behind its fork.
        string alias = $"alias.wait=!trap 'touch {cleaned}; exit' TERM; sleep 0.3; touch {begun}; while :; do sleep 0.05; done";
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            new LocalGit(TimeProvider.System).RunAsync(new GitCommand(_repository.Path, ["-c", alias, "wait"], []), giveUp.Token));

        Assert.True(File.Exists(cleaned));
    }

    [Fact]
    public async Task DoAsync_OptionThatGitDoesNotKnow_NamesTheLeastVersion()
    {
        await _repository.InitializedAsync();
        var git = new GitUse(new LocalGit(TimeProvider.System), TimeProvider.System, CancellationToken.None);

        GitException failure = await Assert.ThrowsAsync<GitException>(() => git.DoAsync("try", _repository.Path, "worktree", "list", "-y"));

        Assert.Contains("git 2.36", failure.Message, StringComparison.Ordinal);
    }
}
