namespace PromptWatcher.Tests.Terminal;

public class ScreenModeTests
{
    [Theory]
    [InlineData("\e[?1000;1003h", "\e[?1003$p\e[?1000$p", "\e[?1003;1$y\e[?1000;2$y")]
    [InlineData("\e[?1003h\e[?1002l", "\e[?1003$p", "\e[?1003;2$y")]
    [InlineData("\e[?1006;1005h", "\e[?1006$p\e[?1005$p", "\e[?1006;2$y\e[?1005;1$y")]
    [InlineData("\e[?1005h\e[?1006l", "\e[?1005$p", "\e[?1005;1$y")]
    [InlineData("\e[?2004h\e[?2004s\e[?2004l\e[?2004r", "\e[?2004$p", "\e[?2004;1$y")]
    [InlineData("\e[?2004s\e[?2004h\e[?2004r", "\e[?2004$p", "\e[?2004;2$y")]
    [InlineData("\e[?1h\e=\e[4h\e[?45h\e[?25l\e[?7l\e[2h\e[!p", "\e[?1$p\e[?66$p\e[4$p\e[?45$p\e[?25$p\e[?7$p\e[2$p",
        "\e[?1;2$y\e[?66;2$y\e[4;2$y\e[?45;2$y\e[?25;1$y\e[?7;1$y\e[2;2$y")]
    [InlineData("\e[?5h\e[?2004h\e[?1000h\e[20h\e[12l\e[!p", "\e[?5$p\e[?2004$p\e[?1000$p\e[20$p\e[12$p",
        "\e[?5;1$y\e[?2004;1$y\e[?1000;1$y\e[20;1$y\e[12;2$y")]
    public void Write_ModesSetAndReset_AreReported(string output, string query, string expected) =>
        Assert.Equal(expected, TerminalText.Screen(10, 3, output + query).Replied());

    [Theory]
    [InlineData("abc\e[?3hx", "abcx")]
    [InlineData("abc\e[?40h\e[2;3r\e[2;2H\e[?3hx", "x")]
    [InlineData("abc\e[?40;95h\e[2;2H\e[?3hx", "xbc")]
    [InlineData("abc\e[?40h\e[2;3r\e[?3l\e[3H\nx", "\n\nx")]
    public void Write_ColumnSwitch_ClearsWhereMode40AllowsIt(string output, string expected) =>
        Assert.Equal(expected, TerminalText.Screen(10, 3, output).Text());

    [Theory]
    [InlineData("abc\e[?47h\e[Hdef\e[?47l\e[?47h", "def")]
    [InlineData("abc\e[?1047h\e[Hdef\e[?1047l\e[?1047h", "")]
    [InlineData("abc\e[?1049h\e[Hdef\e[?1049l\e[?1049h", "")]
    [InlineData("abc\e[?47hdef\e[?1047lx", "abc   x")]
    [InlineData("abc\e[?1049hdef\e[?47lx", "abc   x")]
    [InlineData("abc\e[?1049h\e[3;3Hdef\e[?1049h\e[2;4Hx\e[?1049ly", "abcy")]
    [InlineData("abc\e[?1048h\e[3;3H\e[?1048ly", "abcy")]
    [InlineData("abc\e[?1049lx", "xbc")]
    [InlineData("\e[?1049habc\e[?1049h\e[?1049lx", "x")]
    [InlineData("\e[?1049habc\e[?1049hx", "   x")]
    [InlineData("abcdefghij\e[?1047h\e[?1047lx", "abcdefghix")]
    public void Write_AlternateScreenModes_ShowWhatXtermShows(string output, string expected) =>
        Assert.Equal(expected, TerminalText.Screen(10, 3, output).Text());

    [Theory]
    [InlineData("\eVab\eWcd\e[2J", "ab")]
    [InlineData("\eVab\eWcd\e[2K", "ab")]
    [InlineData("\eVab\eWcd\e[H\e[4X", "ab")]
    [InlineData("\eVab\eW\e[1\"qcd\e[2K", "")]
    [InlineData("\eVab\eW\ecef\e[2K", "")]
    [InlineData("\e[1\"qab\e[3\"qcd\e[0\"qef\e[?2K", "abcd")]
    [InlineData("\e[1\"q世\e[0\"q\e[1;2H\e[?1K", "世")]
    [InlineData("世\e[1;2H\e[?K", "")]
    public void Write_EraseOfProtectedCells_LeavesThem(string output, string expected) =>
        Assert.Equal(expected, TerminalText.Screen(10, 3, output).LineText(0));

    [Theory]
    [InlineData("abcdefghij\e[Sx", "\nx")]
    [InlineData("abcdefghij\e['}x", "abcdefghi\nx")]
    [InlineData("abcdefghij\e9x", "bcdefghij\nx")]
    [InlineData("abcdefghij\e6x", "abcdefghxj")]
    [InlineData("abcdefghij\e[?7l\e[?7hx", "abcdefghij\nx")]
    [InlineData("abcdefghij\e[?7lx", "abcdefghix")]
    [InlineData("\e[?7labcdefghijk\e[?7hx", "abcdefghik\nx")]
    [InlineData("abcdefghij\e[1;1;1;3$zx", "   defghij\nx")]
    [InlineData("abcdefghij\e[!px", "abcdefghij\nx")]
    public void Write_PendingWrap_OutlivesWhatDoesNotMoveTheCursor(string output, string expected) =>
        Assert.Equal(expected, TerminalText.Screen(10, 3, output).Text());

    /// <summary>The first three as in xterm.</summary>
    [Theory]
    [InlineData("\e[?6h\e[10;5H\e7\e[4;8r\e8\e[6n", "\e[5;5R")]
    [InlineData("\e[?6h\e[10;5H\e7\e[4;8r\e[?6l\e8\e[6n", "\e[5;5R")]
    [InlineData("\e[?69h\e[?6h\e[3;15H\e7\e[5;9s\e8\e[6n", "\e[3;5R")]
    [InlineData("\e[?6h\e7\e[5;10r\e8\e[6n", "\e[1;1R")]
    [InlineData("\e[?69h\e[?6h\e[3;2H\e7\e[5;9s\e8\e[6n", "\e[3;1R")]
    [InlineData("\e[10;5H\e7\e[4;8r\e[?6h\e8\e[6n", "\e[10;5R")]
    public void RestoreCursor_SavedOutsideTheMargins_ComesBackInsideInOriginMode(string output, string reply) =>
        Assert.Equal(reply, TerminalText.Screen(20, 20, output).Replied());
}
