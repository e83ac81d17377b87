using PromptWatcher.Detection;
using PromptWatcher.Environments;

namespace PromptWatcher.Tests.Detection;

public class DetectorTimingTests
{
    private const string Box = "────────────────────\n❯ \n────────────────────\n  ? for shortcuts";
    private const string Menu = "Do you want to proceed?\n❯ 1. Yes\n  2. No\n\nEsc to cancel";

    [Fact]
    public void State_AtFirst_IsStartingWithoutTimer()
    {
        var session = new Session();

        Assert.Equal(Activity.Starting, session.Activity);
        Assert.Null(session.Detector.NextDue);
    }

    [Fact]
    public void OnOutput_InputBox_IsIdleOnlyAfterAHold()
    {
        Session session = new Session().Show(Box).Wait(200);
        Assert.NotEqual(Activity.Idle, session.Activity);

        Assert.Equal(Activity.Idle, session.Wait(2000).Activity);
        Assert.Null(session.Detector.NextDue);
    }

    [Fact]
    public void OnOutput_Menu_IsAwaitingWithinATenthOfASecond() => Assert.Equal(Activity.Awaiting, new Session().Show(Menu).Wait(100).Activity);

    [Fact]
    public void OnOutput_HalfAnUpdate_IsNotRead()
    {
        Session session = new Session().Show(Box).Wait(2000).Output("\e[?2026h").Show(Menu).Wait(100);
        Assert.Equal(Activity.Idle, session.Activity);

        session.Output("\e[?2026l").Wait(60);
        Assert.Equal(Activity.Awaiting, session.Activity);
    }

    [Fact]
    public void OnOutput_UpdateThatNeverEnds_IsReadAfterItsTimeout() =>
        Assert.Equal(Activity.Awaiting, new Session().Output("\e[?2026h").Show(Menu).Wait(1100).Activity);

    [Fact]
    public void OnOutput_AfterTheTimeoutOfAnUpdate_IsReadAtItsUsualPace()
    {
        Session session = new Session().Output("\e[?2026h").Wait(1000);

        Assert.Equal(Activity.Awaiting, session.Show(Menu).Wait(100).Activity);
    }

    [Fact]
    public void OnOutput_WithoutPause_IsReadAllTheSame()
    {
        Session session = new Session().Show(Box).Wait(2000);
        for (int i = 0; i < 100; i++)
            session.Output($"\e[H\e[2Jline {i}\r\n").Wait(10);

        Assert.Equal(Activity.Working, session.Activity);
    }

    [Theory]
    [InlineData("⠋⠙⠹⠸", 80)]
    [InlineData("|/-\\", 120)]
    [InlineData("◐◓◑◒", 250)]
    [InlineData("▖▘▝▗", 60)]
    public void OnOutput_SymbolThatCycles_IsWorkingUntilItStops(string frames, int period)
    {
        Session session = new Session().Show(Box).Wait(2000);
        for (int i = 0; i < 20; i++)
            session.Output($"\e[8;1H{frames[i % frames.Length]} Denke nach").Wait(period);
        Assert.Equal(Activity.Working, session.Activity);

        session.Output("\e[8;1H\e[K").Wait(3000);
        Assert.Equal(Activity.Idle, session.Activity);
    }

    [Fact]
    public void OnOutput_SecondsThatGrow_AreWorking()
    {
        Session session = new Session().Show(Box).Wait(2000);
        for (int i = 7; i < 13; i++)
            session.Output($"\e[8;1H作業中 ({i}s)").Wait(1000);

        Assert.Equal(Activity.Working, session.Activity);
    }

    [Fact]
    public void OnOutput_OneChangeAtIdle_StaysIdle()
    {
        Session session = new Session().Show(Box).Wait(2000).Output("\e[8;1HTip: press ? for help").Wait(3000);

        Assert.Equal(Activity.Idle, session.Activity);
        Assert.Equal(Activity.Idle, session.States[^1].State.Activity);
        Assert.Single(session.States, state => state.State.Activity == Activity.Idle);
    }

    [Fact]
    public void OnOutput_TypedText_IsNoActivity()
    {
        Session session = new Session().Show(Box).Wait(2000);
        for (int i = 0; i < 40; i++)
            session.Type("a").Output($"\e[2;{3 + i}Ha\e[4;1H\e[K").Wait(60);

        Assert.Single(session.States, state => state.State.Activity == Activity.Idle);
        Assert.Equal(Activity.Idle, session.Activity);
    }

    [Fact]
    public void OnOutput_TitleWithSpinner_IsWorking()
    {
        Session session = new Session().Show(Box).Wait(2000);
        for (int i = 0; i < 6; i++)
            session.Output($"\e]0;{"◴◷◶◵"[i % 4]} My topic\a").Wait(900);
        Assert.Equal(Activity.Working, session.Activity);

        session.Output("\e]0;* My topic\a").Wait(1500);
        Assert.Equal(Activity.Idle, session.Activity);
    }

    [Fact]
    public void OnOutput_ProgressReport_IsWorkingUntilItEnds()
    {
        Session session = new Session().Show(Box).Wait(2000).Output("\e]9;4;3\a").Wait(3000);
        Assert.Equal(Activity.Working, session.Activity);

        session.Output("\e]9;4;0\a").Wait(1000);
        Assert.Equal(Activity.Idle, session.Activity);
    }

    [Fact]
    public void OnOutput_BusyLineThatNeverMoves_IsNotBelievedForEver()
    {
        Session session = new Session().Show("✻ Thinking… (12s · esc to interrupt)\n" + Box).Wait(1000);
        Assert.NotEqual(Activity.Idle, session.Activity);

        Assert.Equal(Activity.Idle, session.Wait(10_000).Activity);
    }

    [Fact]
    public void OnInput_EnterAtAShell_IsWorkingUntilThePromptIsBack()
    {
        Session session = new Session().Output("dev@host:~$ ").Wait(1000);
        Assert.Equal(Activity.Idle, session.Activity);

        session.Type("sleep 9").Output("sleep 9").Wait(500);
        Assert.Equal(Activity.Idle, session.Activity);

        session.Type("\r").Output("\r\n").Wait(400);
        Assert.Equal(Activity.Working, session.Activity);

        session.Wait(9000).Output("dev@host:~$ ").Wait(500);
        Assert.Equal(Activity.Idle, session.Activity);
    }

    [Fact]
    public void OnInput_EnterOnAQuestion_EndsIt()
    {
        Session session = new Session().Output("Continue? [Y/n] ").Wait(200);
        Assert.Equal(Activity.Awaiting, session.Activity);

        session.Type("y").Output("y").Wait(200);
        Assert.Equal(Activity.Awaiting, session.Activity);

        session.Type("\r").Wait(300);
        Assert.Equal(Activity.Working, session.Activity);
    }

    [Fact]
    public void OnOutput_EchoSwitchedOff_IsSecret()
    {
        var modes = new TerminalModes(Echo: false, Canonical: true, null);
        Session session = new Session(modes: () => modes).Output("Geheimzahl: ").Wait(500);

        Assert.Equal(PromptKind.Secret, session.Prompt?.Kind);
    }

    [Fact]
    public void OnOutput_QuestionWhileTextComes_WaitsForThePause()
    {
        var session = new Session();
        for (int i = 0; i < 20; i++)
            session.Output($"\r\nStep {i}:").Wait(100);
        Assert.DoesNotContain(session.States, state => state.State.Activity == Activity.Awaiting);
    }

    [Fact]
    public void OnOutput_ListOpenedAtIdleByACommand_IsAnOverlay()
    {
        Session session = new Session().Show(Box).Wait(2000).Type("/model").Output("\e[2;3H/model").Wait(400)
            .Type("\r").Show("Select model\n❯ 1. Large\n  2. Small\n\nEnter to select · Esc to cancel").Wait(1000);
        Assert.Equal(new AgentState(Activity.Idle, null, IsOverlay: true), session.Detector.State);

        session.Type("\e").Show(Box).Wait(2000);
        Assert.Equal(new AgentState(Activity.Idle), session.Detector.State);
    }

    [Fact]
    public void OnOutput_ListAfterAMessage_IsNoOverlay()
    {
        Session session = new Session().Show(Box).Wait(2000).Type("run it").Output("\e[2;3Hrun it").Wait(400)
            .Type("\r").Show("❯ run it\n" + Menu).Wait(1000);

        Assert.Equal(Activity.Awaiting, session.Activity);
    }

    [Fact]
    public void OnExit_AnyState_IsFinal()
    {
        Session session = new Session().Show(Menu).Wait(200);

        Assert.True(session.Detector.OnExit(session.Now));
        Assert.Equal(Activity.Exited, session.Activity);
        session.Detector.OnOutput(session.Now);
        Assert.Null(session.Detector.NextDue);
        Assert.False(session.Detector.OnExit(session.Now));
    }
}
