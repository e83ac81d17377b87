using PromptWatcher.Terminal;

namespace PromptWatcher.Tests.Terminal;

/// <summary>What few programs use, so that it is checked where other terminals' test data is absent, too.</summary>
public class ScreenRareTests
{
    [Theory]
    [InlineData("x\e[3b", "xxxx")]
    [InlineData("x\r\e[3b", "x")]
    [InlineData("x\e[m\e[3b", "x")]
    [InlineData("x\e[b\e[3b", "xx")]
    [InlineData("x\e]0;t\a\e[3b", "x")]
    [InlineData("世\e[b", "世世")]
    [InlineData("\e#8", "EEEEEEEEEE")]
    [InlineData("ab\e[2 @", "")]
    [InlineData("abcd\e[2 @", "cd")]
    [InlineData("abcd\e[2 A", "  abcd")]
    [InlineData("abcd\e[2G\e[2'}", "a  bcd")]
    [InlineData("abcd\e[2G\e[2'~", "ad")]
    [InlineData("a\e[1\"qb\e[2\"qc\e[?2K", " b")]
    [InlineData("a\e[1\"qb\e[0mc\e[0\"qd\e[?2K", " bc")]
    [InlineData("a\e[1\"qb\e[2K", "")]
    [InlineData("\e*0\eNqq", "─q")]
    [InlineData("\e)0\x0eq\x0fq", "─q")]
    [InlineData("\e(0q\e7\e(Bq\e8\r\e[Cq", "──")]
    [InlineData("\e[?7labcdefghijklm", "abcdefghim")]
    [InlineData("\e[?7labcdefghi世", "abcdefghi")]
    [InlineData("\e[4h\e[!px\rab", "ab")]
    [InlineData("\e[1:2Cx", "x")]
    public void Write_RareFunction_GivesThisLine(string output, string expected) =>
        Assert.Equal(expected, TerminalText.Screen(10, 2, output).LineText(0));

    [Theory]
    [InlineData("\e[?45h\e[2;1H\b", 0, 9)]
    [InlineData("\e[?45h\b", 4, 9)]
    [InlineData("\e[?45h\e[2;3H\e[5D", 0, 7)]
    [InlineData("abcdefghij\b", 0, 8)]
    [InlineData("\e[?45habcdefghij\b", 0, 9)]
    [InlineData("abcdefghij\e7\e[H\e8", 0, 9)]
    [InlineData("\e[3;4r\e[3;3H\e[25e", 4, 2)]
    [InlineData("\e[2;4r\e[?6h\e7\e[?6l\e[H\e8\e[H", 1, 0)]
    [InlineData("\e[2;4r\e[?6h\e[!p\e[H", 0, 0)]
    [InlineData("\e[4;2r", 0, 0)]
    [InlineData("\e[?1048h\e[3;3H\e[?1048l", 0, 0)]
    public void Write_RareMotion_EndsThere(string output, int row, int column) =>
        Assert.Equal((row, column), TerminalText.Screen(10, 5, output).Cursor());

    [Fact]
    public void Write_PendingWrapSavedAndRestored_WrapsTheNextCharacter() =>
        Assert.Equal("abcdefghij\nx", TerminalText.Screen(10, 3, "abcdefghij\e7\e[3H\e8x").Text());

    [Fact]
    public void Write_AlternateScreenByMode47_KeepsWhatItHeld()
    {
        Screen screen = TerminalText.Screen(10, 3, "\e[?47h\e[Hfull\e[?47l\e[?47h");
        Assert.Equal("full", screen.Text());

        screen.Write("\e[?47l\e[?1049h");
        Assert.Equal("", screen.Text());
    }

    [Fact]
    public void Write_AlternateScreenByMode1047_IsClearedWhenLeft() =>
        Assert.Equal("", TerminalText.Screen(10, 3, "\e[?1047h\e[Hfull\e[?1047l\e[?47h").Text());

    [Fact]
    public void Write_RegionAtTheTopScrolls_LinesGoToTheScrollback()
    {
        Screen screen = TerminalText.Screen(10, 4, "a\r\nb\r\nc\r\nd\e[1;3r\e[3H\n\n");

        Assert.Equal("c\n\n\nd", screen.Text());
        Assert.Equal(["a", "b"], [screen.ScrollbackLineText(0), screen.ScrollbackLineText(1)]);
    }

    [Fact]
    public void Write_LinesDeleted_AreNotInTheScrollback() =>
        Assert.Equal(0, TerminalText.Screen(10, 4, "a\r\nb\e[H\e[2M").ScrollbackCount);
}
