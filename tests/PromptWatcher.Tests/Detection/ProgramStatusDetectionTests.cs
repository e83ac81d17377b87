using System.Text;
using PromptWatcher.Detection;

namespace PromptWatcher.Tests.Detection;

/// <summary>What programs report about themselves (OSC 7501) is evidence: strong, ageing, and outranked by what the screen shows.</summary>
public class ProgramStatusDetectionTests
{
    private const string Box = "────────────────────\n❯ \n────────────────────\n  ? for shortcuts";
    private const string Panel = "A panel of a kind\nthat nobody has seen before";
    private const string Menu = "Fortfahren?\n❯ 1. Ja\n  2. Nein\n\nEsc to cancel";

    [Fact]
    public void Blocked_ScreenShowsNothingKnown_AsksWithTheReportsWords()
    {
        Session session = new Session().Show(Panel).Output(Report("blocked", "permission", "Write to main.c?")).Wait(500);
        Assert.NotEqual(Activity.Awaiting, session.Activity);

        session.Wait(500);

        Assert.Equal((PromptKind.Permission, "Write to main.c?"), (session.Prompt?.Kind, session.Prompt?.Question));
        Assert.Empty(session.Prompt!.Options);
    }

    [Fact]
    public void Blocked_ScreenShowsTheQuestion_TheScreenTellsIt()
    {
        Session session = new Session().Show(Menu).Output(Report("blocked", "permission", "Something else")).Wait(1000);

        Assert.Equal("Fortfahren?", session.Prompt?.Question);
        Assert.Equal(["Ja", "Nein"], session.Prompt?.Options.Select(option => option.Label));
    }

    [Fact]
    public void Blocked_PrintedAtAShellPrompt_IsNotBelieved()
    {
        Session session = new Session().Output("$ cat notes\r\n" + Report("blocked", "permission", "Say yes") + "\r\n$ ").Wait(5000);

        Assert.Equal(Activity.Idle, session.Activity);
        Assert.DoesNotContain(session.States, state => state.State.Activity == Activity.Awaiting);
    }

    [Fact]
    public void Blocked_AnsweredWithEnter_AsksNoMoreUntilItIsReportedAgain()
    {
        Session session = new Session().Show(Panel).Output(Report("blocked", "question", "Which?")).Wait(1000);
        long first = session.Prompt!.Id;

        session.Type("\r").Wait(300);
        Assert.NotEqual(Activity.Awaiting, session.Activity);
        session.Output(Report("blocked", "question", "Which?")).Wait(1000);

        Assert.NotEqual(first, session.Prompt?.Id);
    }

    [Fact]
    public void Blocked_TextComesAfterIt_IsOver()
    {
        Session session = new Session().Show(Panel).Output(Report("blocked", "question", "Which?")).Wait(1000);

        for (int i = 0; i < 20; i++)
            session.Output($"line {i} of an answer\r\n").Wait(100);

        Assert.Equal(Activity.Working, session.Activity);
    }

    [Fact]
    public void Working_NothingMoves_IsBelievedForAWhile()
    {
        Session session = new Session().Show(Box).Wait(2000).Output(Report("working")).Wait(100);
        Assert.Equal(Activity.Working, session.Activity);

        session.Wait(50_000);
        Assert.Equal(Activity.Working, session.Activity);
        Assert.Equal(Activity.Idle, session.Wait(20_000).Activity);
        Assert.Null(session.Detector.NextDue);
    }

    [Fact]
    public void Idle_Reported_ShortensTheHold()
    {
        Session without = new Session().Show(Box).Wait(400);
        Session with = new Session().Output(Report("idle")).Show(Box).Wait(400);

        Assert.Equal((Activity.Starting, Activity.Idle), (without.Activity, with.Activity));
    }

    [Fact]
    public void Parts_Working_AreBackgroundWork()
    {
        Session session = new Session().Output(Report("idle") + "\e]7501;state=working:id=agent-1\e\\").Show(Box).Wait(1000);

        Assert.Equal(new AgentState(Activity.Idle, Conditions: AgentConditions.BackgroundWork), session.Detector.State);
    }

    [Theory]
    [InlineData("error", null, AgentConditions.ServiceError)]
    [InlineData("blocked", "auth", AgentConditions.SignInNeeded)]
    public void Reported_Trouble_IsACondition(string state, string? kind, AgentConditions expected) =>
        Assert.Equal(expected, new Session().Show(Panel).Output(Report(state, kind)).Wait(2000).Detector.State.Conditions);

    private static string Report(string state, string? kind = null, string? message = null)
    {
        string text = message is null ? "" : $":msg={Convert.ToBase64String(Encoding.UTF8.GetBytes(message))}";
        return $"\e]7501;state={state}{(kind is null ? "" : ":kind=" + kind)}{text}\e\\";
    }
}
