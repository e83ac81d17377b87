using PromptWatcher.Environments;
using PromptWatcher.Terminal;

namespace PromptWatcher.Tests.Terminal;

public class ScreenReflowTests
{
    [Fact]
    public void Resize_FewerColumns_BreaksALineAndItsCursor()
    {
        Screen screen = TerminalText.Screen(10, 4, "one\r\nabcdefgh");

        screen.Resize(new TerminalSize(5, 4));

        Assert.Equal("one\nabcde\nfgh", screen.Text());
        Assert.Equal([false, true, false], Enumerable.Range(0, 3).Select(screen.IsRowWrapped));
        Assert.Equal((2, 3), screen.Cursor());
    }

    [Fact]
    public void Resize_MoreColumns_JoinsWhatHadWrapped()
    {
        Screen screen = TerminalText.Screen(5, 4, "abcdefgh\r\nx");

        screen.Resize(new TerminalSize(20, 4));

        Assert.Equal("abcdefgh\nx", screen.Text());
        Assert.Equal((1, 1), screen.Cursor());
    }

    [Fact]
    public void Resize_ThereAndBack_IsAsBefore()
    {
        Screen screen = TerminalText.Screen(12, 5, "\e[31mred\e[m and plain and more\r\n世界世界世界世\r\n\r\n$ ");
        Screen before = TerminalText.Screen(12, 5, "\e[31mred\e[m and plain and more\r\n世界世界世界世\r\n\r\n$ ");

        foreach (int columns in (int[])[7, 30, 5, 3, 80, 12])
            screen.Resize(new TerminalSize(columns, 5));

        Assert.Equal(before.Text(), screen.Text());
        Assert.Equal(before.Cursor(), screen.Cursor());
        Assert.Equal(before.ScrollbackCount, screen.ScrollbackCount);
        Assert.Equal(before.ScrollbackLineText(0), screen.ScrollbackLineText(0));
        Assert.Equal(before.StyleAt(0, 0), screen.StyleAt(0, 0));
    }

    [Fact]
    public void Resize_WideCharacterAtTheEdge_GoesToTheNextRowWhole()
    {
        Screen screen = TerminalText.Screen(10, 3, "abc世x");

        screen.Resize(new TerminalSize(4, 3));
        Assert.Equal("abc\n世x", screen.Text());

        screen.Resize(new TerminalSize(10, 3));
        Assert.Equal("abc世x", screen.Text());
        Assert.Equal((0, 6), screen.Cursor());
    }

    [Fact]
    public void Resize_LineThatBeganInTheScrollback_IsJoinedThere()
    {
        Screen screen = TerminalText.Screen(4, 2, "abcdefghijkl");
        Assert.Equal("abcd", screen.ScrollbackLineText(0));

        screen.Resize(new TerminalSize(6, 2));

        Assert.Equal("abcdef\nghijkl", screen.Text());
        Assert.Equal(0, screen.ScrollbackCount);
        screen.Write("!");
        Assert.Equal("ghijkl\n!", screen.Text());
    }

    [Fact]
    public void Resize_ScreenClearedBelowTheScrollback_KeepsItsTop()
    {
        Screen screen = TerminalText.Screen(10, 3, "1\r\n2\r\n3\r\n4\e[2J\e[Htop");

        screen.Resize(new TerminalSize(8, 3));

        Assert.Equal("top", screen.Text());
        Assert.Equal((0, 3), screen.Cursor());
        Assert.Equal(1, screen.ScrollbackCount);
    }

    [Fact]
    public void Resize_CursorAboveMuchText_StaysOnTheScreen()
    {
        Screen screen = TerminalText.Screen(20, 4, "aaaaaaaaaaaa\r\nbbbbbbbbbbbb\r\ncccccccccccc\r\ndddddddddddd\e[2;3H");

        screen.Resize(new TerminalSize(3, 4));

        Assert.Equal("bbb", screen.LineText(screen.CursorRow));
        Assert.Equal((0, 2), screen.Cursor());
    }

    [Fact]
    public void Resize_ColouredBar_StaysOneRow()
    {
        Screen screen = TerminalText.Screen(10, 3, "\e[44m bar\e[K\e[m\r\nx");

        screen.Resize(new TerminalSize(6, 3));

        Assert.Equal(" bar\nx", screen.Text());
        Assert.Equal(Color.FromIndex(4), screen.StyleAt(0, 5).Background);
    }

    [Fact]
    public void Resize_ShellMark_StaysOnItsCharacter()
    {
        Screen screen = TerminalText.Screen(10, 5, "abcdefghij1234\r\n$ \e]133;B\aok");

        screen.Resize(new TerminalSize(20, 5));
        Assert.Equal((1, 2), (screen.LastShellMark.Row, screen.LastShellMark.Column));

        screen.Resize(new TerminalSize(7, 5));
        Assert.Equal((2, 2), (screen.LastShellMark.Row, screen.LastShellMark.Column));
    }

    [Fact]
    public void Resize_WhileTheAlternateScreenShows_BreaksThePrimarysLines()
    {
        Screen screen = TerminalText.Screen(10, 4, "abcdefgh\r\n$ \e[?1049h\e[Hfull screen");

        screen.Resize(new TerminalSize(5, 4));
        Assert.Equal("full", screen.LineText(0).TrimEnd());
        screen.Write("\e[?1049l!");

        Assert.Equal("abcde\nfgh\n$ !", screen.Text());
    }

    [Fact]
    public void Resize_OneColumnAndAWideCharacter_LosesIt()
    {
        Screen screen = TerminalText.Screen(10, 4, "a世b");

        screen.Resize(new TerminalSize(1, 4));

        Assert.Equal("a\nb", screen.Text());
    }

    [Theory]
    [InlineData(10, 2)]
    [InlineData(5, 4)]
    public void Resize_AlternateScreenWithoutASavedCursor_KeepsThePrimarysLastLines(int columns, int rows)
    {
        Screen screen = TerminalText.Screen(10, 4, "one\r\ntwo\r\nthree\r\nfour\e[?47h");

        screen.Resize(new TerminalSize(columns, rows));
        screen.Write("\e[?47l");

        Assert.EndsWith("three\nfour", screen.Text());
    }

    [Fact]
    public void Resize_DoubleLineThatWrapped_HasNoHole()
    {
        Screen screen = TerminalText.Screen(20, 5, "\e#6abcdefghijKLMNO");

        screen.Resize(new TerminalSize(40, 5));

        Assert.Equal("abcdefghijKLMNO", screen.Text());
    }
}
