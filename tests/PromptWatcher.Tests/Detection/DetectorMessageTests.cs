using PromptWatcher.Detection;

namespace PromptWatcher.Tests.Detection;

/// <summary>Between a message that was sent and the first sign of work on it.</summary>
public class DetectorMessageTests
{
    private const string Box = "────────────────────\n❯ \n────────────────────\n  ? for shortcuts";
    private const string Sent = "────────────────────\n❯ run it\n────────────────────\n  ? for shortcuts";

    private const string Plan = "Go on with this plan?\n\e[36m❯ 1. Yes\e[0m\n  2. No\n\nEnter to confirm · Esc to cancel";

    [Fact]
    public void OnInput_MessageThatWasTaken_IsWorkingThoughNothingMoves()
    {
        Session session = Send().Show(Box).Wait(2500);
        Assert.Equal(Activity.Working, session.Activity);

        Assert.Equal(Activity.Idle, session.Wait(1000).Activity);
    }

    [Fact]
    public void OnInput_MessageThatWasTakenLate_IsWorkingThroughout()
    {
        Session session = Send().Wait(4000);
        Assert.Equal(Activity.Working, session.Activity);

        Assert.Equal(Activity.Working, session.Show(Box).Wait(2500).Activity);
    }

    [Fact]
    public void OnInput_MessageThatWasWorkedOn_IsIdleSoonAfterTheWork()
    {
        Session session = Send().Show("⠸ Thinking (esc to cancel, 0s)\n" + Box).Wait(200);
        Assert.Equal(Activity.Working, session.Activity);

        Assert.Equal(Activity.Idle, session.Show("Done.\n" + Box).Wait(1000).Activity);
    }

    [Fact]
    public void OnInput_TitleFromBeforeTheMessage_DoesNotTellThatItIsDone()
    {
        Session session = Send("\e]0;◇  Ready (project)\a").Show(Box).Wait(2500);
        Assert.Equal(Activity.Working, session.Activity);

        Assert.Equal(Activity.Idle, session.Output("\e]0;◇  Ready (other)\a").Wait(100).Activity);
    }

    [Fact]
    public void OnInput_AnswerThatBringsTheBoxBack_IsWorkingUntilItHasStoodStill()
    {
        Session session = new Session().Show(Plan).Wait(500).Type("\r").Wait(200).Show(Box).Wait(1000);
        Assert.Equal(Activity.Working, session.Activity);

        Assert.Equal(Activity.Idle, session.Wait(500).Activity);
    }

    [Fact]
    public void OnOutput_TitleOfRestWhileTheProgramStarts_WaitsForTheWholePicture()
    {
        Session session = new Session().Output("\e]0;◇  Ready (project)\a").Show(Box).Wait(350).Show("Welcome!\n" + Box).Wait(400);
        Assert.Equal(Activity.Starting, session.Activity);

        Assert.Equal(Activity.Idle, session.Wait(400).Activity);
    }

    [Fact]
    public void OnInput_LineAtABarePrompt_IsIdleSoonAfterItsAnswer()
    {
        Session session = new Session().Output("Welcome\r\n> ").Wait(2000).Type("1+1").Output("1+1").Wait(200).Type("\r").Output("\r\n2\r\n> ").Wait(1200);

        Assert.Equal(Activity.Idle, session.Activity);
    }

    [Fact]
    public void OnInput_CommandToTheProgram_IsNoMessage()
    {
        Session session = new Session().Show(Box).Wait(2000).Type("/clear").Output("\e[2;3H/clear").Wait(300).Type("\r").Show(Box).Wait(1000);

        Assert.Equal(Activity.Idle, session.Activity);
        Assert.DoesNotContain(session.States, state => state.State.Activity == Activity.Working);
    }

    [Fact]
    public void OnInput_EnterInAMultiplexer_IsWorkingUntilThePromptIsBack()
    {
        const string bar = "\e7\e[24;1H\e[30;42m[0] 0:bash*\e[K\e[0m\e8";
        Session session = new Session().Output("\e[?1049h\e[H" + bar + "dev@host:~$ ").Wait(1000);
        Assert.Equal(Activity.Idle, session.Activity);

        session.Type("sleep 9").Output("sleep 9").Wait(500).Type("\r").Output("\r\n").Wait(3000);
        Assert.Equal(Activity.Working, session.Activity);

        Assert.Equal(Activity.Idle, session.Output("dev@host:~$ ").Wait(500).Activity);
    }

    private static Session Send(string title = "") => new Session().Output(title).Show(Box).Wait(2000).Type("run it").Show(Sent).Wait(400).Type("\r").Wait(300);
}
