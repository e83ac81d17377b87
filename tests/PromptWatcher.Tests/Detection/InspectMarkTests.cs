using PromptWatcher.Detection;

namespace PromptWatcher.Tests.Detection;

/// <summary>Lists whose marks stand elsewhere than in front of each entry.</summary>
public class InspectMarkTests
{
    [Theory]
    [InlineData("Web Up Space|*Css Space|Html Down Space|Core Down Down Space",
        "◆  What is to be installed?\n│  \e[2m◻ Web\e[0m\n│  │ \e[36m◻\e[0m Css\n│  └ \e[2m◻ Html\e[0m\n│  \e[2m◻ Core\e[0m\n│  ↑/↓ to move • Space: select • Enter: confirm\n└")]
    [InlineData("Web Up Space|*Css Space|Core Down Space", "◆  What is to be installed?\n│  \e[2m◻ Web\e[0m\n│  ├ \e[36m◻\e[0m Css\n│  \e[2m◻ Core\e[0m\n│  ↑/↓ to move • Space: select • Enter: confirm\n└")]
    [InlineData("Web Up Space|*Css Space|Core Down Space", "What is to be installed?\n  Web ✔\n\e[34m❯ Css\e[0m\n  Core ✔")]
    public void Inspect_BoxesInATreeOrTicksBehindLabels_AreTickedWithSpace(string options, string screen)
    {
        Prompt prompt = Prompt(screen);

        Assert.True(prompt.IsMultiSelect);
        Assert.Equal("Enter", prompt.SendKeyNames);
        Assert.Equal("What is to be installed?", prompt.Question);
        Assert.Equal(options, Options(prompt));
    }

    [Fact]
    public void Inspect_TicksBehindLabels_AreChecked() =>
        Assert.Equal([true, false, true], Prompt("Which?\n  Web ✔\n\e[34m❯ Css\e[0m\n  Core ✔").Options.Select(o => o.IsChecked));

    [Theory]
    [InlineData("", "Web |*Css |Core ")]
    [InlineData("\n\n↑↓ navigate • ⏎ select", "Web Up Enter|*Css Enter|Core Down Enter")]
    public void Inspect_OneTickBehindALabel_LeavesTheKeysToTheHints(string hints, string options) =>
        Assert.Equal(options, Options(Prompt("Which?\n  Web ✔\n\e[34m❯ Css\e[0m\n  Core" + hints)));

    [Theory]
    [InlineData("Which package?", "◆  Which package?\n│\n│  Search: le█ (1 match)\n│  \e[32m●\e[0m left-pad\n│  ↑/↓ to select • Enter: confirm\n└")]
    [InlineData("Which package?", "? Which package? le▮\n\e[36m❯ left-pad\e[0m\n\n↑↓ navigate • ⏎ select")]
    public void Inspect_OneMatchBelowWhatWasTyped_IsAnOption(string question, string screen)
    {
        Prompt prompt = Prompt(screen);

        Assert.StartsWith(question, prompt.Question, StringComparison.Ordinal);
        Assert.Equal("*left-pad Enter", Options(prompt));
    }

    [Fact]
    public void Inspect_TypedFilterInAStep_IsNotItsQuestion() =>
        Assert.Equal("Which package?", Prompt("◆  Which package?\n│\n│  Search: \e[7m_\e[0m\n│  \e[32m●\e[0m left-pad\n│  ○ right-pad\n│  ↑/↓ to select • Enter: confirm\n└").Question);

    [Theory]
    [InlineData("? What is it called? blog\n❯ ls▮")]
    [InlineData("? What is it called? blog\n● left-pad")]
    public void Inspect_OneEntryThatNothingFilters_IsNotAwaiting(string screen) =>
        Assert.NotEqual(Activity.Awaiting, PromptDetector.Inspect(Still.Of(screen)).Activity);

    [Fact]
    public void Inspect_KeysOnAGroundOfTheirOwn_ChooseTheirEntries()
    {
        Prompt prompt = Prompt("◇  Name\n│  blog\n│\n◆  How do we go on?\n│  \e[46m a \e[0m All of it\n│  \e[47m b \e[0m A part\n│  \e[47m c \e[0m Not at all\n└");

        Assert.Equal(PromptKind.Choice, prompt.Kind);
        Assert.Equal("How do we go on?", prompt.Question);
        Assert.Equal("All of it a|A part b|Not at all c", Options(prompt));
    }

    [Fact]
    public void Inspect_ChecklistBesideButtons_HasWholeLabels()
    {
        Prompt prompt = Prompt("┌──────────────────────────┐\n│ What is to be installed? │\n│                          │\n│  [*] \e[44mweb   Server\e[0m        │\n│  [ ] mail  Postman       │\n│  [ ] db    Tables        │\n│                          │\n│    <Ok>      <Cancel>    │\n└──────────────────────────┘");

        Assert.Equal("*web   Server Space|mail  Postman Down Space|db    Tables Down Down Space", Options(prompt));
    }

    private static string Options(Prompt prompt) => string.Join('|', prompt.Options.Select(o => $"{(o.IsSelected ? "*" : "")}{o.Label} {o.KeyNames}"));

    private static Prompt Prompt(string screen)
    {
        AgentState state = PromptDetector.Inspect(Still.Of(screen));
        Assert.Equal(Activity.Awaiting, state.Activity);
        return state.Prompt!;
    }
}
