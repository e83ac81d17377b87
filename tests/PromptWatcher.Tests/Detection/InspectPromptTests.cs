using PromptWatcher.Detection;

namespace PromptWatcher.Tests.Detection;

public class InspectPromptTests
{
    [Fact]
    public void Inspect_NumberedMenuWithHints_IsPermissionWithKeys()
    {
        Prompt prompt = Prompt("""
            ────────────────────────────────────────
             Bash command

               make all

             Do you want to proceed?
             ❯ 1. Yes
               2. Yes, and don't ask again for make
               3. No

             Esc to cancel · Tab to amend
            """);

        Assert.Equal(PromptKind.Permission, prompt.Kind);
        Assert.Equal("Do you want to proceed?", prompt.Question);
        Assert.Equal(["Yes", "Yes, and don't ask again for make", "No"], prompt.Options.Select(o => o.Label));
        Assert.Equal(["Enter", "2", "3"], prompt.Options.Select(o => o.KeyNames));
        Assert.Equal([true, false, false], prompt.Options.Select(o => o.IsSelected));
        Assert.Equal("2"u8.ToArray(), prompt.Options[1].Keys.ToArray());
    }

    [Theory]
    [InlineData("↑↓ navigate • Enter select • Esc cancel", "Enter|Down Enter|Down Down Enter")]
    [InlineData("Enter to confirm · Esc to cancel", "Enter|2|3")]
    public void Inspect_NumberedMenu_IsChosenWithTheKeysThatItsHintsNameOrElseWithNumbers(string hints, string keys)
    {
        Prompt prompt = Prompt("Go on?\n❯ 1. Yes\n  2. Always\n  3. No\n\n" + hints);

        Assert.Equal(keys, string.Join('|', prompt.Options.Select(o => o.KeyNames)));
    }

    [Fact]
    public void Inspect_MenuInAnotherLanguage_IsChoice()
    {
        Prompt prompt = Prompt("""
            ╭──────────────────────────────────────╮
            │ 请选择一种颜色？                     │
            │                                      │
            │ ● 1. 红色                            │
            │   2. 蓝色                            │
            │   3. 绿色                            │
            ╰──────────────────────────────────────╯
            """);

        Assert.Equal(PromptKind.Choice, prompt.Kind);
        Assert.Equal("请选择一种颜色？", prompt.Question);
        Assert.Equal(["红色", "蓝色", "绿色"], prompt.Options.Select(o => o.Label));
    }

    [Fact]
    public void Inspect_LabelThatIsWrapped_IsJoined()
    {
        Prompt prompt = Prompt("""
             Do you want to proceed?
             ❯ 1. Yes
               2. Yes, and don't ask again for touch
                  build/made-by-agent commands
               3. No

             Esc to cancel
            """, columns: 44);

        Assert.Equal("Yes, and don't ask again for touch build/made-by-agent commands", prompt.Options[1].Label);
    }

    [Fact]
    public void Inspect_Descriptions_AreNotPartOfLabels()
    {
        Prompt prompt = Prompt("""
            Which colour do you prefer?

            ❯ 1. Red
                 A warm colour
              2. Blue               A cold colour
            ────────────────────────
              3. Chat about this

            Enter to select · ↑/↓ to navigate · Esc to cancel
            """);

        Assert.Equal(["Red", "Blue", "Chat about this"], prompt.Options.Select(o => o.Label));
    }

    [Fact]
    public void Inspect_PointedList_HasArrowKeysFromTheSelection()
    {
        Prompt prompt = Prompt("? Select a framework\n  React\n\e[36m❯ Vue\e[0m\n  Svelte\n  Solid\n\n↑↓ navigate • ⏎ select");

        Assert.Equal(PromptKind.Choice, prompt.Kind);
        Assert.Equal("Select a framework", prompt.Question);
        Assert.Equal(["Up Enter", "Enter", "Down Enter", "Down Down Enter"], prompt.Options.Select(o => o.KeyNames));
    }

    [Fact]
    public void Inspect_ApplicationCursorKeys_ChangeTheBytes()
    {
        PromptOption option = Prompt("? Select\n\e[36m❯ One\e[0m\n  Two\n\n↑↓ navigate • ⏎ select", before: "\e[?1h").Options[1];

        Assert.Equal("Down Enter", option.KeyNames);
        Assert.Equal("\eOB\r"u8.ToArray(), option.Keys.ToArray());
    }

    [Fact]
    public void Inspect_CheckBoxesWithSpaceHint_AreTickedWithSpace()
    {
        Prompt prompt = Prompt("""
            Which features do you want?

            ❯ [ ] 1. Logging
              [x] 2. Metrics

            ↑/↓: Navigate | Space: Toggle | Enter: Confirm
            """);

        Assert.Equal(["Space", "Down Space"], prompt.Options.Select(o => o.KeyNames));
        Assert.Equal(["Logging", "Metrics"], prompt.Options.Select(o => o.Label));
    }

    [Fact]
    public void Inspect_RadioButtons_SelectTheFilledOne()
    {
        Prompt prompt = Prompt("""
            ◆  Pick a project type
            │  ○ Library
            │  ● Tool
            │  ○ Service
            └
            """);

        Assert.Equal(["Library", "Tool", "Service"], prompt.Options.Select(o => o.Label));
        Assert.Equal(["Up Enter", "Enter", "Down Enter"], prompt.Options.Select(o => o.KeyNames));
    }

    [Fact]
    public void Inspect_DialogButtons_AreChosenSideways()
    {
        Prompt prompt = Prompt(
            "\e[30;47m┌──────────────────────────┐\n│ Remove the old kernel?   │\n│                          │\n"
            + "│    \e[37;41m<Yes>\e[30;47m        <No>     │\n└──────────────────────────┘", before: "\e[?1049h");

        Assert.Equal(PromptKind.Confirmation, prompt.Kind);
        Assert.Equal("Remove the old kernel?", prompt.Question);
        Assert.Equal(["Enter", "Right Enter"], prompt.Options.Select(o => o.KeyNames));
    }

    [Fact]
    public void Inspect_LitWordsInABlock_AreButtons()
    {
        Prompt prompt = Prompt(
            "\e[48;5;234m┃ \n┃  △ Permission required \n┃    # Shell command \n┃ \n┃  $ make all \n┃ \n"
            + "┃  \e[48;5;214m Allow once \e[48;5;234m  Allow always   Reject  ⇆ select  enter confirm \n┃ ");

        Assert.Equal(PromptKind.Permission, prompt.Kind);
        Assert.Equal("Permission required", prompt.Question);
        Assert.Equal(["Allow once", "Allow always", "Reject"], prompt.Options.Select(o => o.Label));
        Assert.Equal(["Enter", "Right Enter", "Right Right Enter"], prompt.Options.Select(o => o.KeyNames));
    }

    [Theory]
    [InlineData("Do you want to continue? [Y/n] ▮", new[] { "Y", "n" }, 0)]
    [InlineData("Overwrite? [y/N]: ▮", new[] { "y", "N" }, 1)]
    [InlineData("Weiter? (j/N) ▮", new[] { "j", "N" }, 1)]
    [InlineData("delete all 3 files [yn]? ▮", new[] { "y", "n" }, -1)]
    [InlineData("Proceed (yes/no)? ▮", new[] { "yes", "no" }, -1)]
    public void Inspect_AnswersInBrackets_AreOptions(string line, string[] labels, int selected)
    {
        Prompt prompt = Prompt("some output\n" + line);

        Assert.Equal(PromptKind.Confirmation, prompt.Kind);
        Assert.Equal(line.TrimEnd('▮').Trim(), prompt.Question);
        Assert.Equal(labels, prompt.Options.Select(o => o.Label));
        Assert.Equal(selected, prompt.Options.ToList().FindIndex(o => o.IsSelected));
    }

    [Theory]
    [InlineData("Password: ▮")]
    [InlineData("[sudo] password for dev: ▮")]
    [InlineData("Enter passphrase (empty for no passphrase): ▮")]
    [InlineData("? npm token: ▮")]
    [InlineData("Enter PIN: ▮")]
    public void Inspect_QuestionForASecret_IsSecret(string line) => Assert.Equal(PromptKind.Secret, Prompt(line).Kind);

    [Theory]
    [InlineData("Project name: ▮", "Project name:")]
    [InlineData("? Port? › 8080▮", "Port?")]
    [InlineData("What is your name? ▮", "What is your name?")]
    [InlineData("Enter file in which to save the key (/home/dev/.ssh/id): ▮", "Enter file in which to save the key (/home/dev/.ssh/id):")]
    public void Inspect_OpenQuestionAtTheCursor_IsText(string line, string question)
    {
        Prompt prompt = Prompt(line);

        Assert.Equal(PromptKind.Text, prompt.Kind);
        Assert.Equal(question, prompt.Question);
        Assert.Empty(prompt.Options);
    }

    [Fact]
    public void Inspect_TextFieldInABox_IsText()
    {
        Prompt prompt = Prompt("""
            ╭──────────────────────────────────────╮
            │ What should the module be called?    │
            │                                      │
            │ > ▮a name                            │
            │                                      │
            │ Enter to submit · Esc to cancel      │
            ╰──────────────────────────────────────╯
            """);

        Assert.Equal(PromptKind.Text, prompt.Kind);
        Assert.Equal("What should the module be called?", prompt.Question);
    }

    [Theory]
    [InlineData("Press any key to continue . . . ▮")]
    [InlineData("Press ENTER or type command to continue▮")]
    [InlineData("-- More --▮")]
    public void Inspect_WaitsForAKey_IsKeyPress(string line) => Assert.Equal(PromptKind.KeyPress, Prompt("text\n" + line).Kind);

    [Fact]
    public void Inspect_NumbersAboveTheQuestion_AreTyped()
    {
        Prompt prompt = Prompt("""
            Select the editor to use:
              1) vim
              2) nano
            Enter a number (default 2): ▮
            """);

        Assert.Equal(PromptKind.Choice, prompt.Kind);
        Assert.Equal(["1 Enter", "2 Enter"], prompt.Options.Select(o => o.KeyNames));
        Assert.True(prompt.Options[1].IsSelected);
    }

    private static Prompt Prompt(string text, int columns = 80, string before = "")
    {
        AgentState state = PromptDetector.Inspect(Still.Of(text, columns, 24, before));
        Assert.Equal(Activity.Awaiting, state.Activity);
        return state.Prompt!;
    }
}
