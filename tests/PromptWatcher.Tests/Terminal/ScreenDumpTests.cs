using System.Buffers;
using System.Text;
using PromptWatcher.Environments;
using PromptWatcher.Terminal;

namespace PromptWatcher.Tests.Terminal;

public class ScreenDumpTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("one\r\ntwo", "one\r\ntwo")]
    [InlineData("one\e[12Ctwo", "one\e[12Ctwo")]
    [InlineData("one  two   ", "one  two\e[3C")]
    [InlineData("\e[5;3Hx\e[H", "\e[5;3Hx\e[H")]
    [InlineData("\e[4;9Hx\r", "\t\n\n\nx\r")]
    [InlineData("────────────", "─\e[11b")]
    [InlineData("\e[1;31mred\e[m plain", "\e[1;31mred\e[m plain")]
    [InlineData("\e[1ma\e[31mb\e[3mc\e[23md", "\e[1ma\e[31mb\e[3mc\e[23md")]
    [InlineData("\e[1;2ma\e[22;2mb", "\e[1;2ma\e[0;2mb")]
    [InlineData("\e[1;3;38;5;200ma\e[22;39mb", "\e[1;3;38;5;200ma\e[0;3mb")]
    [InlineData("\e[4:3;58;5;9ma", "\e[4:3;58;5;9ma")]
    [InlineData("\e[44m\e[Kx", "\e[44mx\e[K")]
    [InlineData("\e[1\"qa\e[mb", "\e[1\"qab")]
    [InlineData("世e\u0301😀", "世e\u0301😀")]
    [InlineData("01234567890123456789x", "01234567890123456789x")]
    [InlineData("01234567890123456789", "01234567890123456789")]
    [InlineData("0123456789012345678世", "0123456789012345678世")]
    [InlineData("\e[48;5;17m\e[2Jx", "\e[48;5;17m\e[2Jx")]
    [InlineData("\e[?1049h\e[Hfull", "\e[?47hfull")]
    [InlineData("a\e[?1049hfull\e[?1049l", "a\e7\e[?47hfull\e[?47l\b\b\b\b")]
    [InlineData("1\r\n2\r\n3\r\n4\r\n5\r\n6\e[2J", "1\r\n\n\n\n\n\e[C")]
    [InlineData("\e]0;title\a", "\e]2;title\a")]
    [InlineData("\e]0;one\a\e[22t\e]0;two\a", "\e]2;one\a\e[22;2t\e]2;two\a")]
    [InlineData("\e[?25l\e[?2004h\e[?1004h\e[?1006;1000h", "\e[?1000;1004;1006;2004h\e[?25l")]
    [InlineData("\e[2;4r", "\e[2;4r")]
    [InlineData("\e[?6h\e[2;4r\e[2;2H", "\e[2;4r\e[?6h\e[2;2H")]
    [InlineData("\e[4h\e[20h", "\e[4;20h")]
    [InlineData("\e[>1u\e[>5u", "\e[>1u\e[>5u")]
    [InlineData("\e[3g\e[5G\eH\r", "\e[3g\e[4C\eH\r")]
    [InlineData("\e(0\x0e", "\e(0\x0e")]
    [InlineData("\e[5 q", "\e[5 q")]
    [InlineData("\e]9;4;1;50\a", "\e]9;4;1;50\a")]
    [InlineData("a\r\nb\e]133;B\ac", "a\r\nbc\b\e]133;B\a\e[C")]
    [InlineData("\e[?69h\e[3;9s", "\e[?69h\e[3;9s")]
    [InlineData("\e]8;id=1;http://x\aab\e]8;;\ac", "\e]8;id=1;http://x\aab\e]8;;\ac")]
    [InlineData("\e]4;1;rgb:ff/80/00\a\e]11;#102030\a", "\e]4;1;#ff8000\a\e]11;#102030\a")]
    [InlineData("\e]7;file://host/a%20b\a", "\e]7;file://host/a%20b\a")]
    [InlineData("\e]633;E;ls\a", "\e]633;E;ls\a")]
    [InlineData("\e[?2027h❤️\e[?2027lx", "❤\e[?2027h\ufe0f\e[?2027lx")]
    [InlineData("\e[>4;1m", "\e[>4;1m")]
    [InlineData("ab\e#6", "ab\r\e#6\e[;3H")]
    [InlineData("a\e[?2026hb", "ab\e[?2026h")]
    [InlineData("\a\e]9;note\a\e[c\e[6n", "")]
    public void Write_Screen_TakesTheFewestBytes(string output, string expected)
    {
        Screen screen = TerminalText.Screen(20, 5, output);

        Assert.Equal("\ec" + expected, Dump(screen));
        AssertCarried(screen);
    }

    /// <summary>Every mode by its number: one that the screen learns and the dump forgets fails here.</summary>
    [Fact]
    public void Write_AnyMode_IsCarried()
    {
        for (int number = 0; number < 3_000; number++)
        {
            AssertCarried(TerminalText.Screen(8, 4, $"abc\e[?{number}h"), $"Mode ?{number}:");
            AssertCarried(TerminalText.Screen(8, 4, $"abc\e[?{number}l"), $"Mode ?{number} reset:");
        }

        for (int number = 0; number < 50; number++)
            AssertCarried(TerminalText.Screen(8, 4, $"abc\e[{number}h"), $"Mode {number}:");
    }

    [Fact]
    public void Write_AnyRendition_IsCarried()
    {
        for (int first = 0; first < 110; first++)
        {
            for (int second = first % 3; second < 110; second += 3)
                AssertCarried(TerminalText.Screen(8, 2, $"\e[{first}ma\e[{second}mb\e[38;2;1;2;3mc"), $"SGR {first} and {second}:");
        }
    }

    [Fact]
    public void Write_WrappedLastRow_IsCarried()
    {
        Screen screen = TerminalText.Screen(4, 3, "abcdef\e[H\eM\e[H\eM\e[44mwxyz\e[m");

        Assert.True(screen.IsRowWrapped(2));
        AssertCarried(screen);
    }

    /// <summary>What hostile output has led to.</summary>
    [Theory]
    [InlineData(20, 5, "\e[9;20Hx\e[Z")]
    [InlineData(20, 5, "\e[3g\e[9;20Hx\e[Z\e7\e[?69h\e[3;9s\e[2;9Hx\e[Z")]
    [InlineData(11, 2, "\e#3\e[2;11Habcdef4$p3\nN  ")]
    [InlineData(8, 3, "\e#3ab\e#5cdefgh\e#3\e[44m世\n\n\n\n")]
    [InlineData(8, 3, "1234567x\e#6\e7\n\e#6\e8")]
    [InlineData(2, 5, "世\e#6")]
    [InlineData(20, 5, "ab\e[?69h\e[2;4s\e[1;3H世\e[3s\e[2;4Hx\e[H\e[3Cx")]
    [InlineData(9, 2, "\e[?7l\e[?2027h\e[9G🇩🇪\e[2G\e[3P")]
    [InlineData(9, 2, "\e[?2027h\e[7G⌚\ufe0e\e[2G\e[3P")]
    [InlineData(9, 2, "⌚\ufe0e\e[?2027h\u200d👩")]
    [InlineData(9, 2, "❤\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\e[?2027h🏻")]
    [InlineData(4, 2, "\e[44m\e[2J\e[mabcx\e[?2027h🇩🇪\e[1;4H\e[44m\e[K")]
    [InlineData(8, 5, "\e[?6h\e[5;5H\e7\e[2;3r\e8")]
    [InlineData(8, 5, "\e[?6h\e[5;5H\e7\e[2;3r\e8\e[3C\e[?47h\e7\e[A")]
    [InlineData(8, 5, "\e[?6h\e[5;5H\e7\e[2;3r\e8\e[?1049h\e[!p")]
    [InlineData(8, 2, "\e]133;C\a\e[?1049h\e]133;A\a")]
    [InlineData(8, 3, "\e[?40;3h\e[?40s")]
    [InlineData(18, 2, "\e[?2027h\e[?69h\e[;6s\e[?7labcde🇷🇯")]
    [InlineData(18, 2, "\e[?6h\e[?2027h\e[?69h\e[2;6s\e[?7labcd🇷🇯")]
    [InlineData(8, 2, "\e[?2027habc👩\u200d👩\u200d👩\u200d👩\u200d👩\u200d👩\u200d👩\u200d\u200c\u11a8\u180e\u0301\u0301d")]
    [InlineData(8, 3, "\e[?40;3h\e[?3;40s\e[?3l")]
    [InlineData(8, 2, "\e]2;a\u009b\x7fb\a\e]8;;http://\u009c/\ax\e]8;id=\u009b;http://y/\az")]
    public void Write_RareState_IsCarried(int columns, int rows, string output) => AssertCarried(TerminalText.Screen(columns, rows, output));

    [Theory]
    [InlineData("6m_}Wq?l0o3Jb\e[H", 6, 7, 12, 1)]
    [InlineData("\e[?47habcdefgh\e[?47l", 4, 6, 4, 1)]
    [InlineData("a\e[?1049h\e[?1049l", 1, 2, 17, 8)]
    [InlineData("\e#6a\r\n\n\e[?69h", 9, 2, 80, 24)]
    [InlineData("\e#6a\r\n\n\e[?69h\e[?69l", 9, 2, 9, 24)]
    [InlineData("\e[?2027h🇩🇪", 1, 1, 80, 24)]
    [InlineData("\e[?2027h\e[44mab \e[m⌚\ufe0edef", 10, 2, 4, 3)]
    [InlineData("\e[?2027habc⌚\ufe0edef", 10, 2, 4, 3)]
    [InlineData("\e[?2027ha世⌚\ufe0edef", 10, 2, 4, 3)]
    [InlineData("\e[?2027hab⌚\ufe0e⌚\ufe0edef", 10, 2, 4, 3)]
    [InlineData("\e[?2027habé⌚\ufe0edef\r\n\n\n", 10, 2, 4, 2)]
    [InlineData("\e[?2027habc⌚\ufe0edef\e7\e[2;3H", 10, 2, 4, 2)]
    public void Write_AfterAnotherSize_IsCarried(string output, int columns, int rows, int columnsAfter, int rowsAfter)
    {
        Screen screen = TerminalText.Screen(columns, rows, output);

        screen.Resize(new TerminalSize(columnsAfter, rowsAfter));

        AssertCarried(screen);
    }

    /// <summary>As long as they may be, of what takes the most room in a dump.</summary>
    [Theory]
    [InlineData("2;", '\x7f')]
    [InlineData("2;", '\u009b')]
    [InlineData("633;E;", '\x7f')]
    public void Write_LongestText_IsCarried(string command, char hidden)
    {
        string end = "last" + new string('x', VtParser.MaxStringLength);
        byte[] text = Encoding.UTF8.GetBytes(command + new string(hidden, command.StartsWith('2') ? Screen.MaxTitle / 2 - 2 : VtParser.MaxStringLength / 2) + end);
        Screen screen = TerminalText.Screen(8, 2);
        screen.Write([.. "\e]"u8, .. text.AsSpan(0, VtParser.MaxStringLength), .. "\a"u8]);

        AssertCarried(screen);
    }

    [Theory]
    [InlineData(0, "\ecthree\r\nfour")]
    [InlineData(1, "\ectwo\r\nthree\r\nfour")]
    [InlineData(99, "\econe\r\ntwo\r\nthree\r\nfour")]
    public void Write_FewerScrollbackLines_HoldsTheNewest(int lines, string expected) =>
        Assert.Equal(expected, Dump(TerminalText.Screen(10, 2, "one\r\ntwo\r\nthree\r\nfour"), new ScreenDumpOptions { ScrollbackLines = lines }));

    [Fact]
    public void Write_ForAFreshTerminal_BeginsWithoutReset() =>
        Assert.Equal("x", Dump(TerminalText.Screen(10, 2, "x"), new ScreenDumpOptions { IsForFreshTerminal = true }));

    [Fact]
    public void Write_OntoAUsedScreen_LeavesNothingOfIt()
    {
        Screen screen = TerminalText.Screen(10, 3, "plain");
        Screen used = TerminalText.Screen(10, 3, "a\r\nb\r\nc\r\nd\e[?1049hx\e[2;3r\e[?6h\e[4h\e[1;31m\e]0;t\a\e[>1u\e(0\e[3g\e7");

        used.Write(Dump(screen));

        Assert.Null(ScreenComparison.Difference(screen, used));
    }

    [Fact]
    public void Write_TitleWithControls_KeepsThemOut()
    {
        Screen screen = TerminalText.Screen(10, 1, "\e]0;a\u009cb\u009b31mc\a");

        Assert.DoesNotContain(Dump(screen)[2..^1], c => char.IsControl(c) && c != '\e');
    }

    [Fact]
    public void Write_InTheMiddleOfASequence_IsOfTheScreen()
    {
        Screen screen = TerminalText.Screen(10, 1, "ab\e[3");

        Assert.Equal("\ecab", Dump(screen));
    }

    [Fact]
    public void Write_NegativeScrollback_IsRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            ScreenDump.Write(TerminalText.Screen(1, 1), new ArrayBufferWriter<byte>(), new ScreenDumpOptions { ScrollbackLines = -1 }));

    [Fact]
    public void Write_IntoAReusedBuffer_AllocatesNothing()
    {
        var screen = new Screen(new TerminalSize(120, 40));
        foreach (string name in Recordings.Names.Where((_, i) => i % 25 == 0))
            screen.Write(Recordings.Open(name).Output);
        screen.Write("\e]133;A\a$ \e]133;B\als\r\n\e]8;;http://x\alink\e]8;;\a\e]4;1;#102030\a\e]7;file:///tmp\a\e]7501;id=a:state=working\a");
        screen.Write("\e[?1049h" + "e\u0301\e[1;31m世界\r\n");
        var bytes = new ArrayBufferWriter<byte>();
        ScreenDump.Write(screen, bytes);
        bytes.ResetWrittenCount();

        long before = GC.GetAllocatedBytesForCurrentThread();
        ScreenDump.Write(screen, bytes);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.True(screen.ScrollbackCount > 50);
        Assert.Equal(0, allocated);
    }

    internal static string Dump(Screen screen, ScreenDumpOptions options = default)
    {
        var bytes = new ArrayBufferWriter<byte>();
        ScreenDump.Write(screen, bytes, options);
        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }

    /// <summary>Fails unless a screen that is fed with the dump equals the dumped one, in silence.</summary>
    internal static void AssertCarried(Screen screen, string about = "")
    {
        var bytes = new ArrayBufferWriter<byte>();
        ScreenDump.Write(screen, bytes);
        var other = new Screen(screen.Size);
        other.Write(bytes.WrittenSpan);
        if (ScreenComparison.Difference(screen, other) is { } difference)
            Assert.Fail($"{about} {difference}\n{Encoding.UTF8.GetString(bytes.WrittenSpan).Replace('\e', '␛')}");
        Assert.Equal((0, 0, 0), (other.BellCount, other.NotificationCount, other.Replies.Pending.Length));
    }
}
