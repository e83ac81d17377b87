using System.Text;
using PromptWatcher.Detection;
using PromptWatcher.Terminal;

namespace PromptWatcher.Tests.Detection;

/// <summary>Questions of command-line tools, editors and interpreters.</summary>
public class InspectToolTests
{
    [Theory]
    [InlineData(PromptKind.Choice, "red red Enter|*green green Enter|blue blue Enter", "Pick a colour [red/green/blue] (green): ▮")]
    [InlineData(PromptKind.Confirmation, "y y Enter|*n n Enter", "Make it pending? (y or [n]) ▮")]
    [InlineData(PromptKind.Confirmation, "Yes yes Enter|No no Enter", "Yes/No? ▮")]
    [InlineData(PromptKind.Confirmation, "y y Enter|n n Enter|esc Esc", "Save before closing? (y,n,esc) ▮")]
    [InlineData(PromptKind.Confirmation, "y y Enter|n n Enter|j j Enter|J J Enter|/ / Enter|? ? Enter", "(1/2) Stage this hunk [y,n,j,J,/,?]? ▮")]
    [InlineData(PromptKind.Confirmation, "Y y Enter|I i Enter|*N n Enter", "*** hold.conf (Y/I/N) [default=N] ? ▮")]
    [InlineData(PromptKind.Confirmation, "*Y y Enter|n n Enter", "Do you like it? [Y|n]\n▮")]
    [InlineData(PromptKind.Choice, "Standard 1 Enter|Custom 2 Enter|Other 14 Enter", "  (1) Standard\n  (2) Custom\n (14) Other\nYour selection? ▮")]
    [InlineData(PromptKind.Choice, "*primary (4 free) p Enter|extended e Enter", "Type\n   p   primary (4 free)\n   e   extended\nSelect (default p): ▮")]
    public void Inspect_AnswersOfATool_AreOptions(PromptKind kind, string options, string screen)
    {
        Prompt prompt = Prompt(screen);

        Assert.Equal(kind, prompt.Kind);
        Assert.Equal(options, string.Join('|', prompt.Options.Select(o => $"{(o.IsSelected ? "*" : "")}{o.Label} {o.KeyNames}")));
    }

    [Fact]
    public void Inspect_MenuInColumns_IsChoice()
    {
        Prompt prompt = Prompt("*** Commands ***\n    1: clean         2: filter     3: select\n    4: quit          5: help\nWhat now> ▮");

        Assert.Equal(PromptKind.Choice, prompt.Kind);
        Assert.Equal("What now>", prompt.Question);
    }

    [Theory]
    [InlineData("Kennwort: ▮")]
    [InlineData("API token:\nRepeat for confirmation: ▮")]
    [InlineData("Adgangskode: ▮")]
    public void Inspect_SecretInAnotherLanguage_IsSecret(string screen) => Assert.Equal(PromptKind.Secret, Prompt(screen).Kind);

    [Theory]
    [InlineData("Weiter mit beliebiger Taste ...▮")]
    [InlineData("Appuyez sur une touche pour continuer...▮")]
    [InlineData("按任意键继续...▮")]
    public void Inspect_KeyInAnotherLanguage_IsKeyPress(string line) => Assert.Equal(PromptKind.KeyPress, Prompt("text\n" + line).Kind);

    [Fact]
    public void Inspect_LitLineAboveKeysInAnEditor_HasTheirMeanings()
    {
        Screen screen = Still.Of("text▮", before: "\e[?1049h");
        screen.Write(Encoding.UTF8.GetBytes("\e[22;1H\e[7m" + "Save it?".PadRight(80) + "\e[23;1H Y\e[0m Yes\e[24;1H\e[7m N\e[0m No           \e[7m^C\e[0m Cancel\e[22;10H"));
        Prompt prompt = PromptDetector.Inspect(screen).Prompt!;

        Assert.Equal("Save it?", prompt.Question);
        Assert.Equal(["y", "n", "Ctrl+C"], prompt.Options.Select(o => o.KeyNames));
    }

    [Fact]
    public void Inspect_FilterWithAPreviewBesideIt_HasTheEntries()
    {
        Prompt prompt = Prompt("> ▮                 ╭────────────────────────────╮\n  3/3 (0) ──────── │ preview                    │\n> one.txt         ││                            │\n  two.txt         ││                            │\n  six.txt         ││                            │\n                   ╰────────────────────────────╯");

        Assert.Equal(["one.txt", "two.txt", "six.txt"], prompt.Options.Select(o => o.Label));
    }

    [Fact]
    public void Inspect_QuestionInTheBarOfAMultiplexer_HasItsKeys()
    {
        Prompt prompt = Prompt("$ ls\n\nkill-pane 0? (y/n) \e[7m \e[0m", "\e[?1049h");

        Assert.Equal(["y", "n"], prompt.Options.Select(o => o.KeyNames));
    }

    [Theory]
    [InlineData("> print(\"Continue? [y/N] \")\nContinue? [y/N] \n> ▮")]
    [InlineData("➜  t6 git:(main) ▮")]
    public void Inspect_PromptOfItsOwn_IsNoQuestion(string screen) => Assert.Equal(Activity.Idle, PromptDetector.Inspect(Still.Of(screen)).Activity);

    [Fact]
    public void State_KeyPressedAtALine_IsNotAskedForAgain()
    {
        var session = new Session();
        session.Output("Press any key to continue ...").Wait(400);
        Assert.Equal(Activity.Awaiting, session.Activity);

        session.Type("x").Output("\r\n").Wait(400);

        Assert.Equal(Activity.Working, session.Activity);
    }

    private static Prompt Prompt(string screen, string before = "")
    {
        AgentState state = PromptDetector.Inspect(Still.Of(screen, before: before));
        Assert.Equal(Activity.Awaiting, state.Activity);
        return state.Prompt!;
    }
}
