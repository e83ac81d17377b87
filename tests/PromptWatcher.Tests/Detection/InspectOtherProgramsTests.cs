using PromptWatcher.Detection;

namespace PromptWatcher.Tests.Detection;

/// <summary>Dialogs of programs that no recording holds, so that the structure is what is tested.</summary>
public class InspectOtherProgramsTests
{
    [Theory]
    [InlineData("Add main.py to the chat? (Y)es/(N)o/(A)ll [Yes]: ▮", "*Yes y Enter|No n Enter|All a Enter")]
    [InlineData("[Y] Yes  [A] Yes to All  [N] No  [?] Help (default is \"Y\"): ▮", "*Yes y Enter|Yes to All a Enter|No n Enter|Help ? Enter")]
    [InlineData("(1/2) Stage this hunk [y,n,q,?]? ▮", "y y Enter|n n Enter|q q Enter|? ? Enter")]
    [InlineData("Continue connecting (yes/no/[fingerprint])? ▮", "yes yes Enter|no no Enter|fingerprint fingerprint Enter")]
    [InlineData("Allow this action? [y/n/t]:\n\n> ▮", "y y Enter|n n Enter|t t Enter")]
    [InlineData("1) Standard\n2) Custom\n>▮", "Standard 1 Enter|Custom 2 Enter")]
    [InlineData("Choose one\n1) apple\n2) pear\n#? ▮", "apple 1 Enter|pear 2 Enter")]
    [InlineData("◆  Do you allow it?\n│  ● Allow\n│  ○ Deny\n└", "*Allow Enter|Deny Down Enter")]
    [InlineData(" Run it?\n  \e[36m→ Run (y)\e[0m\n    Skip (esc or n)", "*Run (y) Enter|Skip (esc or n) Down Enter")]
    [InlineData("╭────────────────╮\n│ > Yes, allow   │\n│   No, cancel   │\n╰────────────────╯\n   Use ↑↓ to navigate, Enter to select", "*Yes, allow Enter|No, cancel Down Enter")]
    [InlineData("? Pick  [Use arrows to move, type to filter]\n\e[36m> One\e[0m\n  Two", "*One Enter|Two Down Enter")]
    [InlineData("│ Sure?  │\n│ \e[48;5;63m Allow \e[0m  \e[48;5;236m Always \e[0m  \e[48;5;236m Deny \e[0m │\n ←/→ choose • enter confirm", "*Allow Enter|Always Right Enter|Deny Right Right Enter")]
    [InlineData("┌───────────────┐\n│ Quit?         │\n├───────────────┤\n│ \e[7m< Yes >\e[0m < No  > │\n└───────────────┘", "*Yes Enter|No Right Enter")]
    public void Inspect_DialogOfAnotherProgram_HasOptionsAndKeys(string screen, string options)
    {
        AgentState state = PromptDetector.Inspect(Still.Of(screen, 100));

        Assert.Equal(Activity.Awaiting, state.Activity);
        Assert.Equal(options, string.Join('|', state.Prompt!.Options.Select(o => $"{(o.IsSelected ? "*" : "")}{o.Label} {o.KeyNames}")));
    }

    [Theory]
    [InlineData("? Pick  [Use arrows to move, type to filter]\n\e[36m> One\e[0m\n  Two", "Pick")]
    [InlineData("◆  Do you allow it?\n│  ● Allow\n│  ○ Deny\n└", "Do you allow it?")]
    [InlineData("Choose one\n1) apple\n2) pear\n#? ▮", "Choose one")]
    [InlineData("license: (ISC) ▮", "license: (ISC)")]
    [InlineData("◆  Project name:\n│  my-app▮\n└", "Project name:")]
    [InlineData("◆  Install now?\n│  ● Yes / ○ No\n└", "Install now?")]
    public void Inspect_DialogOfAnotherProgram_HasItsQuestion(string screen, string question) =>
        Assert.Equal(question, PromptDetector.Inspect(Still.Of(screen, 100)).Prompt?.Question);

    [Theory]
    [InlineData("> ▮\nls\n", "sqlite> ▮")]
    [InlineData("", "(gdb) ▮")]
    [InlineData("", "In [12]: ▮")]
    [InlineData("", "➜  project git:(main) ✗ ▮")]
    [InlineData("", "irb(main):001:0> ▮")]
    [InlineData("", "dev@host ~/project> ▮")]
    public void Inspect_PromptOfAnInterpreter_IsIdle(string before, string line) =>
        Assert.Equal(Activity.Idle, PromptDetector.Inspect(Still.Of(before.Replace("▮", "", StringComparison.Ordinal) + line)).Activity);
}
