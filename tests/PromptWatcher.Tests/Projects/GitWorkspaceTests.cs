using PromptWatcher.Environments;
using PromptWatcher.Projects;

namespace PromptWatcher.Tests.Projects;

public sealed class GitWorkspaceTests : IDisposable
{
    private readonly Repository _repository = new();

    public void Dispose() => _repository.Dispose();

    [Fact]
    public async Task InitializeAsync_EmptyDirectory_IsARepositoryWithACommit()
    {
        Assert.False(await _repository.Workspace.ExistsAsync());

        GitWorkspace workspace = await _repository.InitializedAsync();

        Assert.True(await workspace.ExistsAsync());
        Worktree own = Assert.Single(await workspace.ListAsync());
        Assert.Equal((_repository.Path, "main", null), (own.Path, own.Branch, own.SessionId));
        Assert.Equal(40, own.Commit!.Length);
    }

    [Fact]
    public async Task InitializeAsync_RepositoryOfTheUsers_StaysAsItIs()
    {
        GitWorkspace workspace = await _repository.InitializedAsync();
        string before = Repository.Git(_repository.Path, "rev-parse", "HEAD");

        await workspace.InitializeAsync();

        Assert.Equal(before, Repository.Git(_repository.Path, "rev-parse", "HEAD"));
    }

    [Fact]
    public async Task CloneAsync_LocalRepository_HasItsCommitsAndSharesNoFile()
    {
        using var source = new Repository();
        await source.InitializedAsync();
        Repository.Commit(source.Path, "a.txt", "one\n");

        await _repository.Workspace.CloneAsync(source.Path);

        Assert.Equal("one\n", await File.ReadAllTextAsync(Path.Combine(_repository.Path, "a.txt")));
        foreach (string file in Directory.EnumerateFiles(Path.Combine(_repository.Path, ".git", "objects"), "*", SearchOption.AllDirectories))
            Assert.Equal("1", Links(file));
    }

    // What git leaves when it is killed: a directory without a commit, in the middle of one step or another.
    [Theory]
    [InlineData("init", "--quiet", "--initial-branch=other")]
    [InlineData("fetch", "--quiet")]
    public async Task CloneAsync_OneWasKilledBefore_GoesOnWithIt(params string[] step)
    {
        using var source = new Repository();
        await source.InitializedAsync();
        Repository.Commit(source.Path, "a.txt", "one\n");
        Repository.Git(source.Path, "tag", "v1");
        Repository.Git(_repository.Path, "init", "--quiet");
        Repository.Git(_repository.Path, [.. step, .. step[0] == "fetch" ? [source.Path, "+refs/heads/*:refs/remotes/origin/*"] : Array.Empty<string>()]);
        await File.WriteAllTextAsync(Path.Combine(_repository.Path, "a.txt"), "half");

        await _repository.Workspace.CloneAsync(source.Path);

        Assert.Equal("one\n", await File.ReadAllTextAsync(Path.Combine(_repository.Path, "a.txt")));
        Assert.Equal("main", Repository.Git(_repository.Path, "branch", "--show-current"));
        Assert.Equal("origin/main", Repository.Git(_repository.Path, "rev-parse", "--abbrev-ref", "main@{upstream}"));
        Assert.Equal("v1", Repository.Git(_repository.Path, "tag"));
        Assert.Equal("", Repository.Git(_repository.Path, "status", "--porcelain"));
    }

    [Fact]
    public async Task CloneAsync_SourceOnAnotherBranchOrOnNone_BeginsThere()
    {
        using var source = new Repository();
        await source.InitializedAsync();
        Repository.Git(source.Path, "checkout", "--quiet", "-b", "work/x");
        Repository.Commit(source.Path, "a.txt", "one\n");

        await _repository.Workspace.CloneAsync(source.Path);
        Assert.Equal("work/x", Repository.Git(_repository.Path, "branch", "--show-current"));

        Repository.Git(source.Path, "checkout", "--quiet", "--detach");
        Repository.Commit(source.Path, "a.txt", "two\n");
        using var second = new Repository();
        await second.Workspace.CloneAsync(source.Path);
        Assert.Equal(Repository.Git(source.Path, "rev-parse", "HEAD"), Repository.Git(second.Path, "rev-parse", "HEAD"));

        using var third = new Repository();
        await third.Workspace.CloneAsync(source.Path, "main");
        Assert.Equal("main", Repository.Git(third.Path, "branch", "--show-current"));
    }

    [Fact]
    public async Task CloneAsync_SourceWithoutACommit_SaysSoInGitsWords()
    {
        using var source = new Repository();
        Repository.Git(source.Path, "init", "--quiet");

        GitException failure = await Assert.ThrowsAsync<GitException>(() => _repository.Workspace.CloneAsync(source.Path));

        Assert.Contains("HEAD", failure.GitWords, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AddAsync_ThreeSessions_EachChangesItsOwnFilesOnly()
    {
        GitWorkspace workspace = await _repository.InitializedAsync();
        Repository.Commit(_repository.Path, "shared.txt", "a\nb\n");
        foreach (string id in new[] { "one", "two", "three" })
            await workspace.AddAsync(id);

        await File.WriteAllTextAsync(Path.Combine(workspace.PathOf("one"), "shared.txt"), "a\nc\nd\n");
        Repository.Commit(workspace.PathOf("two"), "new.txt", "1\n2\n");
        await File.WriteAllTextAsync(Path.Combine(workspace.PathOf("three"), "un tracked\t.txt"), "x\n");

        WorktreeChanges one = await workspace.GetChangesAsync("one"), two = await workspace.GetChangesAsync("two"), three = await workspace.GetChangesAsync("three");
        Assert.Equal([new FileChange("shared.txt", 2, 1, false)], one.Files);
        Assert.Equal([new FileChange("new.txt", 2, 0, false)], two.Files);
        Assert.Equal([new FileChange("un tracked\t.txt", null, null, true)], three.Files);
        Assert.Equal((0, 1, 0), (one.Commits, two.Commits, three.Commits));
        Assert.Contains("+c", await workspace.GetPatchAsync("one"), StringComparison.Ordinal);
        Assert.Contains("+x", await workspace.GetPatchAsync("three"), StringComparison.Ordinal);
        Assert.Empty(Repository.Git(_repository.Path, "status", "--porcelain"));
    }

    [Fact]
    public async Task RemoveAsync_OneOfSeveral_LeavesTheOthersAndEveryBranch()
    {
        GitWorkspace workspace = await _repository.InitializedAsync();
        await workspace.AddAsync("one");
        await workspace.AddAsync("two");

        await workspace.RemoveAsync("one");
        await workspace.RemoveAsync("never-was");

        Assert.Equal([null, "two"], (await workspace.ListAsync()).Select(worktree => worktree.SessionId));
        Assert.Contains("session-one", Repository.Git(_repository.Path, "branch", "--list"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RemoveAsync_SomethingNotCommitted_IsRefusedInGitsWordsAndKept()
    {
        GitWorkspace workspace = await _repository.InitializedAsync();
        string path = (await workspace.AddAsync("one")).Path;
        await File.WriteAllTextAsync(Path.Combine(path, "work.txt"), "precious");

        GitException refused = await Assert.ThrowsAsync<GitException>(() => workspace.RemoveAsync("one"));

        Assert.Contains("contains modified or untracked files", refused.GitWords, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(path, "work.txt")));
        await workspace.RemoveAsync("one", discard: true);
        Assert.False(Directory.Exists(path));
    }

    // As a git that was killed leaves them: one that was being made, at three of its steps, and one that was being removed.
    [Theory]
    [InlineData(true, "")]
    [InlineData(true, ".git")]
    [InlineData(true, "*")]
    [InlineData(false, ".git")]
    public async Task RemoveAsync_GitWasKilledAtTheWorktree_IsRemovedWhenDiscarded(bool isBeingMade, string missing)
    {
        GitWorkspace workspace = await _repository.InitializedAsync();
        string path = HalfMade((await workspace.AddAsync("one")).Path, isBeingMade, missing);
        await Assert.ThrowsAsync<GitException>(() => workspace.RemoveAsync("one"));

        await workspace.RemoveAsync("one", discard: true);

        Assert.Single(await workspace.ListAsync());
        Assert.False(Directory.Exists(path));
        Assert.Equal("session-one", (await workspace.EnsureAsync("one")).Branch);
    }

    [Fact]
    public async Task RemoveAsync_WorktreeThatSomebodyLocked_StaysAlsoWhenDiscarded()
    {
        GitWorkspace workspace = await _repository.InitializedAsync();
        string path = (await workspace.AddAsync("one")).Path;
        Repository.Git(_repository.Path, "worktree", "lock", "--reason", "on a stick", path);

        GitException failure = await Assert.ThrowsAsync<GitException>(() => workspace.RemoveAsync("one", discard: true));

        Assert.Contains("on a stick", failure.GitWords, StringComparison.Ordinal);
        Assert.Equal(path, (await workspace.EnsureAsync("one")).Path);
    }

    [Fact]
    public async Task EnsureAsync_HalfMade_IsWaitedForAndThenTold()
    {
        string path = (await (await _repository.InitializedAsync()).AddAsync("one")).Path;
        HalfMade(path, isBeingMade: true, missing: "");

        GitException failure = await Assert.ThrowsAsync<GitException>(() => GitWorkspace.Local(_repository.Path, new SkippingTime()).EnsureAsync("one"));
        Assert.Contains("is half made", failure.Message, StringComparison.Ordinal);

        var time = new SkippingTime(onSkip: () => Repository.Git(_repository.Path, "worktree", "unlock", path));
        Assert.Equal(path, (await GitWorkspace.Local(_repository.Path, time).EnsureAsync("one")).Path);
    }

    [Fact]
    public async Task EnsureAsync_DirectoryGone_IsMadeAgainWithWhatWasCommitted()
    {
        GitWorkspace workspace = await _repository.InitializedAsync();
        Worktree made = await workspace.EnsureAsync("one");
        Repository.Commit(made.Path, "done.txt", "done\n");
        Directory.Delete(made.Path, recursive: true);
        Assert.True((await workspace.ListAsync())[1].IsMissing);

        Worktree again = await workspace.EnsureAsync("one");

        Assert.False(again.IsMissing);
        Assert.True(File.Exists(Path.Combine(again.Path, "done.txt")));
        Assert.Equal(again, await workspace.EnsureAsync("one"));
    }

    [Fact]
    public async Task EnsureAsync_TwentySessionsAtOnce_EachHasItsWorktree()
    {
        GitWorkspace workspace = await _repository.InitializedAsync();

        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => workspace.EnsureAsync($"s{i}")));

        IReadOnlyList<Worktree> worktrees = await workspace.ListAsync();
        Assert.Equal(21, worktrees.Count);
        Assert.Equal(20, worktrees.Skip(1).Select(worktree => worktree.Branch).Distinct().Count());
    }

    [Fact]
    public async Task AddAsync_Hook_DoesNotRun()
    {
        GitWorkspace workspace = await _repository.InitializedAsync();
        string hook = Path.Combine(_repository.Path, ".git", "hooks", "post-checkout"), proof = Path.Combine(_repository.Path, "hook-ran");
        Directory.CreateDirectory(Path.GetDirectoryName(hook)!);
        await File.WriteAllTextAsync(hook, $"#!/bin/sh\ntouch {proof}\n");
        File.SetUnixFileMode(hook, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        Repository.Git(_repository.Path, "worktree", "add", "-q", Path.Combine(_repository.Path, "by-hand"));
        Assert.True(File.Exists(proof), "The hook must work where it is wanted.");
        File.Delete(proof);

        await workspace.AddAsync("one");

        Assert.False(File.Exists(proof));
    }

    [Fact]
    public async Task AddAsync_LockLeftBehind_IsToldAndNotTouched()
    {
        await _repository.InitializedAsync();
        string file = Path.Combine(_repository.Path, ".git", "refs", "heads", "session-one.lock");
        await File.WriteAllTextAsync(file, "");
        File.SetLastWriteTimeUtc(file, DateTime.UtcNow.AddHours(-2));

        GitLockedException locked = await Assert.ThrowsAsync<GitLockedException>(() => GitWorkspace.Local(_repository.Path, new SkippingTime()).AddAsync("one"));

        Assert.Equal(file, locked.LockPath);
        Assert.InRange(locked.Age!.Value, TimeSpan.FromHours(1.9), TimeSpan.FromHours(2.1));
        Assert.True(File.Exists(file));
    }

    [Fact]
    public async Task AddAsync_LockOfAnotherGit_IsWaitedFor()
    {
        await _repository.InitializedAsync();
        string file = Path.Combine(_repository.Path, ".git", "refs", "heads", "session-one.lock");
        await File.WriteAllTextAsync(file, "");
        var time = new SkippingTime(onSkip: () => File.Delete(file));

        Worktree made = await GitWorkspace.Local(_repository.Path, time).AddAsync("one");

        Assert.Equal("session-one", made.Branch);
    }

    [Fact]
    public async Task AddAsync_NoRepository_SaysSoInGitsWords()
    {
        GitException failure = await Assert.ThrowsAsync<GitException>(() => _repository.Workspace.AddAsync("one"));

        Assert.Contains("not a git repository", failure.GitWords, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ExistsAsync_InsideAnotherRepository_IsNotThatOne()
    {
        await _repository.InitializedAsync();
        string inner = Directory.CreateDirectory(Path.Combine(_repository.Path, "inner")).FullName;

        Assert.False(await GitWorkspace.Local(inner).ExistsAsync());
    }

    [Fact]
    public async Task GetChangesAsync_WorktreeGone_SaysWhatToDo()
    {
        GitWorkspace workspace = await _repository.InitializedAsync();
        Directory.Delete((await workspace.AddAsync("one")).Path, recursive: true);

        EnvironmentException gone = await Assert.ThrowsAsync<EnvironmentException>(() => workspace.GetChangesAsync("one"));

        Assert.Contains(nameof(GitWorkspace.EnsureAsync), gone.Message, StringComparison.Ordinal);
    }

    private static string Links(string file)
    {
        using var stat = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("stat", ["-c", "%h", file]) { RedirectStandardOutput = true })!;
        return stat.StandardOutput.ReadToEnd().Trim();
    }

    private string HalfMade(string worktree, bool isBeingMade, string missing)
    {
        if (isBeingMade)
            Repository.Git(_repository.Path, "worktree", "lock", "--reason", "initializing", worktree);
        if (missing == "*")
            Directory.Delete(worktree, recursive: true);
        else if (missing.Length > 0)
            File.Delete(Path.Combine(worktree, missing));
        return worktree;
    }

    /// <summary>Time in which every wait is over at once, and has taken as long as it was to.</summary>
    private sealed class SkippingTime(Action? onSkip = null) : TimeProvider
    {
        private long _skipped;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Interlocked.Read(ref _skipped);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            onSkip?.Invoke();
            Interlocked.Add(ref _skipped, dueTime.Ticks);
            return base.CreateTimer(callback, state, TimeSpan.Zero, period);
        }
    }
}
