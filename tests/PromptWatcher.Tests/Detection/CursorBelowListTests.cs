using PromptWatcher.Detection;
using PromptWatcher.Environments;

namespace PromptWatcher.Tests.Detection;

/// <summary>Programs that print a menu line by line leave the visible cursor on the blank line below it.</summary>
public class CursorBelowListTests
{
    private const string Menu = " Do you want to proceed?\n ❯ 1. Yes\n   2. Yes, always\n   3. No\n\n Esc to cancel\n▮";
    private const string WithoutHints = "Which colour?\n❯ Red\n  Green\n  Blue\n▮";

    private static readonly TerminalModes Raw = new(Echo: false, Canonical: false, ForegroundProcessGroup: null);

    [Theory]
    [InlineData(Menu, "Yes|Yes, always|No")]
    [InlineData(WithoutHints, "Red|Green|Blue")]
    [InlineData("Continue?\n> Yes\n  No\n\nEnter to select\n▮", "Yes|No")]
    public void Inspect_CursorBelowAList_IsAwaiting(string screen, string labels)
    {
        AgentState state = PromptDetector.Inspect(Still.Of(screen));

        Assert.Equal(Activity.Awaiting, state.Activity);
        Assert.Equal(labels, string.Join('|', state.Prompt!.Options.Select(option => option.Label)));
    }

    [Theory]
    [InlineData(" Do you want to proceed?\n ❯ 1. Yes\n   2. No\n\n Esc to cancel\nThat was an example.\n▮")]
    [InlineData(" Do you want to proceed?\n   1. Yes\n   2. No\n\n Esc to cancel\n▮")]
    [InlineData("These were printed:\n\nNo question here.\n❯ 1. Yes\n  2. No\n▮")]
    [InlineData("What did he say?\n> A quotation\n  of two lines.\n▮")]
    [InlineData(" Do you want to proceed?\n ❯ 1. Yes\n   2. No\n\n Esc to cancel\n  busy ▮")]
    public void Inspect_ListThatIsOnlyPrinted_IsNotAwaiting(string screen) =>
        Assert.NotEqual(Activity.Awaiting, PromptDetector.Inspect(Still.Of(screen)).Activity);

    [Theory]
    [InlineData("Continue?\n❯ Yes\n  No\n\n  Esc to cancel\n▮")]
    [InlineData("Continue?\n❯ Yes\n  No\n▮")]
    public void Inspect_PointedListAboveTheCursor_IsNoInputBox(string screen) =>
        Assert.NotEqual(Activity.Idle, PromptDetector.Inspect(Still.Of(screen)).Activity);

    [Fact]
    public void OnOutput_TerminalInRawMode_NeedsNoLongHold() =>
        Assert.Equal(Activity.Awaiting, new Session(modes: () => Raw).Show(WithoutHints).Wait(120).Activity);

    [Fact]
    public void OnOutput_NothingButTheScreen_IsHeldForLonger()
    {
        Session session = new Session().Show(WithoutHints).Wait(200);
        Assert.NotEqual(Activity.Awaiting, session.Activity);

        Assert.Equal(Activity.Awaiting, session.Wait(400).Activity);
    }

    [Fact]
    public void OnOutput_OutputGoesOn_IsNeverAwaiting()
    {
        Session session = new Session().Show(Menu).Wait(200).Output("and the next line\r\n").Wait(3000);

        Assert.DoesNotContain(session.States, state => state.State.Activity == Activity.Awaiting);
    }
}
