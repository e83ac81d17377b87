using PromptWatcher.Detection;

namespace PromptWatcher.Tests.Detection;

/// <summary>Dialogs of programs that leave the terminal's cursor on what has the focus.</summary>
public class InspectDialogTests
{
    [Theory]
    [InlineData("*de  German Enter|fr  French Down Enter|es  Spanish Down Down Enter", "Pick a language",
        "┌────────Setup─────────┐\n│ Pick a language      │\n│ ┌──────────────────┐ │\n│ │ \e[44mde  German\e[0m       │ │\n│ │ fr  French       │ │\n│ │ es  Spanish      │ │\n│ └──────────────────┘ │\n"
        + "├──────────────────────┤\n│  \e[44m<  ▮OK  >\e[0m  <Cancel>  │\n└──────────────────────┘")]
    [InlineData("*vim   Editor Space|git   Versions Down Space|curl  Fetch Down Down Space", "What is to be installed?",
        "┌────────────────────────┐\n│ What is to be          │\n│ installed?             │\n│ ┌────────────────────┐ │\n│ │ \e[44m[*]\e[0m \e[44mvim   Editor\e[0m   │ │\n│ │ [*] git   Versions │ │\n│ │ [ ] curl  Fetch    │ │\n│ └────────────────────┘ │\n"
        + "├────────────────────────┤\n│  \e[44m<  ▮OK  >\e[0m  <Cancel>    │\n└────────────────────────┘")]
    [InlineData("Yes Left Enter|*No Enter", "Remove everything?",
        "┌──────────────────────┐\n│ Remove everything?   │\n│                      │\n├──────────────────────┤\n│   < Yes >   < ▮No  >  │\n└──────────────────────┘")]
    [InlineData("*Tea Enter|Coffee Down Enter|Milk Down Down Enter", "What do you drink?",
        "┌──────────────────────┐\n│ What do you drink?   │\n│                      │\n│ (▮*) Tea            ^ │\n│ ( ) Coffee           │\n│ ( ) Milk           v │\n│                      │\n│  < Take >  < Leave > │\n└──────────────────────┘")]
    [InlineData("New Up Enter|*Open Enter|Leave Down Enter", "Select an action:", "Select an action:\n\n< New                 >\n\e[7m< ▮Open                >\e[0m\n< Leave               >")]
    [InlineData("a. One Up Enter|*b. Two Enter|c. Three Down Enter", "Select one.", "Select one.\n\n a. One   \n▮\e[7m b. Two   \e[0m\n c. Three ")]
    public void Inspect_CursorOnButtonOrEntry_HasTheOptions(string options, string question, string screen)
    {
        Prompt prompt = Prompt(screen);

        Assert.Equal(question, prompt.Question);
        Assert.Equal(options, Options(prompt));
    }

    [Theory]
    [InlineData(PromptKind.Text, "Name of the machine", "┌──────────────────────┐\n│ Name of the machine  │\n│ ┌──────────────────┐ │\n│ │host▮1             │ │\n│ └──────────────────┘ │\n├──────────────────────┤\n│  \e[44m<  OK  >\e[0m  <Cancel>  │\n└──────────────────────┘")]
    [InlineData(PromptKind.Secret, "Kennwort eingeben", "┌──────────────────────┐\n│ Kennwort eingeben    │\n│ ┌──────────────────┐ │\n│ │▮                  │ │\n│ └──────────────────┘ │\n├──────────────────────┤\n│  \e[44m<  OK  >\e[0m  <Cancel>  │\n└──────────────────────┘")]
    [InlineData(PromptKind.Secret, "Please enter the passphrase to protect your new key Passphrase:",
        "┌────────────────────────────────────┐\n│ Please enter the passphrase to     │\n│ protect your new key               │\n│                                    │\n│ Passphrase: ▮______________________ │\n│                                    │\n│    <OK>               <Cancel>     │\n└────────────────────────────────────┘")]
    [InlineData(PromptKind.Text, "名前を入力してください", "┌──────────────────────────┐\n│ 名前を入力してください   │\n│                          │\n│  ▮\e[40m                  \e[0m      │\n│                          │\n│  \e[40m Okay \e[0m \e[40m Cancel \e[0m         │\n└──────────────────────────┘")]
    public void Inspect_CursorInTheFieldOfADialog_AsksForText(PromptKind kind, string question, string screen)
    {
        Prompt prompt = Prompt(screen);

        Assert.Equal(kind, prompt.Kind);
        Assert.Equal(question, prompt.Question);
        Assert.Empty(prompt.Options);
    }

    [Fact]
    public void Inspect_ButtonsWithoutFocus_AreOptions()
    {
        Prompt prompt = Prompt("┌──────────────────────────┐\n│ Keep the settings?       │\n│                          │\n│   \e[40m Okay \e[0m  \e[40m Cancel \e[0m       │\n└──────────────────────────┘");

        Assert.Equal(PromptKind.Confirmation, prompt.Kind);
        Assert.Equal(["Okay", "Cancel"], prompt.Options.Select(o => o.Label));
    }

    [Fact]
    public void Inspect_FrameWithOnlyATitle_AsksWithIt()
    {
        Prompt prompt = Prompt("┌─ Select a language ──────┐\n│English                   │\n│\e[7mGerman\e[0m                    │\n│French                    │\n└──────────────────────────┘", "\e[?1049h");

        Assert.Equal("Select a language", prompt.Question);
        Assert.Equal("English Up Enter|*German Enter|French Down Enter", Options(prompt));
    }

    [Fact]
    public void Inspect_CardsOfWhichOneHasAnotherColour_AreOptions()
    {
        const string Gray = "\e[90m", Blue = "\e[94m";
        string screen = "Connect a provider to get started.\n\n"
            + string.Join('\n', new[] { (Blue, "☺ Sign in"), (Gray, "✦ Use a key"), (Gray, "⚷ Local") }.Select(card =>
                $"{card.Item1}╭────────────────────────╮\e[0m\n{card.Item1}│\e[0m {card.Item2,-22} {card.Item1}│\e[0m\n{card.Item1}│\e[0m   What it is for       {card.Item1}│\e[0m\n{card.Item1}╰────────────────────────╯\e[0m"))
            + "\n\n↑/↓ navigate, Enter to select, Ctrl+C to exit";

        Assert.Equal("*Sign in Enter|Use a key Down Enter|Local Down Down Enter", Options(Prompt(screen)));
    }

    [Theory]
    [InlineData("╭──────────────────────────────╮\n│ > write this:                │\n│ <div>▮                        │\n╰──────────────────────────────╯")]
    [InlineData("one\n▮\e[7mtwo                                                                             \e[0m\nthree\n~\n-- VISUAL LINE --")]
    public void Inspect_TextThatAPersonEdits_IsNoDialog(string screen) =>
        Assert.Equal(Activity.Idle, PromptDetector.Inspect(Still.Of(screen, before: "\e[?1049h")).Activity);

    private static string Options(Prompt prompt) => string.Join('|', prompt.Options.Select(o => $"{(o.IsSelected ? "*" : "")}{o.Label} {o.KeyNames}"));

    private static Prompt Prompt(string screen, string before = "")
    {
        AgentState state = PromptDetector.Inspect(Still.Of(screen, before: before));
        Assert.Equal(Activity.Awaiting, state.Activity);
        return state.Prompt!;
    }
}
