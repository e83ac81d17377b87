using System.Text;
using PromptWatcher.Environments;
using PromptWatcher.Hosts;
using PromptWatcher.Hosts.Captures;
using PromptWatcher.Hosts.Commands;
using PromptWatcher.Hosts.Tmux;
using PromptWatcher.Sessions;

namespace PromptWatcher.Tests.Hosts;

public sealed class TmuxServerTests : IAsyncLifetime
{
    private const int Process = 7;

    private static readonly TerminalSize Size = new(80, 24);

    private readonly SteppedTime _time = new();
    private readonly ServerReads _reads = new();
    private readonly SessionManager _sessions = new();
    private readonly GivenTmux _tmux = new() { ActiveAt = 100 };
    private readonly TmuxServer _server;

    public TmuxServerTests()
    {
        _time.Pass(TimeSpan.FromSeconds(100));
        _server = new TmuxServer(
            Process, "/tmp/socket", new HostUser(0, "root"), _tmux, new HostCommands(new HostCommandAudit(), _time), _reads, new HostMonitorOptions(), _time);
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
        _tmux.Shows = static picture => picture == 1 ? "before" : "after";
        TerminalSession session = await WatchAsync();

        await _time.RunUntilAsync(TimeSpan.FromSeconds(101));

        await session.WaitUntilShownAsync("after");
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

        (_tmux.ActiveAt, _tmux.Shows) = (120, static _ => "after");
        _reads.Set(new Dictionary<int, ulong> { [Process] = 11 });

        await session.WaitUntilShownAsync("after");
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
        _tmux.Shows = static picture => picture == 1 ? "before" : "after";
        TerminalSession session = await WatchAsync();
        _reads.Set(new Dictionary<int, ulong> { [Process] = 10 });
        _tmux.OnList = count => _tmux.Fails = count == 2;
        await _time.RunUntilAsync(TimeSpan.FromSeconds(100.3));
        _reads.Set(new Dictionary<int, ulong> { [Process] = 10 });

        await _time.RunUntilAsync(TimeSpan.FromSeconds(101));

        await session.WaitUntilShownAsync("after");
    }

    [Fact]
    public async Task WatchAsync_AnotherPaneOfAServerThatHasReadNothing_HasItsPictureAtOnce()
    {
        await WatchAsync();
        _reads.Set(new Dictionary<int, ulong> { [Process] = 10 });
        await _time.RunUntilAsync(TimeSpan.FromSeconds(110));

        Task<TerminalSession> other = WatchAsync(1);
        _reads.Set(new Dictionary<int, ulong> { [Process] = 10 });

        await other;
    }

    [Fact]
    public async Task WatchAsync_PaneThatPrintsOn_IsLookedAtSoonAgain()
    {
        _tmux.Shows = static picture => $"picture {picture}";
        await WatchAsync(shown: "picture 1");
        _reads.Set(new Dictionary<int, ulong> { [Process] = 10 });

        await _time.RunUntilAsync(TimeSpan.FromSeconds(101));

        Assert.Equal(5, _tmux.Lists);
    }

    /// <summary>Watches a pane, and waits for its first picture.</summary>
    private async Task<TerminalSession> WatchAsync(int pane = 0, string shown = "before")
    {
        var pty = new CapturedPty(new PtyInfo($"pane{pane}", null, [], DateTimeOffset.UnixEpoch) { Size = Size });
        TerminalSession session = _sessions.Adopt(pty, Size, new SessionOptions { AnswerQueries = false });
        await _server.WatchAsync(TmuxPane.ReadAll(_tmux.Panes.Split('\n'))[pane], new TmuxPaneWatch(pane, pty), CancellationToken.None);
        await session.WaitUntilShownAsync(shown);
        return session;
    }

    /// <summary>A server with two panes that nobody looks at.</summary>
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

        /// <summary>The text of a picture, the first, the second and so on.</summary>
        internal Func<int, string> Shows { get; set; } = static _ => "before";

        internal string Panes => $"%0 $0 /dev/pts/1 0 80 24 {ActiveAt} 0 0 off off 3.3a\n%1 $0 /dev/pts/2 0 80 24 {ActiveAt} 0 0 off off 3.3a";

        public ValueTask<HostCommandResult> RunAsync(HostCommand command, HostUser user, CancellationToken cancellationToken)
        {
            if (command.Name == "panes")
            {
                OnList(++Lists);
                return Printed(Panes);
            }

            return Fails
                ? throw new EnvironmentException("It takes too long.")
                : Printed($"%0 80 24 0 0 0 23 0 1 0 1 0 0 0 0 0 0 host title\n{Shows(++_pictures)}\n");
        }

        public ValueTask<HostCommandTalk> StartAsync(HostCommand command, HostUser user, CancellationToken cancellationToken) => throw new NotSupportedException();

        private static ValueTask<HostCommandResult> Printed(string text) => ValueTask.FromResult(new HostCommandResult(0, Encoding.UTF8.GetBytes(text), ""));
    }
}
