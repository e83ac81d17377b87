using PromptWatcher.Detection;

namespace PromptWatcher.Tests.Detection;

/// <summary>What a shell shows at its prompt, or a command as it runs, looks like a question and is none.</summary>
public class DetectorShellTests
{
    private const string PasteOn = "\e[?2004h";
    private const string PasteOff = "\e[?2004l";
    private const string Dialog = "┌───── Setup ──────┐\r\n│ Format the disk? │\r\n│  <Yes>    <No>   │\r\n└──────────────────┘\r\n";

    [Theory]
    [InlineData("~/src $ ")]
    [InlineData("compiling a.c\r\ncompiling b.c\r\n")]
    [InlineData("")]
    public void OnOutput_DialogThatOutputHasPassed_IsNotAsked(string below) =>
        Assert.Null(new Session().Output("~/src $ cat dialog\r\n" + Dialog + below).Wait(1000).Prompt);

    [Theory]
    [InlineData("| * |\r\nValue: ")]
    [InlineData("│ *  │\r\nValue: ")]
    [InlineData("(2147483647) x\r\nValue: ")]
    [InlineData("(+1) x\r\n(2) y\r\nValue: ")]
    [InlineData("* 12\r\nValue: ")]
    public void OnOutput_RowsThatAreAlmostAMenu_AreNone(string output) => Assert.Empty(new Session().Output(output).Wait(1000).Prompt?.Options ?? []);

    [Theory]
    [InlineData("~/src $ git status --short; sleep 60\r\n?? docker/Dockerfile\r\n")]
    [InlineData("?? scripts/build\r\n❯ ")]
    [InlineData("Done? src/lib\r\n")]
    public void OnOutput_PathBehindAQuestionMark_IsNoAnswer(string output) => Assert.Null(new Session().Output(PasteOn + output).Wait(2000).Prompt);

    [Theory]
    [InlineData("Date (DD/MM/YYYY): ", "32/1")]
    [InlineData("Host/IP: ", "x")]
    [InlineData("URL (https://example.org): ", "y")]
    public void OnOutput_QuestionThatComesBack_IsAskedAgain(string question, string answer) =>
        Assert.Equal(Activity.Awaiting, new Session().Output(PasteOn + question).Wait(500).Type(answer).Output(answer).Wait(200).Type("\r").Output("\r\nInvalid.\r\n" + question).Wait(2000).Activity);

    [Fact]
    public void Inspect_DialogWithTheCursorInAFieldAboveItsButtons_IsAsked() =>
        Assert.Equal(Activity.Awaiting, PromptDetector.Inspect(Still.Of("┌──────────────────────┐\n│ What is your name?   │\n│ ▮                    │\n│   <Ok>    <Cancel>   │\n└──────────────────────┘")).Activity);

    [Fact]
    public void OnOutput_PromptBehindAnInterruptedQuestion_IsIdle()
    {
        Session session = new Session().Output("1) red\r\n2) blue\r\n#? ").Wait(500);
        Assert.Equal(Activity.Awaiting, session.Activity);

        session.Type("\u0003").Output("^C").Wait(20).Output(PasteOn + "me@box:~$ ").Wait(500);

        Assert.Equal(Activity.Idle, session.Activity);
    }

    [Theory]
    [InlineData("me in ~/src ? ", Activity.Idle)]
    [InlineData("Your guess? ", Activity.Awaiting)]
    public void OnOutput_LineThatComesBackAfterACommand_IsAPromptWhenItNamesAPlace(string prompt, Activity expected)
    {
        Session session = new Session().Output(PasteOn + prompt).Wait(500);
        foreach (char key in "ls")
            session.Type(key.ToString()).Output(key.ToString()).Wait(50);

        session.Type("\r").Output("\r\n" + PasteOff).Wait(50).Output("a.txt\r\n" + PasteOn + prompt).Wait(2000);

        Assert.Equal(expected, session.Activity);
    }

    [Theory]
    [InlineData("me@box:~$ echo \"really? (y/n)", Activity.Idle)]
    [InlineData("Really? (y/n)", Activity.Awaiting)]
    public void Inspect_SignBelowAQuestion_IsAnsweredUnlessTheShellWaitsForTheRestOfACommand(string above, Activity expected) =>
        Assert.Equal(expected, PromptDetector.Inspect(Still.Of(above + "\n> ▮", before: PasteOn)).Activity);

    [Fact]
    public void OnOutput_LineThatIsWrittenAgainWithoutAKey_IsNotAsked()
    {
        Session session = new Session().Output("\r\n");
        for (int done = 0; done < 20; done++)
            session.Output($"\r {5 * done}%|{new string('#', done),-20}| {done}/20 Go on?").Wait(260);
        int awaiting = session.States.Count(state => state.State.Activity == Activity.Awaiting);

        Assert.Equal(Activity.Working, session.Activity);
        Assert.InRange(awaiting, 0, 1);
    }

    [Fact]
    public void OnOutput_QuestionThatTakesThePlaceOfALineAboutWork_IsAsked()
    {
        Session session = new Session();
        for (int done = 0; done < 10; done++)
            session.Output($"\r\e[KFetching {done} of 10").Wait(150);

        session.Output("\r\e[KProject name: ").Wait(1500);

        Assert.Equal("Project name:", session.Prompt?.Question);
    }

    [Fact]
    public void OnOutput_QuestionsWithTheSameLastWordThatScroll_AreAsked()
    {
        Session session = new Session(rows: 3).Output("a\r\nb\r\nFirst name:").Wait(500);

        session.Output("\r\nLast name:").Wait(500);

        Assert.Equal("Last name:", session.Prompt?.Question);
    }
}
