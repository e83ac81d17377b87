using PromptWatcher.Detection;

namespace PromptWatcher.Tests.Detection;

/// <summary>What is a whole picture, and what only a piece of one.</summary>
public class DetectorFrameTests
{
    private const string Box = "────────────────────\n❯ \n────────────────────\n  ? for shortcuts";
    private const string Question = "Do you want to proceed?\n";
    private const string Options = "❯ 1. Yes\n  2. No\n\nEsc to cancel";

    [Fact]
    public void OnOutput_ReportBetweenTwoUpdates_IsNotRead()
    {
        Session session = new Session().Show(Box).Wait(2000)
            .Output("\e[?2026h").Output("\e[?2026l\e]0;⠙ project\a").Wait(3)
            .Output("\e]7501;state=working:app=codex\e\\\e[?2026h").Output("\e[?2026l").Wait(5)
            .Output("\e]0;project\a\e]7501;state=idle:app=codex\e\\").Wait(1000);

        Assert.DoesNotContain(session.States, state => state.State.Activity == Activity.Working);
    }

    [Fact]
    public void OnOutput_UpdatesWithoutPause_AreReadAllTheSame()
    {
        Session session = new Session().Show(Box).Wait(2000);
        for (int i = 0; i < 20; i++)
            session.Output("\e[?2026h\e[8;1H" + "⠋⠙⠹⠸"[i % 4] + " Denke nach").Wait(38).Output("\e[?2026l").Wait(2);

        Assert.Equal(Activity.Working, session.Activity);
    }

    [Fact]
    public void OnOutput_LongUpdateInPieces_IsReadWhenItHasEnded()
    {
        Session session = new Session().Show(Box).Wait(2000).Output("\e[?2026h").Show(Question + Options).Wait(200).Output("\e[9;1Hmore").Wait(600);
        Assert.Equal(Activity.Idle, session.Activity);

        Assert.Equal(Activity.Idle, session.Show(Box).Output("\e[?2026l").Wait(500).Activity);
        Assert.DoesNotContain(session.States, state => state.State.Activity == Activity.Awaiting);
    }

    [Fact]
    public void OnOutput_EndOfALongUpdate_IsReadWithinFiftyMilliseconds()
    {
        Session session = new Session().Output("\e[?2026h").Show("⠸ Thinking (esc to cancel, 5s)\n" + Box).Wait(700);
        Assert.Equal(Activity.Starting, session.Activity);

        Assert.Equal(Activity.Working, session.Output("\e[?2026l").Wait(50).Activity);
    }

    [Fact]
    public void Fail_WithAPromptOnTheScreen_ForgetsItUntilTheScreenIsRead()
    {
        Session session = new Session().Show(Question + Options).Wait(500);
        Assert.Equal(Activity.Awaiting, session.Activity);

        Assert.True(session.Detector.Fail());
        Assert.Equal((Activity.Unknown, null, false), (session.Detector.State.Activity, session.Detector.State.Prompt, session.Detector.IsPromptShown));

        session.Screen.Write("\e]0;title\a"u8);
        session.Detector.OnOutput(session.Now);
        while (session.Detector.NextDue is { } due)
            session.Detector.OnTimer(due);
        Assert.Equal(Activity.Awaiting, session.Detector.State.Activity);
    }

    [Fact]
    public void OnTimer_WithinAnUpdate_ConcludesNothingFromWhatStandsStill()
    {
        Session session = new Session().Show("⠋ Thinking\n" + Box);
        for (int i = 0; i < 20; i++)
            session.Output("\e[1;1H" + "⠋⠙⠹⠸"[i % 4] + "\e[3;3H").Wait(80);
        Assert.Equal(Activity.Working, session.Activity);

        Assert.Equal(Activity.Working, session.Output("\e[?2026h").Wait(900).Activity);
    }

    [Fact]
    public void OnOutput_UpdatesThatBeginWithTheEndOfOthers_AreReadAllTheSame()
    {
        Session session = new Session().Show(Box).Wait(2000).Output("\e[?2026h");
        for (int i = 0; i < 20; i++)
            session.Output("\e[8;1H" + "⠋⠙⠹⠸"[i % 4] + " Denke nach\e[?2026l\e[?2026h").Wait(80);

        Assert.Equal(Activity.Working, session.Activity);
    }

    [Fact]
    public void OnOutput_HalfAPictureBelowASpinner_KeepsTheQuestion()
    {
        Session session = new Session();
        for (int i = 0; i < 60; i++)
        {
            string spinner = "⠋⠙⠹⠸"[i % 4] + " (5s)\n";
            session.Show(spinner + Question).Wait(20).Show(spinner + Question + Options).Wait(80);
        }

        Assert.Single(session.States, state => state.State.Activity == Activity.Awaiting);
        Assert.Equal(Activity.Awaiting, session.Activity);
    }

    [Fact]
    public void OnOutput_InputBoxBelowASpinner_EndsTheQuestionAtOnce()
    {
        Session session = new Session().Show(Question + Options).Wait(500);
        Assert.Equal(Activity.Awaiting, session.Activity);

        session.Type("\e").Show("⠸ Thinking (esc to cancel, 5s)\n" + Box).Wait(20);
        Assert.Equal(Activity.Working, session.Activity);
    }

    [Fact]
    public void OnOutput_QuestionWordByWord_IsNoneBeforeALongPause()
    {
        Session session = new Session().Output("dev@host:~$ ").Wait(500).Type("ask").Output("ask").Wait(100).Type("\r").Output("\r\nI found this: ").Wait(120);
        foreach (string word in "Should the old build be removed?".Split(' '))
            session.Output(word + " ").Wait(120);
        Assert.NotEqual(Activity.Awaiting, session.Wait(2500).Activity);

        Assert.Equal(Activity.Awaiting, session.Wait(1000).Activity);
    }

    [Fact]
    public void OnOutput_TextBehindAQuestionThatNobodyTyped_EndsIt()
    {
        Session session = new Session().Output("dev@host:~$ ").Wait(500).Type("go").Output("go").Wait(100).Type("\r").Output("\r\nChecking the name: ").Wait(500);
        Assert.Equal(Activity.Awaiting, session.Activity);

        Assert.Equal(Activity.Working, session.Output("it is free, and so is the address").Wait(500).Activity);
    }
}
