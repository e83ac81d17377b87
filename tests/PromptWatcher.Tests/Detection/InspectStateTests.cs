using PromptWatcher.Detection;
using PromptWatcher.Terminal;

namespace PromptWatcher.Tests.Detection;

public class InspectStateTests
{
    private const string Printed = """
        ✻ Thinking… (12s · esc to interrupt)
        Do you want to proceed?
        ❯ 1. Yes
          2. No

        Esc to cancel
        Do you want to continue? [Y/n]
        Password:
        Press any key to continue

        """;

    [Theory]
    [InlineData("dev@host:~/project$ ▮")]
    [InlineData("# ▮")]
    [InlineData(">>> ▮")]
    [InlineData("postgres=# ▮")]
    [InlineData("dev@host project % ▮                         19:38")]
    [InlineData("❯ ▮")]
    [InlineData("PS C:\\work> ▮")]
    [InlineData("dev@host:~/project$ rm what?▮")]
    public void Inspect_ShellPrompt_IsIdle(string line) => Assert.Equal(Activity.Idle, State(line));

    [Fact]
    public void Inspect_PrintedPromptsAboveAShellPrompt_IsIdle() => Assert.Equal(Activity.Idle, State(Printed + "dev@host:~$ ▮"));

    [Fact]
    public void Inspect_PrintedPromptsAboveAnInputBox_IsIdle() => Assert.Equal(Activity.Idle, State(Printed + """

        That was only an example.

        ────────────────────────────────────
        ❯ ▮
        ────────────────────────────────────
          ? for shortcuts
        """));

    [Theory]
    [InlineData("────────────────────\n> ▮\n────────────────────")]
    [InlineData("╭──────────────────╮\n│ > ▮              │\n╰──────────────────╯")]
    [InlineData("▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄\n >   Type your message\n▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀\n  hints")]
    [InlineData("answer\n\n› ▮Ask anything\n\n  model · ~/project")]
    public void Inspect_InputBox_IsIdle(string text) => Assert.Equal(Activity.Idle, State(text));

    [Theory]
    [InlineData("▋Ask anything                                               ")]
    [InlineData("● ▋Ask anything                                             ")]
    [InlineData("\e[7mA\e[0msk anything                                                ")]
    public void Inspect_FrameWithADrawnCursor_IsIdle(string line)
    {
        string side = new('─', 62);

        Assert.Equal(Activity.Idle, State($"● All is done.\n\n╭{side}╮\n│ {line} │\n╰{side}╯\n  ~/project"));
    }

    [Fact]
    public void Inspect_LegendOfKeysAboveAnInputBox_IsIdle() => Assert.Equal(Activity.Idle, State("""
         esc interrupt · ctrl+c clear · / commands · ! bash
         Ask it how to use it.

        ────────────────────────────────────
        ❯ ▮
        ────────────────────────────────────
        """));

    [Theory]
    [InlineData("✻ Thinking… (12s · esc to interrupt)\n\n──────────────\n❯ \n──────────────\n  ? for shortcuts")]
    [InlineData("answer\n\n──────────────\n❯ \n──────────────\n  esc to interrupt · more")]
    [InlineData("⠸ Denke nach (esc to cancel, 5s)")]
    public void Inspect_InterruptHint_IsWorking(string text) => Assert.Equal(Activity.Working, State(text));

    [Fact]
    public void Inspect_TitleOfTheProfile_IsWorking()
    {
        AgentProfile claude = AgentProfiles.Default.Get("claude");
        Screen screen = Still.Of("──────────────\n❯ \n──────────────", before: "\e]0;◐ Topic\a");

        Assert.Equal(Activity.Working, PromptDetector.Inspect(screen, claude).Activity);
        Assert.Equal(Activity.Idle, PromptDetector.Inspect(screen).Activity);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Compiling syn v1.0\nCompiling serde v1.2\n▮")]
    [InlineData("Downloading  45% [=====>      ] ▮")]
    [InlineData("Notes:\n1. Make a backup.\n2. Restart.\n▮")]
    [InlineData("Would you like fries? Yes, please. No, thanks.\n▮")]
    [InlineData("│ Name  │ Value │\n│ one   │ 1     │\n│ two   │ 2     │")]
    public void Inspect_OutputAlone_IsUnknown(string text) => Assert.Equal(Activity.Unknown, State(text));

    [Fact]
    public void Inspect_MessageFramedLikeTheBox_IsNotTheBox() => Assert.Equal(Activity.Awaiting, State("""
        ▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄
         > Please make it
        ▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀
        ╭──────────────────╮
        │ Run make?        │
        │ ● 1. Allow once  │
        │   2. Reject      │
        ╰──────────────────╯
        """));

    private static Activity State(string text) => PromptDetector.Inspect(Still.Of(text)).Activity;
}
