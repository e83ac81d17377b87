using System.Text;
using PromptWatcher.Environments;
using PromptWatcher.Terminal;

namespace PromptWatcher.Tests.Terminal;

public class ScreenClusterTests
{
    private const string On = "\e[?2027h";

    /// <summary>How many columns a text takes, without and with mode 2027.</summary>
    [Theory]
    [InlineData("👩‍💻", 4, 2)]
    [InlineData("👍🏽", 4, 2)]
    [InlineData("☝🏽", 3, 2)]
    [InlineData("🇩🇪", 2, 2)]
    [InlineData("🇩🇪🇫🇷", 4, 4)]
    [InlineData("❤", 1, 1)]
    [InlineData("❤\ufe0f", 1, 2)]
    [InlineData("❤\ufe0f\u200d🔥", 3, 2)]
    [InlineData("👁\ufe0f\u200d🗨\ufe0f", 2, 2)]
    [InlineData("⌚\ufe0e", 2, 1)]
    [InlineData("⌚\ufe0f", 2, 2)]
    [InlineData("1\ufe0f\u20e3", 1, 2)]
    [InlineData("a\ufe0f", 1, 1)]
    [InlineData("世\ufe0f", 2, 2)]
    [InlineData("e\u0301", 1, 1)]
    [InlineData("क्ष", 2, 1)]
    [InlineData("कि", 2, 1)]
    [InlineData("\u1112\u1161\u11ab", 2, 2)]
    [InlineData("a\u06001", 2, 2)]
    [InlineData("👩\u200b💻", 4, 4)]
    public void Print_Cluster_TakesTheCellsOfItsMode(string text, int off, int on)
    {
        Assert.Equal(off, TerminalText.Screen(20, 3, text).CursorColumn);
        Screen screen = TerminalText.Screen(20, 3, On + text + "|");

        Assert.Equal(on + 1, screen.CursorColumn);
        Assert.Equal('|', screen.RowText(0)[on]);
        Assert.Equal(text.Replace("\u200b", "") + "|", screen.LineText(0));
    }

    [Fact]
    public void Print_ClusterCutAnywhere_GivesTheSameScreen()
    {
        byte[] output = Encoding.UTF8.GetBytes(On + "ab👩‍💻🇩🇪❤\ufe0f1\ufe0f\u20e3⌚\ufe0eक्षe\u0301👍🏽\e[2;20H❤\ufe0fx\e[5;19H⌚\ufe0ex");
        Screen whole = Cut(output, output.Length);
        for (int cut = 1; cut < output.Length; cut++)
            ScreenComparison.AssertSame(whole, Cut(output, cut), $"cut at {cut}:");
    }

    [Fact]
    public void Print_ClusterWidensInTheLastColumn_MovesToTheNextRow()
    {
        Screen screen = TerminalText.Screen(5, 3, On + "abcd❤\ufe0fx");

        Assert.Equal("abcd\n❤\ufe0fx", screen.Text());
        Assert.True(screen.IsRowWrapped(0));
        Assert.Equal((1, 3), screen.Cursor());
    }

    [Theory]
    [InlineData("abcd⌚\ufe0ex", "abcd\n⌚\ufe0ex")]
    [InlineData("abc⌚\ufe0ex", "abc⌚\ufe0ex")]
    [InlineData("\e[4hwx\e[H❤\ufe0f", "❤\ufe0fwx")]
    [InlineData("世\e[HA❤\ufe0f", "A❤\ufe0f")]
    public void Print_ClusterChangesItsWidth_ItsNeighboursFollow(string output, string expected) =>
        Assert.Equal(expected, TerminalText.Screen(5, 3, On + output).Text());

    [Fact]
    public void Print_OneColumn_NeverWidens() => Assert.Equal("❤\ufe0f", TerminalText.Screen(1, 1, On + "❤\ufe0f").Text());

    [Theory]
    [InlineData("\e[?2027$p", "\e[?2027;2$y")]
    [InlineData("\e[?2027h\e[?2027$p", "\e[?2027;1$y")]
    [InlineData("\e[?2027h\e[?2027l\e[?2027$p", "\e[?2027;2$y")]
    [InlineData("\e[?2027h\ec\e[?2027$p", "\e[?2027;2$y")]
    public void Mode_Asked_SaysWhetherItIsOn(string output, string expected) =>
        Assert.Equal(expected, TerminalText.Screen(20, 3, output).Replied());

    [Theory]
    [InlineData("")]
    [InlineData(On)]
    public void Print_EndlessMarks_StayBounded(string mode)
    {
        Screen screen = TerminalText.Screen(20, 3, mode + "e" + new string('\u0301', 100_000));

        Assert.Equal("e" + new string('\u0301', ClusterTable.MaxMarks), screen.LineText(0));
    }

    [Fact]
    public void Print_MoreClustersThanFit_FreesThoseThatNobodySees()
    {
        Screen screen = TerminalText.Screen(20, 3, "o\u0308\r\n");
        for (int i = 0; i < 5 * ClusterTable.Capacity; i++)
            screen.Write($"\r{(char)(0x4e00 + i % 20_000)}{(char)(0x300 + i / 20_000)}\u0327");

        const int last = 5 * ClusterTable.Capacity - 1;
        Assert.Equal("o\u0308", screen.LineText(0));
        Assert.Equal($"{(char)(0x4e00 + last % 20_000)}{(char)(0x300 + last / 20_000)}\u0327", screen.LineText(1));
    }

    [Fact]
    public void Print_MoreClustersThanFit_KeepsThoseThatHaveScrolledOff()
    {
        Screen screen = TerminalText.Screen(20, 3);
        for (int i = 0; i < 3 * ClusterTable.Capacity; i++)
            screen.Write($"{(char)(0x4e00 + i % 20_000)}{(char)(0x300 + i / 20_000)}\u0327{(i % 100 == 0 ? "\r\n" : "\r")}");

        for (int line = screen.ScrollbackCount - 1, i = 3 * ClusterTable.Capacity - 1; line > screen.ScrollbackCount - 200; line--)
        {
            string text = screen.ScrollbackLineText(line);
            Assert.Equal(3, text.Length);
            Assert.InRange(text[1], '\u0300', (char)(0x300 + i / 20_000));
        }
    }

    [Theory]
    [InlineData("ab", "\u0301c")]
    [InlineData("a世", "\u0301c")]
    public void Print_MarkAfterTheLastColumnInAnotherChunk_StaysWithItsCharacter(string first, string second)
    {
        Screen screen = TerminalText.Screen(first == "ab" ? 2 : 3, 3, first);

        screen.Write(second);

        Assert.Equal($"{first}\u0301\nc", screen.Text());
    }

    private static Screen Cut(byte[] output, int cut)
    {
        Screen screen = TerminalText.Screen(20, 5);
        screen.Write(output.AsSpan(0, cut));
        screen.Write(output.AsSpan(cut));
        return screen;
    }

    [Fact]
    public void Print_ManyClustersInOneWrite_IsAsByteByByte()
    {
        var text = new System.Text.StringBuilder();
        for (int i = 0; i < 20_000; i++)
            text.Append((char)(0x400 + i / 77)).Append((char)(0x300 + i % 77)).Append('\u0327');
        byte[] output = System.Text.Encoding.UTF8.GetBytes(text.ToString());
        var options = new ScreenOptions { ScrollbackLines = 0 };
        Screen whole = new(new TerminalSize(100, 35), options), parts = new(new TerminalSize(100, 35), options);

        whole.Write(output);
        foreach (byte part in output)
            parts.Write([part]);

        ScreenComparison.AssertSame(whole, parts);
        Assert.Equal(3 * 100, whole.LineText(33).Length);
    }

    [Fact]
    public void Print_FlagThatWrapsWhileStylesAreSwept_KeepsItsLook()
    {
        for (int styles = 20; styles < 40; styles++)
        {
            string others = string.Concat(Enumerable.Range(0, styles).Select(i => $"\e[38;2;{i};1;1mx\b"));
            Screen screen = TerminalText.Screen(10, 4, $"\e[?2027h\e[4;1H{others}\e[0m\e[4;10H\e[1;38;2;200;7;7m🇦\e[0;48;2;9;9;9m🇧");

            Assert.Equal(Color.FromRgb(200, 7, 7), screen.StyleAt(3, 0).Foreground);
        }
    }

    [Fact]
    public void Repeat_CharacterThatJoinsTheClusterBefore_IsAsIfTyped()
    {
        Screen repeated = TerminalText.Screen(20, 3, "\e[?2027hक\u094d\e[b");
        Screen typed = TerminalText.Screen(20, 3, "\e[?2027hक\u094dक");

        Assert.Equal(typed.LineText(0), repeated.LineText(0));
        Assert.Equal(typed.Cursor(), repeated.Cursor());
    }
}
