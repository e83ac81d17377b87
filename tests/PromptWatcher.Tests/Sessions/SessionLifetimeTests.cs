using PromptWatcher.Detection;
using PromptWatcher.Environments;
using PromptWatcher.Environments.Local;
using PromptWatcher.Environments.Replay;
using PromptWatcher.Sessions;

namespace PromptWatcher.Tests.Sessions;

public sealed class SessionLifetimeTests
{
    private static readonly PtySpawnOptions Cat = new() { Command = "cat" };
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task DisposeAsync_RunningSession_EndsItAndNeverLosesIt()
    {
        await using var manager = new SessionManager();
        for (int i = 0; i < 50; i++)
        {
            TerminalSession session = await manager.StartAsync(new PtySpawnOptions { Command = "yes" });

            await session.DisposeAsync();

            Assert.NotNull((await session.Completion.WaitAsync(Patience)).Signal);
            Assert.Equal(Activity.Exited, session.State.Activity);
        }
    }

    [Fact]
    public async Task DisposeAsync_OfASession_FreesItsId()
    {
        await using var manager = new SessionManager();
        TerminalSession session = await manager.StartAsync(Cat with { SessionId = "again" });

        await session.DisposeAsync();

        Assert.NotSame(session, await manager.StartAsync(Cat with { SessionId = "again" }));
    }

    [Fact]
    public async Task DisposeAsync_WhileAStartIsUnderWay_LeavesNoProgram()
    {
        var spawn = new TaskCompletionSource();
        var local = new LocalEnvironment();
        var manager = new SessionManager(new Dictionary<string, IEnvironmentAdapter> { ["local"] = new SlowEnvironment(local, spawn.Task) });
        Task<TerminalSession> starting = manager.StartAsync(Cat).AsTask();

        await manager.DisposeAsync();
        spawn.SetResult();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => starting.WaitAsync(Patience));
        Assert.All(await local.ListPtysAsync().ToListAsync(), pty => Assert.Fail($"{pty.Id} runs"));
    }

    [Fact]
    public async Task StartAsync_ManyAtOnceBeyondTheLimit_AdmitsAsManyAsTheLimit()
    {
        await using var manager = new SessionManager(new PromptWatcherOptions { MaxSessions = 3 });

        Task<bool>[] starts = [.. Enumerable.Range(0, 24).Select(_ => Task.Run(async () =>
        {
            try
            {
                await manager.StartAsync(Cat);
                return true;
            }
            catch (EnvironmentException)
            {
                return false;
            }
        }))];

        Assert.Equal(3, (await Task.WhenAll(starts)).Count(started => started));
    }

    [Fact]
    public async Task Adopt_ImpossibleSize_KeepsNoPlace()
    {
        await using var manager = new SessionManager(new PromptWatcherOptions { MaxSessions = 1 });
        await using PtyProcess process = await new LocalEnvironment().SpawnPtyAsync(Cat);

        Assert.Throws<ArgumentOutOfRangeException>(() => manager.Adopt(process, new TerminalSize(0, 0)));

        Assert.NotNull(await manager.StartAsync(Cat));
    }

    [Fact]
    public async Task WatchAsync_SessionThatWasLost_EndsWithTheReason()
    {
        string file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, "{\"version\":2,\"width\":80,\"height\":24}\n[0.1,\"o\",\"x\"]\nnonsense\n");
        await using var manager = new SessionManager(new Dictionary<string, IEnvironmentAdapter> { ["replay"] = new ReplayEnvironment() });
        TerminalSession session = await manager.StartAsync(new PtySpawnOptions { Command = file, EnvironmentId = "replay" });
        await Assert.ThrowsAsync<EnvironmentException>(() => session.Completion.WaitAsync(Patience));

        await Assert.ThrowsAsync<EnvironmentException>(async () => await session.WatchAsync().ToListAsync().AsTask().WaitAsync(Patience));

        Assert.Equal(Activity.Exited, session.State.Activity);
        File.Delete(file);
    }

    [Fact]
    public async Task Adopt_EnvironmentThatCannotTellTheModes_WatchesAllTheSame()
    {
        await using var manager = new SessionManager();
        await using var process = new PipedProcess { ModesError = new NotSupportedException("no modes here") };
        TerminalSession session = manager.Adopt(process, TerminalSize.Default);

        process.Print("user@host:~$ "u8);

        Assert.Equal(Activity.Idle, (await session.WaitForAsync(state => state.Activity == Activity.Idle).WaitAsync(Patience)).Activity);
    }

    [Fact]
    public async Task ResizePtyAsync_ThroughTheEnvironment_ReachesTheSessionsScreen()
    {
        var local = new LocalEnvironment();
        await using var manager = new SessionManager(new Dictionary<string, IEnvironmentAdapter> { ["local"] = local });
        TerminalSession session = await manager.StartAsync(Cat);

        await local.ResizePtyAsync(session.Process.Id, new TerminalSize(50, 9));

        Assert.Equal(new TerminalSize(50, 9), session.Snapshot().Size);
    }

    private sealed class SlowEnvironment(IEnvironmentAdapter inner, Task spawn) : IEnvironmentAdapter
    {
        public async ValueTask<PtyProcess> SpawnPtyAsync(PtySpawnOptions options, CancellationToken cancellationToken = default)
        {
            await spawn;
            return await inner.SpawnPtyAsync(options, cancellationToken);
        }

        public ValueTask KillPtyAsync(string ptyId, CancellationToken cancellationToken = default) => inner.KillPtyAsync(ptyId, cancellationToken);

        public ValueTask ResizePtyAsync(string ptyId, TerminalSize size, CancellationToken cancellationToken = default) => inner.ResizePtyAsync(ptyId, size, cancellationToken);

        public IAsyncEnumerable<PtyInfo> ListPtysAsync(CancellationToken cancellationToken = default) => inner.ListPtysAsync(cancellationToken);

        public ValueTask<PtyProcess> AttachPtyAsync(string ptyId, PtyAttachOptions? options = null, CancellationToken cancellationToken = default) => inner.AttachPtyAsync(ptyId, options, cancellationToken);
    }
}
