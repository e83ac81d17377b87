using PromptWatcher.Terminal;

namespace PromptWatcher.Tests.Terminal;

public class ScreenColorTests
{
    [Theory]
    [InlineData("rgb:12/34/56", "#123456")]
    [InlineData("rgb:f/0/8", "#ff0088")]
    [InlineData("rgb:ffff/8000/0000", "#ff8000")]
    [InlineData("rgb:fff/800/000", "#ff8000")]
    [InlineData("#f80", "#f08000")]
    [InlineData("#ff8000", "#ff8000")]
    [InlineData("#fff800000", "#ff8000")]
    [InlineData("#FFFF80000000", "#ff8000")]
    [InlineData("red", "default")]
    [InlineData("rgb:12/34", "default")]
    [InlineData("rgb:12/34/56/78", "default")]
    [InlineData("rgb:12345/0/0", "default")]
    [InlineData("rgb://", "default")]
    [InlineData("rgb:1/2/3 ", "default")]
    [InlineData("#12", "default")]
    [InlineData("#1234567890abcdef", "default")]
    [InlineData("#", "default")]
    [InlineData("", "default")]
    public void ForegroundColor_Set_IsAsX11ReadsIt(string specification, string expected) =>
        Assert.Equal(expected, TerminalText.Screen(20, 3, $"\e]10;{specification}\a").ForegroundColor.ToString());

    [Theory]
    [InlineData("\e]10;#010101;#020202;#030303\a", "#010101 #020202 #030303")]
    [InlineData("\e]11;#020202;?\a", "default #020202 default")]
    [InlineData("\e]12;#030303;#040404\a", "default default #030303")]
    [InlineData("\e]10;#010101;#020202;#030303\a\e]110\a\e]112\e\\", "default #020202 default")]
    [InlineData("\e]10;#010101;#020202;#030303\a\e]111;\a", "#010101 default #030303")]
    [InlineData("\e]10;#010101;#020202;#030303\a\ec", "default default default")]
    public void Colors_SetAndReset_Show(string output, string expected)
    {
        Screen screen = TerminalText.Screen(20, 3, output);

        Assert.Equal(expected, $"{screen.ForegroundColor} {screen.BackgroundColor} {screen.CursorColor}");
    }

    [Theory]
    [InlineData("\e]4;1;#010101;2;#020202\a", "#010101 #020202")]
    [InlineData("\e]4;1;#010101;2;#020202\a\e]104;1\a", "default #020202")]
    [InlineData("\e]4;1;#010101;2;#020202\a\e]104\a", "default default")]
    [InlineData("\e]4;1;#010101;2;#020202\a\ec", "default default")]
    [InlineData("\e]4;256;#010101;x;#010101;2;#020202\a", "default #020202")]
    [InlineData("\e]104\a\e]104;999\a", "default default")]
    public void PaletteColor_SetAndReset_Shows(string output, string expected)
    {
        Screen screen = TerminalText.Screen(20, 3, output);

        Assert.Equal(expected, $"{screen.PaletteColor(1)} {screen.PaletteColor(2)}");
    }

    [Theory]
    [InlineData("\e]10;#123456\a", "\e]10;?\a")]
    [InlineData("\e]11;#123456\a", "\e]11;?\a")]
    [InlineData("\e]4;1;#123456\a", "\e]4;1;?\a")]
    public void Query_AfterASetting_TellsTheTerminalsOwnColor(string setting, string query)
    {
        string before = TerminalText.Screen(20, 3, query).Replied();

        Assert.NotEqual("", before);
        Assert.Equal(before, TerminalText.Screen(20, 3, setting + query).Replied());
    }
}
