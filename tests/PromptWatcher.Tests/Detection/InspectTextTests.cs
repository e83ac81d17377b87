using System.Text;
using PromptWatcher.Detection;
using PromptWatcher.Environments;
using PromptWatcher.Terminal;

namespace PromptWatcher.Tests.Detection;

/// <summary>Rows of plain text, as a multiplexer or a log hands them over: no cursor, no colours.</summary>
public class InspectTextTests
{
    private const string Line = "────────────────────────────────────────────────────────────────────────────────";

    [Theory]
    [InlineData(" Bash command\n\n   make all\n\n Do you want to proceed?\n ❯ 1. Yes\n   2. Yes, and don't ask again\n   3. No\n\n Esc to cancel · Tab to amend", 3)]
    [InlineData("Which database?\n\n❯ 1. Postgres\n     Relational\n  2. Redis\n     Cache\n" + Line + "\n  3. Chat about this\n\nEnter to select · ↑/↓ to navigate · Esc to cancel", 3)]
    [InlineData("Would you like to run the following command?\n\n  $ make all\n\n› 1. Yes, proceed (y)\n  2. No, and tell Codex what to do differently (esc)\n\n  Press enter to confirm or esc to cancel", 2)]
    [InlineData("╭──────────────────────────╮\n│ Apply this change?       │\n│                          │\n│ ● 1. Allow once          │\n│   2. No (esc)            │\n╰──────────────────────────╯\n ⠏ Waiting for user confirmation...", 2)]
    [InlineData("  Do you want to create it?\n  ❯ 1. Yes\n    2. No\n\n  Esc to cancel\n\n  ◻ Phase 1\n  ◻ Phase 2", 2)]
    [InlineData(" Run this command?\n Not in allowlist: make\n  → Run (once) (y)\n    Skip (esc or n)", 2)]
    [InlineData("╭──────────────────────────────────╮\n│ Do you want to run this command? │\n│ ❯ 1. Yes                         │\n│   2. No                          │\n╰──────────────────────────────────╯\n Confirm with number keys or ↑↓ keys and Enter, Cancel with Esc", 2)]
    [InlineData("◆  Pick a framework\n│  ● React\n│  ○ Vue\n│  ○ Svelte\n└", 3)]
    [InlineData("? Select a variant: › - Use arrow-keys. Return to submit.\n❯   TypeScript\n    JavaScript", 2)]
    [InlineData("? What would you like to do?  [Use arrows to move, type to filter]\n> Create a repository\n  Push a repository", 2)]
    [InlineData("[?] What size do you need?: \n > Jumbo\n   Large\n   Standard", 3)]
    [InlineData("Choose a colour:\n> red\n  green\n  blue\n\n←↓↑→ navigate • enter submit", 3)]
    [InlineData("fruit> an\n  2/3\n> banana\n  mango", 2)]
    [InlineData("  mango\n▌ banana\n  2/3 ────────────\n> an", 2)]
    [InlineData("  mango\n> banana\n  2/3\n> ", 2)]
    [InlineData("┃  △ Permission required\n┃    # Shell command\n┃\n┃  $ make\n┃\n┃   Allow once   Allow always   Reject      ⇆ select  enter confirm\n┃", 3)]
    [InlineData("Which colour?\n  Red\n❯ Blue\n\n  Enter to select · Esc to cancel", 2)]
    [InlineData("Which colour?\n\n› Red\n  Blue\n\n  ↑/↓ move   ⏎ choose", 2)]
    [InlineData("◆  Install now?\n│  ● Yes / ○ No\n└", 2)]
    [InlineData("? Proceed with the upgrade? › no / yes", 2)]
    [InlineData("          ┌───────┤ Remove ├───────┐\n          │ Remove the old kernel? │\n          │                        │\n          │   <Yes>       <No>     │\n          └────────────────────────┘", 2)]
    public void Inspect_Dialog_IsAwaitingWithOptions(string text, int options)
    {
        AgentState state = State(text);

        Assert.Equal(Activity.Awaiting, state.Activity);
        Assert.Equal(options, state.Prompt!.Options.Count);
    }

    [Theory]
    [InlineData("Add main.py to the chat? (Y)es/(N)o [Yes]:", PromptKind.Confirmation)]
    [InlineData("After this operation, 198 kB will be used.\nDo you want to continue? [Y/n]", PromptKind.Confirmation)]
    [InlineData("Are you sure you want to continue connecting (yes/no/[fingerprint])?", PromptKind.Confirmation)]
    [InlineData("Confirm\nAre you sure?\n[Y] Yes  [A] Yes to All  [N] No  [L] No to All  [?] Help (default is \"Y\"):", PromptKind.Confirmation)]
    [InlineData("(1/2) Stage this hunk [y,n,q,a,d,e,?]?", PromptKind.Confirmation)]
    [InlineData("  Only 'yes' will be accepted to approve.\n\n  Enter a value:", PromptKind.Text)]
    [InlineData("[sudo] password for dev:", PromptKind.Secret)]
    [InlineData("Username: dev\nPassword:", PromptKind.Secret)]
    [InlineData("Enter passphrase for key '/home/dev/.ssh/id_ed25519':", PromptKind.Secret)]
    [InlineData("What is your name?", PromptKind.Text)]
    [InlineData("package name: (my-app)", PromptKind.Text)]
    [InlineData("? Project name: › vite-project", PromptKind.Text)]
    [InlineData("◇  Before\n│  done\n│\n◆  Project name:\n│  my-app\n└", PromptKind.Text)]
    [InlineData("Proceed ([y]/n)?", PromptKind.Confirmation)]
    [InlineData("Is this OK? (yes)", PromptKind.Confirmation)]
    [InlineData("Press RETURN/ENTER to continue or any other key to abort:", PromptKind.KeyPress)]
    [InlineData("✔ Project name: demo\n✔ Install now? Yes\n? npm token:\nctrl+t toggle visibility", PromptKind.Secret)]
    [InlineData("question name (my-app):", PromptKind.Text)]
    [InlineData("Press any key to continue . . .", PromptKind.KeyPress)]
    [InlineData("┌ Answer ─────────────────────────┐\n│ What should it be called?       │\n│                                 │\n│ > a name                        │\n│                                 │\n│ Enter to submit · Esc to cancel │\n└─────────────────────────────────┘", PromptKind.Text)]
    public void Inspect_Question_IsAwaitingOfItsKind(string text, PromptKind kind)
    {
        AgentState state = State(text);

        Assert.Equal(Activity.Awaiting, state.Activity);
        Assert.Equal(kind, state.Prompt!.Kind);
    }

    [Theory]
    [InlineData(Line + "\n❯\n" + Line + "\n  ? for shortcuts")]
    [InlineData(Line + "\n❯ Try \"fix the tests\"\n" + Line + "\n  ⏵⏵ accept edits on (shift+tab to cycle)")]
    [InlineData("╭──────────────────────────────────╮\n│ >                                │\n╰──────────────────────────────────╯\n  ? for shortcuts")]
    [InlineData("• Done.\n\n› Ask Codex to do anything\n\n  model · ~/project\n  ← for agents · ? for shortcuts")]
    [InlineData("• Done.\n\n▌ Ask Codex to do anything\n\n  ⏎ send   ⌃J newline   ⌃T transcript   ⌃C quit")]
    [InlineData("  ┃\n  ┃  Ask anything…\n  ┃\n  ┃  Build · Model\n  ╹▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀\n                                     tab agents  ctrl+p commands")]
    [InlineData("┌──────────────────────────────────────────────────────────────────────────────┐\n│ → Plan, search, build anything                                               │\n└──────────────────────────────────────────────────────────────────────────────┘\n  Auto\n  ~/project · main")]
    [InlineData("╭──────────────────────────────────────────────────────────────────────────────╮\n│                                                                              │\n╰──────────────────────────────────────────────────────────────────────────────╯")]
    [InlineData("Applied edit to main.py\nCommit 1a2b3c4 feat: x\n" + Line + "\n>")]
    [InlineData("Tokens: 2k sent\n" + Line + "\nmain.py\n> ")]
    [InlineData("dev@host:~/project$")]
    [InlineData("[dev@host project]$")]
    [InlineData("root@host:/etc#")]
    [InlineData("dev@host project % ")]
    [InlineData("dev@host project %                                                         19:41")]
    [InlineData("~/project main*\n❯")]
    [InlineData("PS C:\\Users\\dev>")]
    [InlineData("C:\\Users\\dev>")]
    [InlineData("bash-5.2$")]
    [InlineData(">>> print(1)\n1\n>>>")]
    [InlineData("➜  project git:(main) ✗")]
    [InlineData("┌──(dev㉿host)-[~]\n└─$")]
    [InlineData("In [1]: 1 + 1\nOut[1]: 2\n\nIn [2]:")]
    [InlineData("> 1 + 1\n2\n>")]
    [InlineData("db=#")]
    [InlineData("mysql>")]
    [InlineData("MariaDB [(none)]>")]
    [InlineData("sqlite>")]
    [InlineData("irb(main):001>")]
    [InlineData("irb(main):001:0>")]
    [InlineData("(gdb)")]
    [InlineData("(Pdb)")]
    [InlineData("127.0.0.1:6379>")]
    [InlineData("julia>")]
    [InlineData("Do you want to proceed?\n❯ 1. Yes\n  2. No\n\nEsc to cancel\ndev@host:~$")]
    [InlineData("Do you want to proceed?\n❯ 1. Yes\n  2. No\n\n" + Line + "\n❯\n" + Line + "\n  ? for shortcuts")]
    public void Inspect_PromptOrInputBox_IsIdle(string text) => Assert.Equal(Activity.Idle, State(text).Activity);

    [Theory]
    [InlineData("✻ Thinking… (12s · ↓ 88 tokens)\n\n" + Line + "\n❯\n" + Line + "\n  ? for shortcuts")]
    [InlineData("· Herding…\n\n" + Line + "\n❯\n" + Line)]
    [InlineData("• Analysiere (0s • Esc zum Abbrechen)\n\n› Frag etwas\n\n  Modell · ~/project")]
    [InlineData("⠸ Denke nach (esc to cancel, 5s)\n\n╭──────────────╮\n│ >            │\n╰──────────────╯")]
    [InlineData("  ┃\n  ┃  Build · Model\n  ╹▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀\n   ⬝⬝⬝■■■  esc interrupt           ctrl+p commands")]
    [InlineData("⠙ Installing dependencies...")]
    [InlineData("These files change:\n ⠸ Thinking (esc to cancel, 5s)")]
    [InlineData("Shall we go on?\nctrl+c to stop")]
    [InlineData("npm install\n⠙")]
    [InlineData("✻ Building…\n  ⎿  ☒ one\n     ☒ two\n     ☐ three\n     ☐ four\n\n" + Line + "\n❯\n" + Line)]
    [InlineData("┌────────────────────────────────────────┐\n│ → Add a follow-up       ctrl+c to stop │\n└────────────────────────────────────────┘\n  Auto")]
    [InlineData("⬢ 生成中… (3s)\n\n" + Line + "\n❯\n" + Line)]
    [InlineData(" ∙ Thinking (Esc to cancel)\n\n" + Line + "\n❯\n" + Line + "\n Ctrl+c Exit")]
    public void Inspect_BusyLine_IsWorking(string text) => Assert.Equal(Activity.Working, State(text).Activity);

    [Theory]
    [InlineData("")]
    [InlineData("╭──────────────────────────────────╮\n│ >                                │\n╰──────────────────────────────────╯\n  ? for shortcuts\nResume with --resume\ndev@host:~$ sleep 4")]
    [InlineData("Compiling syn v1.0\nCompiling serde v1.2")]
    [InlineData("dev@host:~$ sleep 60")]
    [InlineData("<html>\n  <body>\n  </body>\n</html>")]
    [InlineData("Notes:\n1. Make a backup.\n2. Restart.")]
    [InlineData("* main\n  feature")]
    [InlineData("> quoted text\n  that goes on\n\nand an answer")]
    [InlineData("Use the following:\n❯ 1. Yes\n  2. No\n\nand then go on with the next line")]
    [InlineData("│ Name  │ Value │\n│ one   │ 1     │\n│ two   │ 2     │")]
    [InlineData("Name    Size    Date\napple   12      monday")]
    [InlineData("✻ Cooked for 42s")]
    [InlineData("✔ Dependencies resolved\n✔ Packages linked")]
    [InlineData("Total: 100%")]
    public void Inspect_TextThatProvesNothing_IsUnknown(string text) => Assert.Equal(Activity.Unknown, State(text).Activity);

    private static AgentState State(string text)
    {
        var screen = new Screen(new TerminalSize(80, 24));
        screen.Write(Encoding.UTF8.GetBytes(text.Replace("\n", "\r\n", StringComparison.Ordinal)));
        return PromptDetector.Inspect(screen, null, isTextOnly: true);
    }
}
