using PromptWatcher.Terminal;

namespace PromptWatcher.Tests.Terminal;

public class ScreenComparisonTests
{
    [Theory]
    [InlineData("abc", "abd", "row 0, column 2")]
    [InlineData("abc", "ab\e[1mc", "pen")]
    [InlineData("abc", "ab\e[1mc\e[m", "row 0, column 2")]
    [InlineData("e\u0301", "e\u0300", "row 0, column 0")]
    [InlineData("abcd\e[A", "abcd\e[A\e[?25l", "modes")]
    [InlineData("abcdef\e[2;3H", "abcd\r\nef", "row 0: expected a wrapped row")]
    [InlineData("abcd", "abcd\e[4G", "pending wrap")]
    [InlineData("1\r\n2\r\n3\r\n4", "5\r\n2\r\n3\r\n4", "scrollback line -1, column 0")]
    [InlineData("\e[?47hab\e[?47l", "\e[?47ha\e[?47l\e[C", "alternate row 0, column 1")]
    [InlineData("\e7", "\e[1m\e7\e[m", "saved cursor")]
    [InlineData("\e(0", "\e)0", "charsets")]
    [InlineData("", "\e[1;2r", "margins")]
    [InlineData("", "\e[2G\eH\r", "tab stops")]
    [InlineData("", "\e[>1u", "keyboard flags")]
    [InlineData("\e]0;a\a", "\e]0;b\a", "title")]
    [InlineData("", "\e[22t", "title stack")]
    [InlineData("", "\e]9;4;1;5\a", "progress")]
    [InlineData("", "\e]133;A\a", "row 0: expected the marks")]
    [InlineData("a\e]133;A\a", "\e]133;A\aa", "shell mark")]
    [InlineData("\e]8;;a\ax\e]8;;\a", "\e]8;;b\ax\e]8;;\a", "row 0, column 0")]
    [InlineData("", "\e[?69h\e[1;2s\e[?69l\e[?69h\e[1;3s", "modes")]
    [InlineData("a\r", "a\e#6\r", "row 0: expected Single")]
    [InlineData("", "\e]4;1;#102030\a", "colours")]
    public void Difference_OfTwoScreens_NamesTheFirst(string expected, string actual, string name)
    {
        Screen one = TerminalText.Screen(4, 3, expected);
        Screen other = TerminalText.Screen(4, 3, actual);

        Assert.StartsWith(name, ScreenComparison.Difference(one, other));
        Assert.Null(ScreenComparison.Difference(one, TerminalText.Screen(4, 3, expected)));
    }

    [Fact]
    public void Difference_BlanksWrittenOrNot_IsNone() =>
        Assert.Null(ScreenComparison.Difference(TerminalText.Screen(4, 3, "a  \r"), TerminalText.Screen(4, 3, "a\r")));

    [Fact]
    public void AssertSame_ABellMore_Fails() =>
        Assert.ThrowsAny<Exception>(() => ScreenComparison.AssertSame(TerminalText.Screen(4, 3), TerminalText.Screen(4, 3, "\a")));
}
