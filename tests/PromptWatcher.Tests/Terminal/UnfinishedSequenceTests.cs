using System.Buffers;
using System.Text;
using PromptWatcher.Terminal;

namespace PromptWatcher.Tests.Terminal;

/// <summary>A viewer may come in the middle of a sequence: what it is sent stands there as well.</summary>
public class UnfinishedSequenceTests
{
    [Theory]
    [InlineData("é世😀\e[31mx\e[0m")]
    [InlineData("\e]0;a title ✳\a\e]2;another\e\\")]
    [InlineData("\e[38:2::1:2:3mA\e[4:3mB\e[>4;2m\e[?2026$p\e[?25l")]
    [InlineData("\e[1;2;3;4;5;6;7;8;9;1;2;3;4;5;6;7;8;9;1;2;3;4;5;6;7;8;9;1;2;3;4;5;31;32mfull")]
    [InlineData("\ePabc\e\\\e_G;xyz\e\\\e^pm\e\\\eXsos\e\\text")]
    [InlineData("a\x18\e[3\x1a\e[2\r1mX\e(0qqq\e(B\e#8")]
    [InlineData("\e[0<31mx\e[3?1my\e !#%Fz\e[5 qw")]
    [InlineData("a\xc3\xff b\e\xc3\xa9")]
    public void WriteUnfinished_CutAtEachByte_GoesOnAsIfItHadReadAll(string text)
    {
        byte[] output = Encoding.UTF8.GetBytes(text);
        Screen whole = TerminalText.Screen(20, 5, text);
        for (int cut = 1; cut < output.Length; cut++)
        {
            Screen first = TerminalText.Screen(20, 5);
            first.Write(output.AsSpan(0, cut));
            var dump = new ArrayBufferWriter<byte>();
            ScreenDump.Write(first, dump);
            first.WriteUnfinished(dump);

            Screen second = TerminalText.Screen(20, 5);
            second.Write(dump.WrittenSpan);
            second.Write(output.AsSpan(cut));
            Assert.Null(ScreenComparison.Difference(whole, second) is { } difference ? $"Cut at {cut}: {difference}" : null);
        }
    }

    [Fact]
    public void WriteUnfinished_StringThatIsTooLong_StaysTooLong()
    {
        Screen first = TerminalText.Screen(20, 5, "\e]0;" + new string('t', VtParser.MaxStringLength + 10));
        var unfinished = new ArrayBufferWriter<byte>();
        first.WriteUnfinished(unfinished);
        Screen second = TerminalText.Screen(20, 5);
        second.Write(unfinished.WrittenSpan);

        first.Write("end\ax");
        second.Write("end\ax");

        Assert.Null(ScreenComparison.Difference(first, second));
    }
}
