using PromptWatcher.Terminal;

namespace PromptWatcher.Tests.Terminal;

public class ScreenLineSizeTests
{
    [Theory]
    [InlineData("\e#6", LineSize.DoubleWidth)]
    [InlineData("\e#3", LineSize.DoubleHeightTop)]
    [InlineData("\e#4", LineSize.DoubleHeightBottom)]
    [InlineData("\e#6\e#5", LineSize.Single)]
    [InlineData("\e#6\e[2J", LineSize.Single)]
    [InlineData("\e#6\e[2K", LineSize.DoubleWidth)]
    [InlineData("\e#6\e#8", LineSize.Single)]
    [InlineData("\e#6\ec", LineSize.Single)]
    [InlineData("\e#6\e[?69h", LineSize.Single)]
    [InlineData("\e[?69h\e#6", LineSize.Single)]
    public void RowSize_AfterOutput_IsTheLinesOwn(string output, LineSize expected)
    {
        Screen screen = TerminalText.Screen(10, 3, output);

        Assert.Equal(expected, screen.RowSize(0));
        Assert.Equal(LineSize.Single, screen.RowSize(1));
    }

    [Fact]
    public void RowSize_ScreenScrolls_GoesWithTheLine()
    {
        Screen screen = TerminalText.Screen(10, 3, "\e[3H\e#6last\r\nx");

        Assert.Equal((LineSize.DoubleWidth, LineSize.Single), (screen.RowSize(1), screen.RowSize(2)));
        Assert.Equal("\nlast\nx", screen.Text());
    }

    [Theory]
    [InlineData("\e#6abcdefgh", "abcde\nfgh")]
    [InlineData("\e#3abcdefg\r\n\e#4abcd", "abcde\nfg\nabcd")]
    [InlineData("\e#6abc世世", "abc世\n世")]
    [InlineData("\e#6\e[9Cx", "    x")]
    [InlineData("\e#6\tx", "    x")]
    [InlineData("\e#6\e[2;10Hx\e[Ay", "    y\n         x")]
    [InlineData("\e#6\e[2;10H\eMy", "    y")]
    [InlineData("abcdefghij\e#6x", "abcdefghij\nx")]
    [InlineData("\e#6abcdefg\e[5b", "abcde\nfgggggg")]
    public void Write_OnALineOfDoubleWidth_HasHalfTheColumns(string output, string expected) =>
        Assert.Equal(expected, TerminalText.Screen(10, 3, output).Text());

    [Fact]
    public void Write_OneColumn_StillTakesOutput() =>
        Assert.Equal("b", TerminalText.Screen(1, 2, "\e#6a世\e#6b").LineText(1));
}
