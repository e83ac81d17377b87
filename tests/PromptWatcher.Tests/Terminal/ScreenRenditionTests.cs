using PromptWatcher.Terminal;

namespace PromptWatcher.Tests.Terminal;

public class ScreenRenditionTests
{
    [Theory]
    [InlineData("1", CellAttributes.Bold)]
    [InlineData("2", CellAttributes.Dim)]
    [InlineData("3", CellAttributes.Italic)]
    [InlineData("4", CellAttributes.Underline)]
    [InlineData("21", CellAttributes.Underline | CellAttributes.DoubleUnderline)]
    [InlineData("4:0", CellAttributes.None)]
    [InlineData("4:3", CellAttributes.Underline | CellAttributes.CurlyUnderline)]
    [InlineData("4:4", CellAttributes.Underline | CellAttributes.DottedUnderline)]
    [InlineData("4:5", CellAttributes.Underline | CellAttributes.DashedUnderline)]
    [InlineData("4:3;24", CellAttributes.None)]
    [InlineData("5", CellAttributes.Blink)]
    [InlineData("7", CellAttributes.Inverse)]
    [InlineData("8", CellAttributes.Hidden)]
    [InlineData("9", CellAttributes.Strike)]
    [InlineData("53", CellAttributes.Overline)]
    [InlineData("1;2;22", CellAttributes.None)]
    [InlineData("1;3;0;9", CellAttributes.Strike)]
    [InlineData("1;;7", CellAttributes.Inverse)]
    [InlineData("3;23;5;25;7;27;8;28;9;29;53;55", CellAttributes.None)]
    [InlineData("999;1", CellAttributes.Bold)]
    public void Write_Rendition_SetsAttributes(string parameters, CellAttributes expected) =>
        Assert.Equal(expected, Style(parameters).Attributes);

    [Theory]
    [InlineData("31", "1", "default")]
    [InlineData("97;102", "15", "10")]
    [InlineData("31;44;39", "default", "4")]
    [InlineData("31;44;49", "1", "default")]
    [InlineData("38;5;208", "208", "default")]
    [InlineData("48;5;17;38;5;9", "9", "17")]
    [InlineData("38;2;1;2;3;48;2;4;5;6", "#010203", "#040506")]
    [InlineData("38:5:208", "208", "default")]
    [InlineData("38:2:1:2:3", "#010203", "default")]
    [InlineData("38:2::1:2:3", "#010203", "default")]
    [InlineData("38:2:7:1:2:3", "#010203", "default")]
    [InlineData("48:2::1:2:3;31", "1", "#010203")]
    [InlineData("38;2;1;2", "default", "default")]
    [InlineData("38;5", "default", "default")]
    [InlineData("38;5;256;31", "1", "default")]
    [InlineData("38:2:1;31", "1", "default")]
    [InlineData("58;5;3;31", "1", "default")]
    public void Write_Colours_AreSet(string parameters, string foreground, string background)
    {
        Style style = Style(parameters);

        Assert.Equal(foreground, style.Foreground.ToString());
        Assert.Equal(background, style.Background.ToString());
    }

    [Fact]
    public void Write_UnderlineColour_IsKeptApart()
    {
        Assert.Equal(Color.FromRgb(1, 2, 3), Style("58:2::1:2:3").UnderlineColor);
        Assert.Equal(Color.Default, Style("58;5;3;59").UnderlineColor);
    }

    [Fact]
    public void Erase_WithABackground_PaintsTheCells()
    {
        Screen screen = TerminalText.Screen(6, 2, "abc\e[1;42m\e[2G\e[K");

        Assert.Equal(new Style(default, Color.FromIndex(2), default, default), screen.StyleAt(0, 5));
        Assert.Equal(default, screen.StyleAt(0, 0));
        Assert.Equal("a", screen.LineText(0));
        Assert.Equal(6, screen.RowLength(0));
    }

    private static Style Style(string parameters) => TerminalText.Screen(10, 2, $"\e[{parameters}mx").StyleAt(0, 0);
}
