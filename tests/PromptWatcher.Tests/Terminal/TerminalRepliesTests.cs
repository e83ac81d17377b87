using System.Text;
using PromptWatcher.Terminal;

namespace PromptWatcher.Tests.Terminal;

public class TerminalRepliesTests
{
    [Theory]
    [InlineData("\e[c", "\e[?62;22c")]
    [InlineData("\e[0c", "\e[?62;22c")]
    [InlineData("\e[1c", "")]
    [InlineData("\e[>c", "\e[>1;10;0c")]
    [InlineData("\e[5n", "\e[0n")]
    [InlineData("\e[3;7H\e[6n", "\e[3;7R")]
    [InlineData("\e[3;7H\e[?6n", "\e[?3;7R")]
    [InlineData("\e[2;5r\e[?6h\e[3;7H\e[6n", "\e[3;7R")]
    [InlineData("\e[?996n", "\e[?997;1n")]
    [InlineData("\e[>q", "\eP>|PromptWatcher(0.1.0)\e\\")]
    [InlineData("\e[>0q", "\eP>|PromptWatcher(0.1.0)\e\\")]
    [InlineData("\e[11t\e[13t", "\e[1t\e[3;0;0t")]
    [InlineData("\e[14t\e[15t\e[16t", "\e[4;160;240t\e[5;160;240t\e[6;16;8t")]
    [InlineData("\e[18t\e[19t", "\e[8;10;30t\e[9;10;30t")]
    [InlineData("\eZ", "\e[?62;22c")]
    [InlineData("\e[=c", "\eP!|00000000\e\\")]
    [InlineData("\e[x", "")]
    [InlineData("\e[?5n\e[?15n\e[?25n\e[?26n", "\e[?0n\e[?13n\e[?20n\e[?27;1;0;0n")]
    [InlineData("\e[?53n\e[?55n\e[?56n\e[?62n\e[?75n\e[?85n", "\e[?50n\e[?50n\e[?57;0n\e[0000*{\e[?70n\e[?83n")]
    [InlineData("\e[?63;1n\e[?1;1;1S\e[&u\e[1$w", "")]
    [InlineData("\e[?69h\e[5;9s\e[2;5r\e[?6h\e[3;4H\e[6n\e[?6n", "\e[3;4R\e[?3;4R")]
    [InlineData("\e[?4m\e[>4;2m\e[?4m\e[>4m\e[?4m", "\e[>4;0m\e[>4;2m\e[>4;0m")]
    [InlineData("\e[>4;2m\e[>m\e[?4m\e[>4;1m\e[>4n\e[?4m", "\e[>4;0m\e[>4;0m")]
    [InlineData("\e[>4;4711m\e[>1;2m\e[?4m\e[?1m", "\e[>4;0m")]
    [InlineData("\e[?u", "\e[?0u")]
    [InlineData("\e[>5u\e[?u", "\e[?5u")]
    [InlineData("\e[>5u\e[>1u\e[<u\e[?u", "\e[?5u")]
    [InlineData("\e[>5u\e[=2;2u\e[?u", "\e[?7u")]
    [InlineData("\e[>5u\e[=1;3u\e[?u", "\e[?4u")]
    [InlineData("\e[>5u\e[?1049h\e[?u\e[?1049l\e[?u", "\e[?0u\e[?5u")]
    [InlineData("\e[?2026$p", "\e[?2026;2$y")]
    [InlineData("\e[?2026h\e[?2026$p", "\e[?2026;1$y")]
    [InlineData("\e[?7$p", "\e[?7;1$y")]
    [InlineData("\e[?1049h\e[?1049$p", "\e[?1049;1$y")]
    [InlineData("\e[?2099$p", "\e[?2099;0$y")]
    [InlineData("\e[?4711$p", "\e[?4711;0$y")]
    [InlineData("\e[4$p", "\e[4;2$y")]
    [InlineData("\e[9$p", "\e[9;0$y")]
    [InlineData("\e[1$p\e[3$p\e[19$p", "\e[1;4$y\e[3;4$y\e[19;4$y")]
    [InlineData("\e[12$p\e[12l\e[12$p\e[2h\e[2$p", "\e[12;1$y\e[12;2$y\e[2;1$y")]
    [InlineData("\e[?2$p\e[?8$p\e[?1048$p", "\e[?2;3$y\e[?8;4$y\e[?1048;1$y")]
    [InlineData("\e[?69h\e[?69$p\e[!p\e[?69$p", "\e[?69;1$y\e[?69;2$y")]
    [InlineData("\e[?40;3h\e[?3$p", "\e[?3;1$y")]
    [InlineData("\e[?3h\e[?3$p", "\e[?3;2$y")]
    [InlineData("\e]10;?\a", "\e]10;rgb:d4d4/d4d4/d4d4\e\\")]
    [InlineData("\e]11;?\e\\", "\e]11;rgb:1e1e/1e1e/1e1e\e\\")]
    [InlineData("\e]10;?;?\a", "\e]10;rgb:d4d4/d4d4/d4d4\e\\\e]11;rgb:1e1e/1e1e/1e1e\e\\")]
    [InlineData("\e]12;?\a", "\e]12;rgb:d4d4/d4d4/d4d4\e\\")]
    [InlineData("\e]13;?\a", "")]
    [InlineData("\e]4;1;?\a", "\e]4;1;rgb:cdcd/0000/0000\e\\")]
    [InlineData("\e]4;196;?;232;?\a", "\e]4;196;rgb:ffff/0000/0000\e\\\e]4;232;rgb:0808/0808/0808\e\\")]
    [InlineData("\e]4;1;rgb:00/00/00\a\e]4;256;?\a", "")]
    [InlineData("\e]7501;?\e\\", "\e]7501;?\e\\")]
    [InlineData("\e]7501;s=busy\a", "")]
    [InlineData("\eP$qm\e\\", "\eP0$r\e\\")]
    [InlineData("\eP+q544e\e\\", "\eP0+r\e\\")]
    public void Write_Query_IsAnsweredOnce(string query, string expected) =>
        Assert.Equal(expected, TerminalText.Screen(30, 10, query).Replied());

    [Theory]
    [InlineData("\e]0;rm -rf /\a\e[21t")]
    [InlineData("\e]2;evil\a\e[20t")]
    [InlineData("\e]52;c;?\a")]
    [InlineData("\e]52;c;ZXZpbA==\a\e]52;c;?\a")]
    [InlineData("\x05")]
    [InlineData("\e]1337;ReportVariable=x\a")]
    [InlineData("\e[1;1;1;1;20;20*y")]
    public void Write_RequestToEchoWhatTheProgramSays_GetsNoAnswer(string query) =>
        Assert.Equal("", TerminalText.Screen(30, 10, query).Replied());

    [Fact]
    public void Pending_TwoQuestions_WaitInOrderUntilCleared()
    {
        Screen screen = TerminalText.Screen(30, 10, "\e[5n\e[6n");
        Assert.True(screen.Replies.HasPending);
        Assert.Equal("\e[0n\e[1;1R", screen.Replied());

        Assert.False(screen.Replies.HasPending);
        Assert.True(screen.Replies.Pending.IsEmpty);
    }

    [Fact]
    public void Pending_AllPaletteColoursAsked_Fit()
    {
        string query = string.Concat(Enumerable.Range(0, 256).Select(i => $"\e]4;{i};?\a"));

        Assert.Equal(256, TerminalText.Screen(30, 10, query).Replied().Split("rgb:").Length - 1);
    }

    [Fact]
    public void Pending_NobodyTakesThem_StaysBoundedAndWhole()
    {
        Screen screen = TerminalText.Screen(30, 10, string.Concat(Enumerable.Repeat("\e[c", 10_000)));

        Assert.InRange(screen.Replies.Pending.Length, 1, TerminalReplies.MaxPending);
        Assert.EndsWith("\e[?62;22c", Encoding.ASCII.GetString(screen.Replies.Pending));
    }

    [Fact]
    public void Enabled_Off_DropsAnswers()
    {
        Screen screen = TerminalText.Screen(30, 10);
        screen.Replies.Enabled = false;
        screen.Write("\e[c");
        screen.Replies.Enabled = true;

        Assert.False(screen.Replies.HasPending);
    }
}
