using System.Text;
using PromptWatcher.Detection;
using PromptWatcher.Environments;
using PromptWatcher.Environments.Local;
using PromptWatcher.Sessions;
using PromptWatcher.Tests.Detection;

namespace PromptWatcher.Tests.Sessions;

/// <summary>What a session costs while nothing happens, and how soon it tells what does: in time that the test gives.</summary>
public sealed class SessionTimingTests : IAsyncDisposable
{
    private const string Box = "────────────────────\r\n❯ \r\n────────────────────\r\n  ? for shortcuts\e[2;3H";
    private const string Menu = "\e[?25l\e[H\e[2J Do you want to proceed?\r\n ❯ 1. Yes\r\n   2. No\r\n\r\n Esc to cancel · Enter to confirm";

    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(60);

    private readonly ManualTime _time = new();
    private readonly PipedProcess _process;
    private readonly SessionManager _manager;
    private readonly TerminalSession _session;

    public SessionTimingTests()
    {
        _process = new PipedProcess(_time);
        _manager = new SessionManager(new Dictionary<string, IEnvironmentAdapter> { [LocalEnvironment.EnvironmentId] = new LocalEnvironment() }, timeProvider: _time);
        _session = _manager.Adopt(_process, new TerminalSize(80, 24));
    }

    public ValueTask DisposeAsync() => _manager.DisposeAsync();

    [Theory]
    [InlineData("", Activity.Starting)]
    [InlineData("dev@host:~$ ", Activity.Idle)]
    [InlineData(Box, Activity.Idle)]
    [InlineData(Box + "\e]9;4;3\a\e]9;4;0\a\e]7501;state=idle\a", Activity.Idle)]
    [InlineData(Menu, Activity.Awaiting)]
    [InlineData("Continue? [Y/n] ", Activity.Awaiting)]
    public void Session_WhereNothingHappens_RunsNoTimer(string output, Activity expected)
    {
        _process.Print(Encoding.UTF8.GetBytes(output));
        _time.Advance(TimeSpan.FromMinutes(1));
        int fired = _time.Fired;
        Assert.Equal(expected, _session.State.Activity);

        _time.Advance(TimeSpan.FromDays(1));

        Assert.Equal((0, 0), (_time.Fired - fired, _time.Armed));
        Assert.Equal(expected, _session.State.Activity);
    }

    [Theory]
    [InlineData(60, Menu)]
    [InlineData(60, "\e[?2026h" + Menu + "\e[?2026l")]
    [InlineData(60, "\e[?25l\e[H\e[2J? Which colour? (Use arrow keys)\r\n❯ Red\r\n  Green\r\n  Blue")]
    [InlineData(300, "\e[H\e[2JContinue? [Y/n] ")]
    [InlineData(300, "\e[H\e[2JWhat is your name? ")]
    [InlineData(300, "\e[H\e[2JUsername: ")]
    public async Task Awaiting_AfterTheDecidingByte_ComesInTime(int milliseconds, string frame)
    {
        await using IAsyncEnumerator<SessionEvent> events = _session.WatchAsync().GetAsyncEnumerator();
        for (int i = 0; i < 20; i++)
        {
            _process.Print(Encoding.UTF8.GetBytes($"\e[5;1H{"⠋⠙⠹⠸"[i % 4]} Thinking… ({i}s)\e[K"));
            _time.Advance(Step);
        }

        byte[] bytes = Encoding.UTF8.GetBytes(frame);
        _process.Print(bytes.AsSpan(..^1));
        _time.Advance(TimeSpan.FromMilliseconds(5));
        TimeSpan decided = _time.GetElapsedTime(0);
        _process.Print(bytes.AsSpan(^1..));
        _time.Advance(TimeSpan.FromSeconds(5));

        StateChanged? awaiting = null;
        while (awaiting is not { State.Activity: Activity.Awaiting } && await events.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(60)))
            awaiting = events.Current as StateChanged;
        Assert.InRange(awaiting!.At - decided, TimeSpan.Zero, TimeSpan.FromMilliseconds(milliseconds));
    }
}
