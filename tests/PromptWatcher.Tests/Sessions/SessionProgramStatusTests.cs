using System.Text;
using PromptWatcher.Environments;
using PromptWatcher.Sessions;
using PromptWatcher.Terminal;

namespace PromptWatcher.Tests.Sessions;

/// <summary>What the program of a session says about itself, sub-agents included.</summary>
[Collection(nameof(RunsAlone))]
public sealed class SessionProgramStatusTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly SessionManager _manager = new();
    private readonly PipedProcess _process = new();
    private readonly TerminalSession _session;

    public SessionProgramStatusTests() => _session = _manager.Adopt(_process, new TerminalSize(80, 24));

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _manager.DisposeAsync().AsTask();

    [Fact]
    public void ProgramStatus_ReportsOfPartsToo_AreInOrder()
    {
        Assert.Empty(_session.ProgramStatus);

        Report(status => status.Report(ProgramState.Working, "Two helpers"));
        Report(status => status.Part("agents").Part("b").Report(ProgramState.Done));
        Report(status => status.Part("agents").Part("a").Report(new ProgramReport(ProgramState.Blocked) { BlockedKind = BlockedKind.Permission, Message = "May I?" }));

        Assert.Equal(
            [("", ProgramState.Working, "Two helpers"), ("agents/a", ProgramState.Blocked, "May I?"), ("agents/b", ProgramState.Done, null)],
            _session.ProgramStatus.Select(record => (record.Id, record.State, record.Message)));
    }

    [Fact]
    public void ProgramStatus_NothingNew_IsTheSameListAndCostsNothing()
    {
        Report(status => status.Report(ProgramState.Working));
        IReadOnlyList<ProgramStatusRecord> first = _session.ProgramStatus;
        _process.Print("some text"u8);

        long before = GC.GetAllocatedBytesForCurrentThread();
        IReadOnlyList<ProgramStatusRecord> second = _session.ProgramStatus;

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Same(first, second);
    }

    [Fact]
    public void ProgramStatus_ReportedAgain_IsYounger()
    {
        Report(status => status.Report(ProgramState.Working));
        long first = _session.ProgramStatus[0].LastReport;

        Report(status => status.Report(ProgramState.Working));

        Assert.True(_session.ProgramStatus[0].LastReport > first);
    }

    [Fact]
    public async Task WatchProgramStatusAsync_Changes_ComeAfterThePresentUntilTheEnd()
    {
        Report(status => status.Report(ProgramState.Done));
        await using IAsyncEnumerator<IReadOnlyList<ProgramStatusRecord>> changes = _session.WatchProgramStatusAsync().GetAsyncEnumerator();
        Assert.Equal([ProgramState.Done], await NextAsync(changes));

        Task<ProgramState[]?> next = NextAsync(changes);
        Report(status => status.Report(ProgramState.Done));
        _process.Print("some text"u8);
        Assert.False(next.IsCompleted);
        Report(status => status.Part("job").Report(ProgramState.Working));
        Assert.Equal([ProgramState.Done, ProgramState.Working], await next);

        await _session.KillAsync();
        Assert.Equal([ProgramState.Done], await NextAsync(changes));
        Assert.Null(await NextAsync(changes));
    }

    [Fact]
    public async Task WatchProgramStatusAsync_SlowWatcher_GetsTheLast()
    {
        await using IAsyncEnumerator<IReadOnlyList<ProgramStatusRecord>> changes = _session.WatchProgramStatusAsync().GetAsyncEnumerator();
        Assert.Equal([], await NextAsync(changes));

        for (int i = 0; i <= 100; i++)
            Report(status => status.Report(new ProgramReport(ProgramState.Working) { Progress = i }));

        Assert.True(await changes.MoveNextAsync().AsTask().WaitAsync(Patience));
        Assert.Equal(100, Assert.Single(changes.Current).Progress);
    }

    [Fact]
    public async Task WatchProgramStatusAsync_Canceled_Ends()
    {
        using var cancellation = new CancellationTokenSource();
        await using IAsyncEnumerator<IReadOnlyList<ProgramStatusRecord>> changes = _session.WatchProgramStatusAsync(cancellation.Token).GetAsyncEnumerator();
        await NextAsync(changes);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => NextAsync(changes));
    }

    private static async Task<ProgramState[]?> NextAsync(IAsyncEnumerator<IReadOnlyList<ProgramStatusRecord>> changes) =>
        await changes.MoveNextAsync().AsTask().WaitAsync(Patience) ? [.. changes.Current.Select(record => record.State)] : null;

    private void Report(Action<ProgramStatus> report)
    {
        var terminal = new StringWriter();
        report(new ProgramStatus(terminal));
        _process.Print(Encoding.UTF8.GetBytes(terminal.ToString()));
    }
}
