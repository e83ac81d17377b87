using PromptWatcher.Terminal;

namespace PromptWatcher.Tests.Terminal;

public class ScreenRectangleTests
{
    private const string Grid = "abcdefghij\r\nABCDEFGHIJ\r\n0123456789\r\nklmnopqrst";

    [Theory]
    [InlineData("\e[88;2;3;3;6$x", "abcdefghij\nABXXXXGHIJ\n01XXXX6789\nklmnopqrst")]
    [InlineData("\e[88;3;8$x", "abcdefghij\nABCDEFGHIJ\n0123456XXX\nklmnopqXXX")]
    [InlineData("\e[2;3;3;6$z", "abcdefghij\nAB    GHIJ\n01    6789\nklmnopqrst")]
    [InlineData("\e[7;1;1;4;9$x\e[127;1;1;4;9$x\e[88;3;1;2;9$x\e[88;1;11$x", "abcdefghij\nABCDEFGHIJ\n0123456789\nklmnopqrst")]
    [InlineData("\e[1;1;2;3;1;3;5;1$v", "abcdefghij\nABCDEFGHIJ\n0123abc789\nklmnABCrst")]
    [InlineData("\e[1;1;3;3;1;2;2;1$v", "abcdefghij\nAabcEFGHIJ\n0ABC456789\nk012opqrst")]
    [InlineData("\e[2;2;4;4;1;1;1;1$v", "BCDdefghij\n123DEFGHIJ\nlmn3456789\nklmnopqrst")]
    [InlineData("\e[1;1;4;4;1;3;8;1$v", "abcdefghij\nABCDEFGHIJ\n0123456abc\nklmnopqABC")]
    [InlineData("\e[2;2;3;3$v", "BCcdefghij\n12CDEFGHIJ\n0123456789\nklmnopqrst")]
    [InlineData("\e[?69h\e[3;6s\e[2;3r\e[?6h\e[88$x", "abcdefghij\nABXXXXGHIJ\n01XXXX6789\nklmnopqrst")]
    [InlineData("\e[?69h\e[3;6s\e[2;3r\e[88;1;1;2;2$x", "XXcdefghij\nXXCDEFGHIJ\n0123456789\nklmnopqrst")]
    [InlineData("\e[?69h\e[3;6s\e[2;3r\e[?6h\e[1;1;1;2;1;2;2;1$v", "abcdefghij\nABCDEFGHIJ\n012CD56789\nklmnopqrst")]
    public void Write_RectangleFunction_ChangesItsCells(string output, string expected) =>
        Assert.Equal(expected, TerminalText.Screen(10, 4, Grid + output).Text());

    [Fact]
    public void Write_FilledRectangle_HasThePensLook()
    {
        Screen screen = TerminalText.Screen(10, 4, "\e[1;31m\e[88;2;3;3;6$x");

        Assert.Equal(new Style(Color.FromIndex(1), default, default, CellAttributes.Bold), screen.StyleAt(1, 2));
        Assert.Equal(default, screen.StyleAt(1, 6));
    }

    [Theory]
    [InlineData("\e[2*x\e[2;3;3;5;1$r", "", "..bbb", "..bbb", "")]
    [InlineData("\e[2;3;4;5;1$r", "", "..bbbbbbbb", "bbbbbbbbbb", "bbbbb")]
    [InlineData("\e[2*x\e[1*x\e[2;9;3;9;1$r", "", "........bb", "bbbbbbbbb", "")]
    [InlineData("\e[2*x\e[2;3;3;5;1;4;5;7$r\e[2;4;2;4;22;24;25;27$r", "", "..f.f", "..fff", "")]
    [InlineData("\e[2*x\e[1;1;1;9;1;4;5;7;31;8$r\e[1;2;1;3;0$r", "f..ffffff", "", "", "")]
    [InlineData("\e[2*x\e[1;1;1;3;1$r\e[1;2;1;9;1;1;1$t\e[1;2;1;5;0$t", "b..bbbbbb", "", "", "")]
    [InlineData("\e[2*x\e[1;1;1;3;4;5;7$t\e[1;1;1;3;1$t\e[1;1;1;1;1;4;5;7$t", ".ff", "", "", "")]
    [InlineData("\e[2*x\e[2;3;3;5$r\e[2;3;3;5$t\e[3;5;2;3;1$r", "", "", "", "")]
    [InlineData("\e[2J\e[2*x\e[2;3;2;5;1$r", "", "..bbb", "", "")]
    [InlineData("\e[2*x\e[?69h\e[3;6s\e[2;3r\e[?6h\e[1$r\e[;;;;1$r", "", "..bbbb", "..bbbb", "")]
    [InlineData("\e[2*x\e[Ha世b\e[1;1;1;2;1$r", "bbb", "", "", "")]
    [InlineData("\e[2*x\e[Ha世b\e[1;3;1;3;1$r", ".bb", "", "", "")]
    public void Write_ChangeOfLooks_ChangesThem(string output, string first, string second, string third, string fourth)
    {
        Screen screen = TerminalText.Screen(10, 4, Grid + output);

        Assert.Equal([first, second, third, fourth], Enumerable.Range(0, 4).Select(row => Looks(screen, row)));
    }

    /// <summary><c>b</c> for a bold cell, <c>f</c> for one with all four attributes.</summary>
    private static string Looks(Screen screen, int row) => string.Concat(Enumerable.Range(0, 10).Select(
        column => screen.StyleAt(row, column).Attributes switch
        {
            CellAttributes.None => '.',
            CellAttributes.Bold => 'b',
            CellAttributes.Bold | CellAttributes.Underline | CellAttributes.Blink | CellAttributes.Inverse => 'f',
            _ => '?',
        })).TrimEnd('.');

    [Theory]
    [InlineData("a\e[1\"qb世\e[2\"qc\e[1;1;1;9${", " b世")]
    [InlineData("a\e[1\"qb世\e[2\"qc\e[1;1;1;9$z", "")]
    [InlineData("ab世cd\e[88;1;1;1;3$x", "XXX cd")]
    [InlineData("ab世cd\e[1;4;1;5$z", "ab   d")]
    [InlineData("ab世cd\e[1;4;1;4;1;1;1;1$v", " b世cd")]
    [InlineData("ab世cd\e[1;1;1;1;1;1;3;1$v", "aba cd")]
    [InlineData("ab世cd\e[1;3;1;4;1;1;7;1$v", "ab世cd世")]
    public void Write_RectangleOverProtectedOrWideCells_LeavesNoHalves(string output, string expected) =>
        Assert.Equal(expected, TerminalText.Screen(10, 2, output).LineText(0));
}
