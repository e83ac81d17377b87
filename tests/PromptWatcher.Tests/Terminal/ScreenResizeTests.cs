using PromptWatcher.Environments;
using PromptWatcher.Terminal;

namespace PromptWatcher.Tests.Terminal;

public class ScreenResizeTests
{
    [Fact]
    public void Resize_FewerRows_TopRowsGoOffAndComeBack()
    {
        Screen screen = TerminalText.Screen(10, 4, "a\r\nb\r\nc\r\nd>");

        screen.Resize(new TerminalSize(10, 2));
        Assert.Equal("c\nd>", screen.Text());
        Assert.Equal((1, 2), screen.Cursor());
        Assert.Equal("b", screen.ScrollbackLineText(1));

        screen.Resize(new TerminalSize(10, 4));
        Assert.Equal("a\nb\nc\nd>", screen.Text());
        Assert.Equal((3, 2), screen.Cursor());
        Assert.Equal(0, screen.ScrollbackCount);
    }

    [Fact]
    public void Resize_BlankRowsBelowTheCursor_GoFirst()
    {
        Screen screen = TerminalText.Screen(10, 5, "a\r\nb");

        screen.Resize(new TerminalSize(10, 3));

        Assert.Equal("a\nb", screen.Text());
        Assert.Equal(0, screen.ScrollbackCount);
    }

    [Fact]
    public void Resize_CursorAboveText_StaysOnItsLine()
    {
        Screen screen = TerminalText.Screen(10, 5, "a\r\nb\r\nc\r\nd\r\ne\e[2;1H");

        screen.Resize(new TerminalSize(10, 2));

        Assert.Equal("b", screen.LineText(screen.CursorRow));
    }

    [Fact]
    public void Resize_OnTheAlternateScreen_KeepsThePrimarysCursorLine()
    {
        Screen screen = TerminalText.Screen(10, 4, "a\r\nb\r\nc\r\nd>\e[?1049h\e[Hfull");

        screen.Resize(new TerminalSize(10, 2));
        Assert.Equal("full", screen.Text());
        screen.Write("\e[?1049l!");

        Assert.Equal("c\nd>!", screen.Text());
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1_000, 1_000)]
    [InlineData(2_000, 1)]
    public void Resize_ExtremeSizeAndBack_TakesOutput(int columns, int rows)
    {
        Screen screen = TerminalText.Screen(20, 5, "a\r\nb世界\r\n\e[3;4r\e[?6h");

        screen.Resize(new TerminalSize(columns, rows));
        screen.Write("\e[999;999H世x\e[999b\e[L\e[M\e[@\e[P\t\e[Z\n\eM");
        screen.Resize(new TerminalSize(20, 5));
        screen.Write("\e[5;20Hx");

        Assert.Equal((4, 19), screen.Cursor());
    }

    [Fact]
    public void Resize_MoreColumns_HasTabStopsThere()
    {
        Screen screen = TerminalText.Screen(10, 2);

        screen.Resize(new TerminalSize(40, 2));
        screen.Write("\t\t\t");

        Assert.Equal(24, screen.CursorColumn);
    }

    [Fact]
    public void Resize_ImpossibleSize_IsRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => TerminalText.Screen(10, 2).Resize(new TerminalSize(0, 2)));

    [Fact]
    public void Resize_SavedCursorBelowWhatIsLeft_IsInTheLastRow()
    {
        Screen screen = TerminalText.Screen(14, 2, "one\r\n\e7\e[H");

        screen.Resize(new TerminalSize(4, 1));
        screen.Resize(new TerminalSize(5, 4));
        screen.Write("\e8");

        Assert.Equal((0, 0), screen.Cursor());
    }
}
