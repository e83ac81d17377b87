using PromptWatcher.Detection;

namespace PromptWatcher.Tests.Detection;

public class PromptIdentityTests
{
    [Fact]
    public void Id_SelectionMoves_StaysAndKeysFollow()
    {
        Session session = new Session().Show("Proceed?\n❯ 1. Yes\n  2. No\n  3. Never\n\nEsc to cancel").Wait(200);
        Prompt first = session.Prompt!;

        session.Type("\e[B").Show("Proceed?\n  1. Yes\n❯ 2. No\n  3. Never\n\nEsc to cancel").Wait(200);

        Assert.Equal(first.Id, session.Prompt!.Id);
        Assert.Equal([false, true, false], session.Prompt.Options.Select(o => o.IsSelected));
        Assert.Equal(["1", "Enter", "3"], session.Prompt.Options.Select(o => o.KeyNames));
    }

    [Fact]
    public void Id_NextQuestion_Grows()
    {
        Session session = new Session().Show("Proceed?\n❯ 1. Yes\n  2. No\n\nEsc to cancel").Wait(200);
        long first = session.Prompt!.Id;

        session.Type("\r").Show("Really delete it?\n❯ 1. Yes\n  2. No\n\nEsc to cancel").Wait(200);

        Assert.Equal(1, first);
        Assert.Equal(2, session.Prompt!.Id);
    }

    [Fact]
    public void Id_SamePasswordQuestionAgain_Grows()
    {
        Session session = new Session().Output("Password: ").Wait(500);
        long first = session.Prompt!.Id;

        session.Type("x\r").Output("\r\nSorry, try again.\r\nPassword: ").Wait(500);

        Assert.Equal(first + 1, session.Prompt!.Id);
    }

    [Theory]
    [InlineData("\r")]
    [InlineData("2")]
    public void Id_SameWordsAgainAfterAnAnswer_Grows(string key)
    {
        const string Question = "Proceed?\n❯ 1. Yes\n  2. No\n\nEsc to cancel";
        Session session = new Session().Show(Question).Wait(200);

        session.Type(key).Show("Working on it").Wait(60).Show(Question).Wait(200);

        Assert.Equal(2, session.Prompt!.Id);
    }

    [Fact]
    public void Id_HalfAPictureAfterAnArrow_Stays()
    {
        Session session = new Session().Show("Proceed?\n❯ 1. Yes\n  2. No\n\nEsc to cancel").Wait(200);

        session.Type("\e[B").Show("Proceed?").Wait(60).Show("Proceed?\n  1. Yes\n❯ 2. No\n\nEsc to cancel").Wait(200);

        Assert.Equal(1, session.Prompt!.Id);
    }

    [Fact]
    public void Id_SameWordsAboutAnotherCommand_Grows()
    {
        Session session = new Session().Show(Ask("make")).Wait(200);
        Assert.Equal("make", session.Prompt!.Subject);

        session.Show(Ask("rm -rf src")).Wait(200);

        Assert.Equal((2, "rm -rf src"), (session.Prompt!.Id, session.Prompt.Subject));
    }

    private static string Ask(string command) =>
        $"────────────────────────────────────────\n Shell command\n\n   {command}\n\n Do you want to proceed?\n ❯ 1. Yes\n   2. No\n\n Esc to cancel";

    [Fact]
    public void State_NothingVisibleChanged_IsTheSameObject()
    {
        Session session = new Session().Show("Proceed?\n❯ 1. Yes\n  2. No\n\nEsc to cancel").Wait(200);
        AgentState state = session.Detector.State;

        session.Show("Proceed?\n❯ 1. Yes\n  2. No\n\nEsc to cancel").Wait(200);

        Assert.Same(state, session.Detector.State);
    }
}
