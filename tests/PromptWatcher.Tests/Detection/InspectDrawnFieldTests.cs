using PromptWatcher.Detection;

namespace PromptWatcher.Tests.Detection;

/// <summary>Questions of programs that hide the terminal's cursor and ask in a line or a small frame.</summary>
public class InspectDrawnFieldTests
{
    [Theory]
    [InlineData(PromptKind.Text, "Nom du projet", "╭──────────────────────────╮\n│ Nom du projet            │\n│ \e[7mm\e[0m\e[2mon-site\e[0m                  │\n╰──────────────────────────╯")]
    [InlineData(PromptKind.Text, "Nom du projet", "╭──────────────────────────╮\n│ Nom du projet            │\n│ blog\e[7m \e[0m                    │\n╰──────────────────────────╯")]
    [InlineData(PromptKind.Text, "Port:", "Port: 80\e[7m \e[0m")]
    [InlineData(PromptKind.Secret, "Mot de passe :", "Mot de passe : \e[7m \e[0m")]
    public void Inspect_DrawnCursorBehindAName_AsksForText(PromptKind kind, string question, string screen)
    {
        Prompt prompt = Prompt(screen);

        Assert.Equal(kind, prompt.Kind);
        Assert.Equal(question, prompt.Question);
        Assert.Empty(prompt.Options);
    }

    [Theory]
    [InlineData("Overwrite it? Y/n", "*Y y|n n", "Checking …\nOverwrite it? \e[2mY/n\e[0m", "")]
    [InlineData("Delete the entry?", "y y|n n", "│ 09:00 Lunch │\n└─────────────┘\nDelete the entry?\n[y/n]", "\e[?1049h")]
    public void Inspect_AnswersThatEndTheScreen_AreKeys(string question, string options, string screen, string before)
    {
        Prompt prompt = Prompt(screen, before);

        Assert.Equal(PromptKind.Confirmation, prompt.Kind);
        Assert.Equal(question, prompt.Question);
        Assert.Equal(options, string.Join('|', prompt.Options.Select(o => $"{(o.IsSelected ? "*" : "")}{o.Label} {o.KeyNames}")));
    }

    [Theory]
    [InlineData(" 40%|████      | 40/100 [00:04<00:06, ?it/s]")]
    [InlineData("Log of 10:00: done")]
    [InlineData("Step 2 of 3: \e[7m 40 %  \e[0m")]
    [InlineData("╭──────────────────────────╮\n│ Nom du projet            │\n│ blog                     │\n╰──────────────────────────╯")]
    public void Inspect_OutputWithoutAField_IsNotAwaiting(string screen) =>
        Assert.NotEqual(Activity.Awaiting, PromptDetector.Inspect(Still.Of(screen)).Activity);

    [Theory]
    [InlineData("Continue? y/n: ▮", "y y Enter|n n Enter")]
    [InlineData("¿Seguir? S/n ▮", "*S s Enter|n n Enter")]
    public void Inspect_AnswersWithoutBrackets_AreOptions(string screen, string options) =>
        Assert.Equal(options, string.Join('|', Prompt(screen).Options.Select(o => $"{(o.IsSelected ? "*" : "")}{o.Label} {o.KeyNames}")));

    private static Prompt Prompt(string screen, string before = "")
    {
        AgentState state = PromptDetector.Inspect(Still.Of(screen, before: before));
        Assert.Equal(Activity.Awaiting, state.Activity);
        return state.Prompt!;
    }
}
