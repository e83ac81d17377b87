using PromptWatcher.Detection;

namespace PromptWatcher.Tests.Detection;

/// <summary>What looks like work, or like a question of the program, and is neither; and the other way round.</summary>
public class DetectorDoubtTests
{
    private const string Box = "────────────────────\n❯ \n────────────────────\n";
    private const string Picker = "Select a model\n❯ Small\n  Large\n\n↑/↓ to navigate · Enter to select · Esc to cancel";
    private const string Permission = "╭──────────────╮\n│ touch made   │\n│ Allow it?    │\n│ ❯ 1. Yes     │\n│   2. No      │\n╰──────────────╯\nEnter to confirm · Esc to cancel";

    [Theory]
    [InlineData("claude · 12:34:{0:00}", Activity.Idle)]
    [InlineData("Sun 22 Nov 9:04:{0:00} PM", Activity.Idle)]
    [InlineData("running 00:00:{0:00}", Activity.Working)]
    [InlineData("running {0:00} s", Activity.Working)]
    public void OnOutput_DigitsThatGoOnBelowTheInputBox_AreWorkUnlessTheyAreATimeOfDay(string status, Activity expected)
    {
        Session session = new Session().Show(Box + string.Format(System.Globalization.CultureInfo.InvariantCulture, status, 10)).Wait(2000);
        for (int second = 11; second < 25; second++)
            session.Output("\e[4;1H" + string.Format(System.Globalization.CultureInfo.InvariantCulture, status, second)).Wait(1000);

        Assert.Equal(expected, session.Activity);
    }

    [Fact]
    public void OnOutput_OtherQuestionInPlaceOfAPanel_IsAwaiting()
    {
        Session session = new Session().Show(Box).Wait(2000).Type("/model").Output("\e[2;3H/model").Wait(300).Type("\r").Show(Picker).Wait(1000);
        Assert.True(session.Detector.State.IsOverlay);

        session.Wait(5000).Show(Permission).Wait(300);

        Assert.EndsWith("Allow it?", session.Prompt?.Question, StringComparison.Ordinal);
    }

    [Fact]
    public void OnOutput_CallForAPersonWhileTyping_IsAwaiting()
    {
        Session session = new Session().Show(Box).Wait(2000).Type("h").Output("\e[2;3Hh").Wait(100).Show(Permission).Output("\e]2;Action Required\a").Wait(300);

        Assert.Equal(Activity.Awaiting, session.Activity);
    }

    [Fact]
    public void OnOutput_PartsThatReport_DoNotRenewWhatTheProgramSaidItself()
    {
        Session session = new Session().Output("\e]7501;state=blocked:kind=question\e\\").Wait(2000);
        Assert.Equal(Activity.Awaiting, session.Activity);

        session.Type("\r").Output("\r\n").Wait(500).Output("\e]7501;id=agent-1:state=working\e\\").Wait(2000);

        Assert.NotEqual(Activity.Awaiting, session.Activity);
    }

    [Theory]
    [InlineData("enter \u2003")]
    [InlineData("(enter \u00a0)")]
    [InlineData("esc\u2003")]
    public void Inspect_KeyNameAndABlankOfAnotherKind_IsRead(string line) =>
        Assert.Null(PromptDetector.Inspect(Still.Of("> ▮\n" + line + "\n" + line)).Prompt);

    [Fact]
    public void Inspect_ColouredRowsAboveButtons_AreWhatTheButtonsAreAbout()
    {
        Prompt? prompt = PromptDetector.Inspect(Still.Of("┃  △ Permission required\n┃\n┃  1   # app\n┃  \e[41m2 - def greet():    \e[0m\n┃  3   pass\n┃\n┃  \e[44m Allow once \e[0m  \e[40m Reject \e[0m      ⇆ select  enter confirm")).Prompt;

        Assert.Equal(["Allow once", "Reject"], prompt?.Options.Select(option => option.Label));
    }

    [Fact]
    public void Inspect_ListWithALineBetweenEntries_HasThemAll()
    {
        Prompt? prompt = PromptDetector.Inspect(Still.Of("? Which one? (Use arrow keys)\n  npm\n\e[36m❯ yarn\e[0m\n  ──────────────\n  pnpm\n ── other ──\n  bun")).Prompt;

        Assert.Equal("npm Up Enter|yarn Enter|pnpm Down Enter|bun Down Down Enter", string.Join('|', prompt?.Options.Select(option => $"{option.Label} {option.KeyNames}") ?? []));
    }

    [Fact]
    public void Inspect_RemarkThatGoesOnInTheNextRow_IsNoPartOfTheQuestionAndNamesKeys()
    {
        Prompt? prompt = PromptDetector.Inspect(Still.Of("? Which ones? (Press <space> to select, <a> to toggle all, and\n<enter> to proceed)\n\e[36m❯◯ Tests\e[0m\n ◯ Lint\n ◯ Icons")).Prompt;

        Assert.Equal(("Which ones?", true), (prompt?.Question, prompt?.IsMultiSelect));
        Assert.Equal("Down Space", prompt?.Options[1].KeyNames);
    }
}
