using PromptWatcher.Environments;
using PromptWatcher.Terminal;

namespace PromptWatcher.Tests.Terminal;

public class ScreenPrintTests
{
    [Fact]
    public void Write_PlainLines_StandWhereTheyWerePut()
    {
        Screen screen = TerminalText.Screen(10, 3, "one\r\ntwo\e[3;5Hthree");

        Assert.Equal("one\ntwo\n    three", screen.Text());
        Assert.Equal((2, 9), screen.Cursor());
    }

    [Fact]
    public void Write_LineThatFills_WrapsWithTheNextCharacter()
    {
        Screen screen = TerminalText.Screen(5, 3, "abcde");
        Assert.Equal((0, 4), screen.Cursor());
        Assert.False(screen.IsRowWrapped(0));

        screen.Write("f");

        Assert.Equal((1, 1), screen.Cursor());
        Assert.True(screen.IsRowWrapped(0));
        Assert.Equal("abcde\nf", screen.Text());
    }

    [Fact]
    public void Write_WideCharacterInLastColumn_GoesToTheNextRow()
    {
        Screen screen = TerminalText.Screen(3, 2, "ab世");

        Assert.Equal("ab\n世", screen.Text());
        Assert.Equal((1, 2), screen.Cursor());
    }

    [Theory]
    [InlineData("世界\e[1;2HX", " X界")]
    [InlineData("世界\e[1;1HX", "X 界")]
    [InlineData("世界\e[1;2H\e[X", "  界")]
    [InlineData("世界\e[1;2H\e[@", "   界")]
    [InlineData("世界\e[1;2H\e[P", " 界")]
    public void Write_HalfAWideCharacterIsHit_BothHalvesGo(string output, string expected) =>
        Assert.Equal(expected, TerminalText.Screen(8, 1, output).LineText(0));

    [Fact]
    public void RowText_ClustersAndWideCharacters_AreSentinels()
    {
        Screen screen = TerminalText.Screen(20, 1, "a世e\u0301😀z");

        Assert.Equal($"a世{Screen.WideTail}{Screen.ClusterCell}{Screen.ClusterCell}{Screen.WideTail}z", screen.RowText(0).ToString());
        Assert.Equal("a世e\u0301😀z", screen.LineText(0));
    }

    [Fact]
    public void Write_MarkBehindTheLastColumn_JoinsItAndWrapsNothing()
    {
        Screen screen = TerminalText.Screen(3, 2, "abe");

        screen.Write("\u0301");

        Assert.Equal("abe\u0301", screen.LineText(0));
        Assert.False(screen.IsRowWrapped(0));
    }

    [Fact]
    public void Write_EndlessMarks_KeepsSixteen()
    {
        Screen screen = TerminalText.Screen(20, 1, "a" + new string('\u0301', 1_000) + "b");

        Assert.Equal("a" + new string('\u0301', 16) + "b", screen.LineText(0));
    }

    [Fact]
    public void Write_MalformedUtf8_ShowsOneReplacementPerMaximalSubpart()
    {
        Screen screen = TerminalText.Screen(20, 1);

        screen.Write([(byte)'a', 0xf0, 0x9f, 0x98, (byte)'b', 0xc0, 0xaf, 0xe2, 0x82, 0x1b, (byte)'[', (byte)'m', (byte)'c']);

        Assert.Equal("a\uFFFDb\uFFFD\uFFFD\uFFFDc", screen.LineText(0));
    }

    [Fact]
    public void Write_LineDrawing_IsTranslated() =>
        Assert.Equal("┌─┐x", TerminalText.Screen(20, 1, "\e(0lqk\e(Bx").LineText(0));

    [Fact]
    public void Write_InvisibleFormatCharacters_DoNotHideLetters() =>
        Assert.Equal("Yes", TerminalText.Screen(20, 1, "Y\u200Be\u2060s\uFEFF").RowText(0).ToString());

    [Theory]
    [InlineData("é")]
    [InlineData("\ufffd")]
    public void Write_MarkInALaterReadThanTheCharacterAtTheEdge_StaysWithIt(string last)
    {
        Screen screen = TerminalText.Screen(3, 2, "ab" + last);

        screen.Write("\u0301");

        Assert.Equal($"ab{last}\u0301", screen.Text());
        Assert.Equal((0, 2), screen.Cursor());
    }

    [Theory]
    [InlineData("世")]
    [InlineData("😀")]
    public void Write_WideCharacterThatNoLongerFits_LeavesWhatStandsThere(string wide)
    {
        Screen screen = TerminalText.Screen(4, 2, "ab世");

        screen.Write($"\e[1;4H{wide}");

        Assert.Equal($"ab世\n{wide}", screen.Text());
    }

    [Fact]
    public void Write_CharacterCutInFrontOfItself_IsOneReplacementAndTheCharacter()
    {
        Screen screen = TerminalText.Screen(10, 1);

        screen.Write([0xf0, 0x9f, 0x98, 0xf0, 0x9f, 0x98, 0x80]);

        Assert.Equal("\ufffd😀", screen.Text());
    }

    [Theory]
    [InlineData("\ec", 10)]
    [InlineData("", 3)]
    public void RowVersion_RowOfTheHiddenScreenThatWasCleared_IsAnotherOne(string reset, int columns)
    {
        Screen screen = TerminalText.Screen(10, 2, "\e[?1049hhidden");
        long shown = screen.RowVersion(0);

        screen.Write("\e[?47l" + reset);
        screen.Resize(new TerminalSize(columns, 2));
        screen.Write("\e[?47h");

        Assert.NotEqual(shown, screen.RowVersion(0));
    }
}
