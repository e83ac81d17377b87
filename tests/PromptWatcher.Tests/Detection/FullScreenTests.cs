using PromptWatcher.Detection;

namespace PromptWatcher.Tests.Detection;

/// <summary>Programs that draw the whole screen: when they are ready, and what they ask where a shell runs in them.</summary>
public class FullScreenTests
{
    private const string Alternate = "\e[?1049h\e[?25l\e[H\e[2J";
    private static readonly string Bar = "\e[7m" + "files, ? for help".PadRight(80) + "\e[0m";

    [Fact]
    public void OnOutput_BarOnAStillScreen_IsIdleAfterAWhile()
    {
        Session session = Started().Output(Alternate + Bar + "one\r\ntwo").Wait(1000);
        Assert.Equal(Activity.Working, session.Activity);

        session.Wait(1500);

        Assert.Equal(Activity.Idle, session.Activity);
    }

    [Fact]
    public void OnOutput_BarAndCursorInTheTextOfALineEditor_IsIdle() =>
        Assert.Equal(Activity.Idle, Started().Output("\e[H\e[2J\e[?2004h" + Bar + "one\r\ntwo\e[2;1H").Wait(2500).Activity);

    [Fact]
    public void OnOutput_BarAboveWhatMoves_IsWorking()
    {
        Session session = Started().Output(Alternate + Bar);
        for (int i = 0; i < 20; i++)
            session.Output($"\e[5;1H{"|/-\\"[i % 4]} {i} files read").Wait(400);

        Assert.Equal(Activity.Working, session.Activity);
    }

    [Fact]
    public void OnOutput_ProgramThatHidesTheCursorInAMultiplexer_IsNotIdle()
    {
        Session session = Started().Output("\e[?1049h\e[H\e[2J\e[24;1H" + Bar + "\e[1;1H\e[?25hme@box:~/src$ ").Wait(1000);
        Assert.Equal(Activity.Idle, session.Activity);

        session.Type("build\r").Output("build\r\n\e[?25l⠋ Building");

        Assert.Equal(Activity.Working, session.Wait(10_000).Activity);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\e[44m\e[2J")]
    public void OnOutput_StillScreenWithoutABar_ProvesNothing(string ground) =>
        Assert.Equal(Activity.Working, Started().Output(Alternate + ground + "Please wait").Wait(10_000).Activity);

    [Theory]
    [InlineData("me@box:~$ ./deploy\nDeploy? [y/n] ▮", "y Enter")]
    [InlineData("\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\nQuit? [y/n] ▮", "y")]
    public void Inspect_AnswersInALine_AreSentWithEnterWhereLinesFollowEachOther(string screen, string keys) =>
        Assert.Equal(keys, PromptDetector.Inspect(Still.Of(screen, before: "\e[?1049h")).Prompt?.Options[0].KeyNames);

    [Theory]
    [InlineData("me@box:~$ ./deploy\nDeploy? [y/n] ▮", "y Enter")]
    [InlineData("me@box:~$ ls\n\n\n\n\nKill this window? [y/n] ▮", "y")]
    public void Inspect_AnswersAboveTheBarOfAMultiplexer_AreSentWithEnterUnlessTheyStandApart(string screen, string keys)
    {
        PromptWatcher.Terminal.Screen shown = Still.Of(screen, before: "\e[?1049h");
        shown.Write(System.Text.Encoding.UTF8.GetBytes("\e7\e[24;1H\e[42m" + "[0] bash".PadRight(80) + "\e[0m\e8"));

        Assert.Equal(keys, PromptDetector.Inspect(shown).Prompt?.Options[0].KeyNames);
    }

    private static Session Started() => new Session().Output("me@box:~$ ").Wait(500).Type("files").Output("files").Wait(100).Type("\r").Output("\r\n");
}
