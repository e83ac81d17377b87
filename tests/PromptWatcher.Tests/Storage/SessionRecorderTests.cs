using System.Diagnostics;
using PromptWatcher.Detection;
using PromptWatcher.Environments;
using PromptWatcher.Environments.Local;
using PromptWatcher.Sessions;
using PromptWatcher.Storage;
using PromptWatcher.Tests.Sessions;
using Activity = PromptWatcher.Detection.Activity;

namespace PromptWatcher.Tests.Storage;

/// <summary>What is on record of sessions that several processes have to do with, and whose stores and environments fail or are slow.</summary>
public sealed class SessionRecorderTests : IAsyncLifetime
{
    private const string Dead = "999999999/1";

    private readonly LeftOver _process = new();
    private readonly Store _store = new();
    private readonly SessionManager _manager;

    public SessionRecorderTests() => _manager = new SessionManager(
        new Dictionary<string, IEnvironmentAdapter> { ["place"] = new Place(_process), ["broken"] = new Place(null), [LocalEnvironment.EnvironmentId] = new LocalEnvironment() },
        new PromptWatcherOptions { DetachOnDispose = true }, store: _store);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _manager.DisposeAsync();

    [Fact]
    public async Task AttachAsync_ScreenNotPaintedYet_KeepsWhatIsOnRecord()
    {
        await AddAsync("left-over", $"{System.Environment.MachineName}/{Dead}");

        TerminalSession session = await _manager.AttachAsync("place", "left-over");
        await session.DetachAsync();
        await _manager.DisposeAsync();

        SessionRecord record = (await _store.FindAsync("left-over"))!;
        Assert.Equal((Activity.Awaiting, "Overwrite?", HostProcess.Current), (record.Activity, record.Prompt?.Question, record.Host));
    }

    [Fact]
    public async Task AttachAsync_ScreenPainted_ReplacesWhatIsOnRecord()
    {
        await AddAsync("left-over", $"{System.Environment.MachineName}/{Dead}");

        TerminalSession session = await _manager.AttachAsync("place", "left-over");
        _process.Print("Proceed with that? [y/N] "u8);

        await session.WaitForAsync(state => state.Prompt is not null);
        await _manager.DisposeAsync();
        Assert.Equal("Proceed with that? [y/N]", (await _store.FindAsync("left-over"))!.Prompt?.Question);
    }

    [Fact]
    public async Task DetachAsync_AnotherProcessHasItToo_HandsTheRecordBack()
    {
        using var other = Process.Start("sleep", ["600"]);
        string host = HostProcess.Of(other.Id);
        await AddAsync("left-over", host);

        TerminalSession session = await _manager.AttachAsync("place", "left-over");
        await session.DetachAsync();
        await _manager.DisposeAsync();
        other.Kill();

        Assert.Equal(host, (await _store.FindAsync("left-over"))!.Host);
    }

    [Fact]
    public async Task Store_EndWrittenByAnotherProcess_StaysTheEnd()
    {
        TerminalSession session = await _manager.AttachAsync("place", "left-over");
        _process.Print("working"u8);
        await session.WaitForAsync(state => state.Activity != Activity.Starting);
        SessionRecord over = await UntilAsync("left-over", record => record.Status == SessionStatus.Running) with { Status = SessionStatus.Exited, ExitCode = 7, Revision = 100 };
        Assert.True(await _store.TryUpdateAsync(over));

        _process.Print("\r\nProceed with that? [y/N] "u8);
        await session.WaitForAsync(state => state.Prompt is not null);
        await _manager.DisposeAsync();

        Assert.Equal(over, await _store.FindAsync("left-over"));
    }

    [Fact]
    public async Task Store_ProgramOutOfMemory_SaysSo()
    {
        await _manager.AttachAsync("place", "left-over");

        _process.End(new PtyExit(null, 9, IsOutOfMemory: true));

        SessionRecord over = await UntilAsync("left-over", record => record.IsOver);
        Assert.Equal((SessionStatus.Exited, null, 9, true), (over.Status, over.ExitCode, over.Signal, over.IsOutOfMemory));
    }

    [Fact]
    public async Task StartAsync_EndOfTheLastOneStillOnItsWayToTheStore_WaitsForIt()
    {
        _store.EndsHeldBack = new TaskCompletionSource();
        TerminalSession first = await StartAsync("again");
        await first.Completion;
        await first.DisposeAsync();

        Task<TerminalSession> second = StartAsync("again");
        await _store.EndArrived.Task;
        Assert.False(second.IsCompleted);
        _store.EndsHeldBack.SetResult();

        await (await second.WaitAsync(TimeSpan.FromSeconds(60))).Completion;
    }

    [Fact]
    public async Task StartAsync_ProjectThatWillNotDo_IsRefusedAndNotOnRecord()
    {
        await Assert.ThrowsAsync<EnvironmentException>(async () => await _manager.StartAsync(new PtySpawnOptions { Command = "true", SessionId = "one", ProjectId = "a\u001b[2Jb" }));

        Assert.Null(await _store.FindAsync("one"));
    }

    [Fact]
    public async Task StartAsync_NoPlaceForProjects_IsOnRecordAsAnError()
    {
        var error = await Assert.ThrowsAsync<EnvironmentException>(async () => await _manager.StartAsync(new PtySpawnOptions { Command = "true", SessionId = "one", ProjectId = "p" }));

        Assert.Contains("RepositoryPath", error.Message, StringComparison.Ordinal);
        SessionRecord record = (await _store.FindAsync("one"))!;
        Assert.Equal((SessionStatus.Error, error.Message), (record.Status, record.Error));
    }

    [Fact]
    public async Task ReconcileAsync_EnvironmentThatCannotTell_LeavesItsRecordsAlone()
    {
        await AddAsync("unknown", $"{System.Environment.MachineName}/{Dead}", "broken");
        await AddAsync("gone", $"{System.Environment.MachineName}/{Dead}", LocalEnvironment.EnvironmentId);

        IReadOnlyList<SessionRecord> changed = await _manager.ReconcileAsync();

        Assert.Equal(("gone", SessionStatus.Lost), (Assert.Single(changed).SessionId, changed[0].Status));
        Assert.Equal(SessionStatus.Running, (await _store.FindAsync("unknown"))!.Status);
    }

    private Task<TerminalSession> StartAsync(string id) => _manager.StartAsync(new PtySpawnOptions { Command = "true", SessionId = id }).AsTask();

    private async Task AddAsync(string id, string host, string environment = "place") => Assert.True(await _store.TryAddAsync(new SessionRecord
    {
        SessionId = id, EnvironmentId = environment, Host = host, Status = SessionStatus.Running, Activity = Activity.Awaiting, Prompt = new PromptRecord(PromptKind.Confirmation, "Overwrite?", ["y", "n"], null),
    }));

    /// <summary>Waits for a record of which nothing tells: it is written beside the session.</summary>
    private async Task<SessionRecord> UntilAsync(string id, Func<SessionRecord, bool> condition)
    {
        SessionRecord? record = null;
        await Waiting.UntilAsync(async () => (record = await _store.FindAsync(id)) is not null && condition(record), () => $"{record}");
        return record!;
    }

    private sealed class Place(LeftOver? process) : IEnvironmentAdapter
    {
        public ValueTask<PtyProcess> SpawnPtyAsync(PtySpawnOptions options, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public ValueTask KillPtyAsync(string ptyId, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public ValueTask ResizePtyAsync(string ptyId, TerminalSize size, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public IAsyncEnumerable<PtyInfo> ListPtysAsync(CancellationToken cancellationToken = default) =>
            process is null ? throw new EnvironmentException("It does not answer.") : new[] { process.Info }.ToAsyncEnumerable();

        public ValueTask<PtyProcess> AttachPtyAsync(string ptyId, PtyAttachOptions? options = null, CancellationToken cancellationToken = default) => new(process!);
    }

    private sealed class Store : ISessionStore
    {
        private readonly InMemorySessionStore _inner = new();

        public TaskCompletionSource? EndsHeldBack { get; set; }

        public TaskCompletionSource EndArrived { get; } = new();

        public ValueTask<bool> TryAddAsync(SessionRecord record, CancellationToken cancellationToken = default) => _inner.TryAddAsync(record, cancellationToken);

        public async ValueTask<bool> TryUpdateAsync(SessionRecord record, CancellationToken cancellationToken = default)
        {
            if (EndsHeldBack is not null && record.IsOver)
            {
                EndArrived.TrySetResult();
                await EndsHeldBack.Task;
            }

            return await _inner.TryUpdateAsync(record, cancellationToken);
        }

        public ValueTask<SessionRecord?> FindAsync(string sessionId, CancellationToken cancellationToken = default) => _inner.FindAsync(sessionId, cancellationToken);

        public IAsyncEnumerable<SessionRecord> ListAsync(string? projectId = null, CancellationToken cancellationToken = default) => _inner.ListAsync(projectId, cancellationToken);

        public ValueTask<bool> RemoveAsync(string sessionId, CancellationToken cancellationToken = default) => _inner.RemoveAsync(sessionId, cancellationToken);
    }
}
