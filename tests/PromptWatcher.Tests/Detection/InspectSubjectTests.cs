using PromptWatcher.Detection;

namespace PromptWatcher.Tests.Detection;

/// <summary>What a prompt is about, from dialogs of shapes that agents draw.</summary>
public class InspectSubjectTests
{
    [Theory]
    [InlineData("  Run this?\n\n  $ dotnet test\n\n", "dotnet test")]
    [InlineData("Write file\n src/app/main.go\n\nAllow this edit?\n", "src/app/main.go")]
    [InlineData("Allow writing to docs/readme.md?\n", "docs/readme.md")]
    [InlineData("Target: /etc/hosts\n\nAllow this change?\n", "/etc/hosts")]
    [InlineData("→ Edit lib/x.py\n\nAllow this change?\n", "lib/x.py")]
    [InlineData("Tool call\n   Get-ChildItem -Recurse\n\nAllow this?\n", "Get-ChildItem -Recurse")]
    [InlineData("I will now look at the code and/or the tests.\n\nAllow this?\n", null)]
    [InlineData("Read more:\n\nhttps://example.org/docs\n\nAllow this?\n", null)]
    [InlineData("__/\\\\___\n   _\\/\\//__/\\\\_x_\n\nAllow this?\n", null)]
    [InlineData("Here is the plan\n   Change the parser, then the tests.\n\nAllow this?\n", null)]
    public void Inspect_Permission_IsAboutTheCommandOrFile(string above, string? subject)
    {
        Prompt prompt = Inspect("────────────────────────────────\n" + above + "❯ 1. Yes, allow\n  2. No\n\nEnter to confirm · Esc to cancel");

        Assert.Equal(PromptKind.Permission, prompt.Kind);
        Assert.Equal(subject, prompt.Subject);
    }

    [Theory]
    [InlineData("要运行此命令吗？", "是，仅此一次", "是，一律同意", "否 (esc)", PromptKind.Permission)]
    [InlineData("Запустить?", "Да, один раз", "Да, всегда", "Нет (esc)", PromptKind.Permission)]
    [InlineData("dotnet test を消しますか?", "はい", "はい、すべて", "いいえ", PromptKind.Confirmation)]
    public void Inspect_MoreThanYesAndNoAboutACommand_IsAPermissionInAnyLanguage(string question, string once, string always, string no, PromptKind kind)
    {
        Prompt prompt = Inspect($"╭──────────────────────────╮\n│ Shell\n│\n│   dotnet test\n│\n│ {question}\n│ ● 1. {once}\n│   2. {always}\n│   3. {no}\n╰──────────────────────────╯");

        Assert.Equal(kind, prompt.Kind);
    }

    [Fact]
    public void Inspect_KeysBelowADocument_AreNoPermission() => Assert.NotEqual(PromptKind.Permission, PromptDetector.Inspect(Still.Of(
        "How to test\n\n  $ npm test\n\n" + string.Concat(Enumerable.Repeat("\n", 16)) + "Save modified buffer? ▮\n Y Yes\n N No           ^C Cancel", before: "\e[?1049h")).Prompt?.Kind);

    [Fact]
    public void Inspect_ScriptInAFrame_KeepsItsLines()
    {
        Prompt prompt = Inspect("╭────────────────────────────╮\n│ Shell                      │\n│ ╭────────────────────────╮ │\n│ │ for f in a b; do       │ │\n│ │   cat $f               │ │\n│ │ done                   │ │\n│ ╰────────────────────────╯ │\n"
            + "│ Allow execution?           │\n│ ● 1. Allow once            │\n│   2. No                    │\n╰────────────────────────────╯");

        Assert.Equal("for f in a b; do\n  cat $f\ndone", prompt.Subject);
    }

    [Theory]
    [InlineData("❯ [ ] 1. A\n  [x] 2. B\n  [ ] 3. C", true, "0|1|0")]
    [InlineData("❯ ◻ A\n  ◼ B\n  ◻ C", true, "0|1|0")]
    [InlineData("❯ ☐ A\n  ☑ B\n  ☐ C", true, "0|1|0")]
    [InlineData("❯◯ A\n ◉ B\n ◉ C", true, "0|1|1")]
    [InlineData("❯ 1. [✔] A\n  2. [ ] B\n  3. [ ] C", true, "1|0|0")]
    [InlineData("❯ 1. A\n  2. B\n  3. C", false, "||")]
    public void Inspect_Boxes_AreCheckedAsDrawn(string list, bool isMultiple, string isChecked)
    {
        Prompt prompt = Inspect("Which ones?\n" + list + "\n\n↑/↓ to navigate · Enter to confirm · Esc to cancel");

        Assert.Equal(isMultiple, prompt.IsMultiSelect);
        Assert.Equal(isChecked, string.Join('|', prompt.Options.Select(option => option.IsChecked switch { true => "1", false => "0", null => "" })));
    }

    [Fact]
    public void Inspect_RadioButtons_TakeOne()
    {
        Prompt prompt = Inspect("Which one?\n● Alpha\n○ Beta\n○ Gamma\n\n↑/↓ to navigate · Enter to confirm");

        Assert.False(prompt.IsMultiSelect);
        Assert.All(prompt.Options, option => Assert.Null(option.IsChecked));
    }

    [Theory]
    [InlineData("  3. \e[2mType here\e[0m", true)]
    [InlineData("  3. Other…", true)]
    [InlineData("  3. No, and tell the agent what to change", true)]
    [InlineData("  3. No, exit", false)]
    [InlineData("  3. Yes, and do not ask again for a command that is longer than the row…", false)]
    public void Inspect_LastOption_OpensAField(string last, bool isFreeText)
    {
        Prompt prompt = Inspect("Which colour?\n❯ 1. Red\n  2. Blue\n" + last + "\n\nEnter to select · Esc to cancel");

        Assert.Equal([false, false, isFreeText], prompt.Options.Select(option => option.IsFreeText));
    }

    [Fact]
    public void Inspect_NumberWithoutABlank_IsAnEntry()
    {
        Prompt prompt = Inspect("Do you want to proceed?\n❯ 1. Yes\n  2.Yes, and do not ask again\n  3. No\n\nEsc to cancel");

        Assert.Equal(["Yes", "Yes, and do not ask again", "No"], prompt.Options.Select(option => option.Label));
    }

    private static Prompt Inspect(string text) => PromptDetector.Inspect(Still.Of(text)).Prompt!;
}
