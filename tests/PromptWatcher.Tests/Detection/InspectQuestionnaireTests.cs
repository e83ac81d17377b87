using PromptWatcher.Detection;

namespace PromptWatcher.Tests.Detection;

/// <summary>Questions as the prompt libraries of several languages draw them.</summary>
public class InspectQuestionnaireTests
{
    [Theory]
    [InlineData(PromptKind.Text, "What is it called?", "? What is it called? ‣ \e[30;46mm\e[0my-app")]
    [InlineData(PromptKind.Text, "Is there a title?", "✔ Are you ready? · true\n? Is there a title? › none▮")]
    [InlineData(PromptKind.Text, "Fill in:", "? Fill in:\n⊙   Name : \e[46m \e[0m\n⊙  Place : …")]
    [InlineData(PromptKind.Text, "¿Cómo se llama?", "┌  Nuevo\n│\n◆  ¿Cómo se llama?\n│  mi-aplicacion\n└")]
    [InlineData(PromptKind.Secret, "Clave de acceso", "◇  ¿Instalar?\n│  No\n│\n◆  Clave de acceso\n│  \e[7m_\e[0m\n└")]
    [InlineData(PromptKind.Text, "文件名是什么?", "╭────────────────────╮\n│文件名是什么?       │\n│> \e[7m \e[0m                 │\n╰────────────────────╯")]
    [InlineData(PromptKind.Text, "Wie heißen Sie?", "Wie heißen Sie? ▮")]
    [InlineData(PromptKind.Text, "Quel est son nom ?", "Quel est son nom ? ▮")]
    [InlineData(PromptKind.Text, "Как вас зовут?", "Как вас зовут? ▮")]
    [InlineData(PromptKind.Confirmation, "Möchten Sie wirklich gehen?", "Möchten Sie wirklich gehen? ▮")]
    public void Inspect_Field_AsksForItsKind(PromptKind kind, string question, string screen)
    {
        Prompt prompt = Prompt(screen);

        Assert.Equal(kind, prompt.Kind);
        Assert.Equal(question, prompt.Question);
        Assert.Empty(prompt.Options);
    }

    [Theory]
    [InlineData("Pick a licence", "*MIT Enter|GPL Down Enter", "✔ What is it called? · my-app\n? Pick a licence …\n\e[36m▸ MIT\e[0m\n  GPL")]
    [InlineData("Pick a region", "One Up Enter|*Two Enter", "✔ Port of the server? … 8080\n? Pick a region › \n    One\n\e[36m❯   Two\e[0m")]
    [InlineData("Which modules?", "Net Up Space|*Data Space|Log Down Space", "✔ Pick a licence · MIT\n? Which modules? …\n\e[32m✔\e[0m Net\n\e[90m✔\e[0m \e[4;36mData\e[0m\n\e[90m✔\e[0m Log")]
    [InlineData("Which modules?", "Net Up Space|*Data Space|Log Down Space",
        "✔ Ready? … yes\n? Which modules? › - Space to pick\nInstructions:\n    ↑/↓: Highlight option\n    ←/→/[space]: Toggle selection\n    a: Toggle all\n    enter/return: Complete answer\n◉   Net\n◯   \e[4;36mData\e[0m\n◯   Log")]
    [InlineData("Which language?", "One Up Up Up Enter|Two Up Up Enter|Rust (not available) Up Enter|*Go Enter", "? Which language?\n  One\n  Two\n- Rust (not available)\n\e[36m❯ Go\e[0m\n\n↑↓ navigate • ⏎ select")]
    [InlineData("Pick a licence", "MIT 1 Enter|GPL 2 Enter", "? Pick a licence ▮\n  1) MIT\n  2) GPL")]
    [InlineData("Go on?", "y y Enter|*N n Enter", "✔ Which modules? · Net\n? Go on? (y/N) ‣ false")]
    [InlineData("Do you trust it?", "*Trust Enter|Leave Down Enter", "Do you trust it?\n────────────────────────────────────────────────────────────────────────────────\n It can read and write here.\n\n /home/dev/project\n\n \e[36m❯ 1. Trust\e[0m\n   2. Leave\n\n ↑/↓ navigate · Enter select · Esc back")]
    public void Inspect_ListBelowAnsweredLines_BelongsToItsOwnQuestion(string question, string options, string screen)
    {
        Prompt prompt = Prompt(screen);

        Assert.Equal(question, prompt.Question);
        Assert.Equal(options, string.Join('|', prompt.Options.Select(o => $"{(o.IsSelected ? "*" : "")}{o.Label} {o.KeyNames}")));
    }

    [Fact]
    public void Inspect_TicksAboveASpinner_AreWhatWasDone() =>
        Assert.NotEqual(Activity.Awaiting, PromptDetector.Inspect(Still.Of("✔ Check\n✔ Compile\n✔ Link\n✔ \e[1mPublish it?\e[0m \e[36mYes\e[0m\n⠧ Uploading")).Activity);

    private static Prompt Prompt(string screen)
    {
        AgentState state = PromptDetector.Inspect(Still.Of(screen));
        Assert.Equal(Activity.Awaiting, state.Activity);
        return state.Prompt!;
    }
}
