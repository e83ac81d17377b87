using System.Text;
using PromptWatcher.Environments;
using PromptWatcher.Hosts;
using PromptWatcher.Hosts.Captures;
using PromptWatcher.Hosts.Commands;
using PromptWatcher.Hosts.Tmux;
using PromptWatcher.Sessions;
using PromptWatcher.Tests.Sessions;

namespace PromptWatcher.Tests.Hosts;

public sealed class TmuxServerTests : IAsyncLifetime
{
    private const int Process = 7;

    private static readonly TerminalSize Size = new(80, 24);

    private readonly SteppedTime _time = new();
    private readonly ServerReads _reads = new();
    private readonly SessionManager _sessions = new();
    private readonly GivenTmux _tmux;

    public TmuxServerTests()
    {
        _time.Pass(TimeSpan.FromSeconds(100));
        _tmux = new GivenTmux { ActiveAt = 100 };
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _sessions.DisposeAsync();

    /// <summary>tmux tells whole seconds, and on a busy machine a look takes longer than that.</summary>
    [Fact]
    public async Task WatchAsync_PaneThatPrintsInTheSecondOfItsPicture_IsLookedAtAgainHoweverLateTheNextLookIs()
    {
        _tmux.OnList = count =>
        {
            if (count == 2)
                _time.Pass(TimeSpan.FromSeconds(4));
        };
        TerminalSession session = await WatchAsync();

        await _time.RunUntilAsync(TimeSpan.FromSeconds(101));

        await session.WaitUntilShownAsync("picture 2");
    }

    [Fact]
    public async Task WatchAsync_ServerThatHasReadNothing_IsNotAskedUntilItHas()
    {
        TerminalSession session = await WatchAsync();
        Assert.Equal([Process], _reads.Wanted);
        _reads.Set(new Dictionary<int, ulong> { [Process] = 10 });
        await _time.RunUntilAsync(TimeSpan.FromSeconds(120));
        _reads.Set(new Dictionary<int, ulong> { [Process] = 10 });
        Assert.Equal(2, _tmux.Lists);

        _tmux.ActiveAt = 120;
        _reads.Set(new Dictionary<int, ulong> { [Process] = 11 });

        await session.WaitUntilShownAsync("picture 3");
        Assert.Equal(3, _tmux.Lists);
    }

    [Fact]
    public async Task WatchAsync_ServerOfWhichNothingIsKnownAnyMore_IsAskedAgainAndAgain()
    {
        await WatchAsync();
        _reads.Set(new Dictionary<int, ulong> { [Process] = 10 });
        await _time.RunUntilAsync(TimeSpan.FromSeconds(110));

        _reads.Set(new Dictionary<int, ulong>());
        Assert.InRange(await _time.NextAsync(), TimeSpan.FromSeconds(110), TimeSpan.FromSeconds(112));
        await _time.RunUntilAsync(TimeSpan.FromSeconds(120));

        Assert.InRange(_tmux.Lists, 8, 14);
    }

    [Fact]
    public async Task WatchAsync_ServerThatHasReadNothing_IsAskedNowAndThen()
    {
        await WatchAsync();
        _reads.Set(new Dictionary<int, ulong> { [Process] = 10 });

        await _time.RunUntilAsync(TimeSpan.FromSeconds(400));

        Assert.InRange(_tmux.Lists, 10, 12);
    }

    [Fact]
    public async Task WatchAsync_PictureThatFailed_IsTakenSoon()
    {
        TerminalSession session = await WatchAsync();
        _reads.Set(new Dictionary<int, ulong> { [Process] = 10 });
        _tmux.OnList = count => _tmux.Fails = count == 2;

        await _time.RunUntilAsync(TimeSpan.FromSeconds(100.8));

        await session.WaitUntilShownAsync("picture 2");
    }

    /// <summary>Watches the pane, and waits for its first picture.</summary>
    private async Task<TerminalSession> WatchAsync()
    {
        var server = new TmuxServer(
            Process, "/tmp/socket", new HostUser(0, "root"), _tmux, new HostCommands(new HostCommandAudit(), _time), _reads, new HostMonitorOptions(), _time);
        var pty = new CapturedPty(new PtyInfo("pane", null, [], DateTimeOffset.UnixEpoch) { Size = Size });
        TerminalSession session = _sessions.Adopt(pty, Size, new SessionOptions { AnswerQueries = false });
        await server.WatchAsync(TmuxPane.ReadAll([_tmux.Pane])[0], new TmuxPaneWatch(0, pty), CancellationToken.None);
        await session.WaitUntilShownAsync("picture 1");
        return session;
    }

    /// <summary>A server with one pane that nobody looks at, which shows another text in each of its pictures.</summary>
    private sealed class GivenTmux : IHostCommandRunner
    {
        private int _pictures;

        /// <summary>The second in which the pane last printed.</summary>
        internal int ActiveAt { get; set; }

        /// <summary>No picture can be had.</summary>
        internal bool Fails { get; set; }

        /// <summary>How often its panes were listed.</summary>
        internal int Lists { get; private set; }

        /// <summary>Runs before its panes are listed, and is told how often they were.</summary>
        internal Action<int> OnList { get; set; } = static _ => { };

        internal string Pane => $"%0 $0 /dev/pts/1 0 80 24 {ActiveAt} 0 0 off off 3.3a";

        public ValueTask<HostCommandResult> RunAsync(HostCommand command, HostUser user, CancellationToken cancellationToken)
        {
            if (command.Name == "panes")
            {
                OnList(++Lists);
                return Printed(Pane);
            }

            return Fails
                ? throw new EnvironmentException("It takes too long.")
                : Printed($"%0 80 24 0 0 0 23 0 1 0 1 0 0 0 0 0 0 host title\npicture {++_pictures}\n");
        }

        public ValueTask<HostCommandTalk> StartAsync(HostCommand command, HostUser user, CancellationToken cancellationToken) => throw new NotSupportedException();

        private static ValueTask<HostCommandResult> Printed(string text) => ValueTask.FromResult(new HostCommandResult(0, Encoding.UTF8.GetBytes(text), ""));
    }
}
