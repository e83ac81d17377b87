using System.IO.Pipelines;
using PromptWatcher.Environments;
using PromptWatcher.Sessions;

namespace PromptWatcher.Tests.Sessions;

/// <summary>Sessions whose terminals outlive their host.</summary>
public sealed class TakeoverTests
{
    private readonly ContainerPlace _place = new();

    [Fact]
    public async Task AttachAsync_RunningTerminal_IsWatchedWithItsSizeAndAgent()
    {
        await using SessionManager manager = Manager();

        TerminalSession session = await manager.AttachAsync("place", "left-over");

        Assert.Equal("left-over", session.Id);
        Assert.Equal(new TerminalSize(90, 30), session.Snapshot().Size);
        Assert.Equal(PipeScheduler.Inline, _place.Attached!.ReaderScheduler);
    }

    [Fact]
    public async Task AttachAsync_OtherSize_IsHandedOn()
    {
        await using SessionManager manager = Manager();

        await manager.AttachAsync("place", "left-over", new TerminalSize(50, 9));

        Assert.Equal(new TerminalSize(50, 9), _place.Attached!.Size);
    }

    [Fact]
    public async Task AttachAsync_Refused_FreesTheId()
    {
        await using SessionManager manager = Manager();
        await Assert.ThrowsAsync<EnvironmentException>(async () => await manager.AttachAsync("place", "gone"));

        await Assert.ThrowsAsync<EnvironmentException>(async () => await manager.AttachAsync("place", "gone"));

        Assert.Empty(manager.Sessions);
    }

    [Fact]
    public async Task DisposeAsync_DetachOnDispose_LetsGoInsteadOfKilling()
    {
        SessionManager manager = Manager(new PromptWatcherOptions { DetachOnDispose = true });
        TerminalSession session = await manager.AttachAsync("place", "left-over");

        await manager.DisposeAsync();

        Assert.True(_place.Process.IsDetached);
        Assert.False(_place.Process.IsKilled);
        await Assert.ThrowsAsync<PtyDetachedException>(() => session.Completion);
    }

    [Fact]
    public async Task DisposeAsync_ByDefault_Kills()
    {
        SessionManager manager = Manager();
        await manager.AttachAsync("place", "left-over");

        await manager.DisposeAsync();

        Assert.True(_place.Process.IsKilled);
    }

    [Fact]
    public async Task DetachAsync_TerminalThatNobodyCouldTakeOver_IsRefusedAndGoesOn()
    {
        await using var manager = new SessionManager();
        await using var process = new PipedProcess();
        TerminalSession session = manager.Adopt(process, TerminalSize.Default);

        await Assert.ThrowsAsync<EnvironmentException>(async () => await session.DetachAsync());

        Assert.False(session.Completion.IsCompleted);
    }

    private SessionManager Manager(PromptWatcherOptions? options = null) => new(new Dictionary<string, IEnvironmentAdapter> { ["place"] = _place }, options);

    /// <summary>A place with one terminal that was there before.</summary>
    private sealed class ContainerPlace : IEnvironmentAdapter
    {
        public LeftOver Process { get; } = new();

        public PtyAttachOptions? Attached { get; private set; }

        public ValueTask<PtyProcess> SpawnPtyAsync(PtySpawnOptions options, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public ValueTask KillPtyAsync(string ptyId, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public ValueTask ResizePtyAsync(string ptyId, TerminalSize size, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public IAsyncEnumerable<PtyInfo> ListPtysAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public ValueTask<PtyProcess> AttachPtyAsync(string ptyId, PtyAttachOptions? options = null, CancellationToken cancellationToken = default)
        {
            Attached = options;
            return ptyId == Process.Id ? new ValueTask<PtyProcess>(Process) : throw new EnvironmentException($"There is no terminal '{ptyId}'.");
        }
    }
}
