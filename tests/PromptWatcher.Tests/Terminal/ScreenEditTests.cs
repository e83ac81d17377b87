using PromptWatcher.Terminal;

namespace PromptWatcher.Tests.Terminal;

public class ScreenEditTests
{
    private const string FiveLines = "a\r\nb\r\nc\r\nd\r\ne";

    [Theory]
    [InlineData("\e[K", "abc")]
    [InlineData("\e[1K", "    efgh")]
    [InlineData("\e[2K", "")]
    [InlineData("\e[2X", "abc  fgh")]
    [InlineData("\e[2P", "abcfgh")]
    [InlineData("\e[99P", "abc")]
    [InlineData("\e[2@", "abc  defgh")]
    [InlineData("\e[99@", "abc")]
    [InlineData("\e[4hXY", "abcXYdefgh")]
    [InlineData("\e[4hXY\e[4lZ", "abcXYZefgh")]
    public void Write_EditInALine_MovesItsCells(string output, string expected) =>
        Assert.Equal(expected, TerminalText.Screen(10, 1, "abcdefgh\e[4G" + output).LineText(0));

    [Theory]
    [InlineData("\e[3H\e[J", "a\nb")]
    [InlineData("\e[3H\e[1J", "\n\n\nd\ne")]
    [InlineData("\e[2J", "")]
    [InlineData("\e[2H\e[L", "a\n\nb\nc\nd")]
    [InlineData("\e[2H\e[2M", "a\nd\ne")]
    [InlineData("\e[S", "b\nc\nd\ne")]
    [InlineData("\e[2T", "\n\na\nb\nc")]
    [InlineData("\e[0T\e[0;0T", "a\nb\nc\nd\ne")]
    [InlineData("\e[2;4r\e[S", "a\nc\nd\n\ne")]
    [InlineData("\e[2;4r\e[T", "a\n\nb\nc\ne")]
    [InlineData("\e[1;3r\e[S", "b\nc\n\nd\ne")]
    [InlineData("\e[2;4r\e[4H\n", "a\nc\nd\n\ne")]
    [InlineData("\e[2;4r\e[2H\eM", "a\n\nb\nc\ne")]
    [InlineData("\e[2;4r\e[5H\n\n", "a\nb\nc\nd\ne")]
    [InlineData("\e[2;4r\e[3H\e[L", "a\nb\n\nc\ne")]
    [InlineData("\e[2;4r\e[5H\e[M", "a\nb\nc\nd\ne")]
    [InlineData("\e[1;2r\e[2;1H\n\n\nx", "\nx\nc\nd\ne")]
    public void Write_EditOfLines_MovesThem(string output, string expected) =>
        Assert.Equal(expected, TerminalText.Screen(5, 5, FiveLines + output).Text());

    [Theory]
    [InlineData("\e[3;3H\e[A", 1, 2)]
    [InlineData("\e[3;3H\e[9A", 0, 2)]
    [InlineData("\e[3;3H\e[9B", 9, 2)]
    [InlineData("\e[3;3H\e[9D", 2, 0)]
    [InlineData("\e[3;3H\e[99C", 2, 19)]
    [InlineData("\e[3;3H\e[E", 3, 0)]
    [InlineData("\e[3;3H\e[F", 1, 0)]
    [InlineData("\e[3;3H\e[7G", 2, 6)]
    [InlineData("\e[3;3H\e[7d", 6, 2)]
    [InlineData("\e[0;0H", 0, 0)]
    [InlineData("\e[99;99H", 9, 19)]
    [InlineData("\e[3;6r\e[5;5H\e[9A", 2, 4)]
    [InlineData("\e[3;6r\e[5;5H\e[9B", 5, 4)]
    [InlineData("\e[3;6r\e[1;5H\e[9B", 5, 4)]
    [InlineData("\e[3;6r\e[8;5H\e[9B", 9, 4)]
    [InlineData("\e[3;6r\e[?6h\e[2;2H", 3, 1)]
    [InlineData("\e[3;6r\e[?6h\e[99;2H", 5, 1)]
    [InlineData("\t", 0, 8)]
    [InlineData("\t\t\t\t", 0, 19)]
    [InlineData("\e[3g\t", 0, 19)]
    [InlineData("\e[3g\e[5G\eH\r\t", 0, 4)]
    [InlineData("\e[19G\e[Z", 0, 16)]
    [InlineData("\e[3;5H\e7\e[H\e8", 2, 4)]
    [InlineData("\e[3;5H\e[s\e[H\e[u", 2, 4)]
    [InlineData("\e[3;5H\e[2;4s\e[H\e8", 2, 4)]
    [InlineData("\e8", 0, 0)]
    [InlineData("abc\b\b", 0, 1)]
    [InlineData("\e[20habc\n", 1, 0)]
    public void Write_CursorMotion_EndsThere(string output, int row, int column) =>
        Assert.Equal((row, column), TerminalText.Screen(20, 10, output).Cursor());

    [Fact]
    public void Write_AlternateScreen_LeavesThePrimaryAsItWas()
    {
        Screen screen = TerminalText.Screen(10, 3, "shell\e[?1049h\e[Heditor");
        Assert.True(screen.IsAlternate);
        Assert.Equal("editor", screen.Text());

        screen.Write("\n\n\n\n\n\e[?1049l");

        Assert.False(screen.IsAlternate);
        Assert.Equal("shell", screen.Text());
        Assert.Equal((0, 5), screen.Cursor());
        Assert.Equal(0, screen.ScrollbackCount);
    }

    [Fact]
    public void Write_MoreLinesThanRows_KeepsABoundedScrollback()
    {
        Screen screen = TerminalText.Screen(10, 3, string.Concat(Enumerable.Range(0, 1_500).Select(i => $"line {i}\r\n")));

        Assert.Equal(ScreenOptions.DefaultScrollbackLines, screen.ScrollbackCount);
        Assert.Equal("line 498", screen.ScrollbackLineText(0));
        Assert.Equal("line 1497", screen.ScrollbackText(ScreenOptions.DefaultScrollbackLines - 1).ToString());
        Assert.Equal("line 1498\nline 1499", screen.Text());

        screen.Write("\e[3J");
        Assert.Equal(0, screen.ScrollbackCount);
    }

    [Fact]
    public void Write_FullReset_ForgetsEverything()
    {
        Screen screen = TerminalText.Screen(10, 3, "\e]0;title\aa\r\nb\r\nc\r\nd\e[31;1m\e[?25l\e[?2004h\e[2;3r\e[?6h\e(0\e[>1u\e[?1049hx\ecq");

        Assert.Equal("q", screen.Text());
        Assert.Equal(default, screen.StyleAt(0, 0));
        Assert.True(screen.IsCursorVisible);
        Assert.False(screen.IsBracketedPaste || screen.IsAlternate);
        Assert.Equal((0, "", 0), (screen.ScrollbackCount, screen.Title, screen.KeyboardFlags));
    }
}
