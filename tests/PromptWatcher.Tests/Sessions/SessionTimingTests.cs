using System.Text;
using PromptWatcher.Detection;
using PromptWatcher.Sessions;

namespace PromptWatcher.Tests.Sessions;

/// <summary>What a session costs while nothing happens, and how soon it tells what does: in time that the test gives.</summary>
public sealed class SessionTimingTests : GivenTimeTest
{
    private const string Box = "────────────────────\r\n❯ \r\n────────────────────\r\n  ? for shortcuts\e[2;3H";
    private const string Menu = "\e[?25l\e[H\e[2J Do you want to proceed?\r\n ❯ 1. Yes\r\n   2. No\r\n\r\n Esc to cancel · Enter to confirm";

    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(60);

    [Theory]
    [InlineData("", Activity.Starting)]
    [InlineData("dev@host:~$ ", Activity.Idle)]
    [InlineData(Box, Activity.Idle)]
    [InlineData(Box + "\e]9;4;3\a\e]9;4;0\a\e]7501;state=idle\a", Activity.Idle)]
    [InlineData(Menu, Activity.Awaiting)]
    [InlineData("Continue? [Y/n] ", Activity.Awaiting)]
    public void Session_WhereNothingHappens_RunsNoTimer(string output, Activity expected)
    {
        Process.Print(Encoding.UTF8.GetBytes(output));
        Time.Advance(TimeSpan.FromMinutes(1));
        int fired = Time.Fired;
        Assert.Equal(expected, Session.State.Activity);

        Time.Advance(TimeSpan.FromDays(1));

        Assert.Equal((0, 0), (Time.Fired - fired, Time.Armed));
        Assert.Equal(expected, Session.State.Activity);
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
        await using IAsyncEnumerator<SessionEvent> events = Session.WatchAsync().GetAsyncEnumerator();
        for (int i = 0; i < 20; i++)
        {
            Process.Print(Encoding.UTF8.GetBytes($"\e[5;1H{"⠋⠙⠹⠸"[i % 4]} Thinking… ({i}s)\e[K"));
            Time.Advance(Step);
        }

        byte[] bytes = Encoding.UTF8.GetBytes(frame);
        Process.Print(bytes.AsSpan(..^1));
        Time.Advance(TimeSpan.FromMilliseconds(5));
        TimeSpan decided = Time.GetElapsedTime(0);
        Process.Print(bytes.AsSpan(^1..));
        Time.Advance(TimeSpan.FromSeconds(5));

        StateChanged? awaiting = null;
        while (awaiting is not { State.Activity: Activity.Awaiting } && await events.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(60)))
            awaiting = events.Current as StateChanged;
        Assert.InRange(awaiting!.At - decided, TimeSpan.Zero, TimeSpan.FromMilliseconds(milliseconds));
    }
}
