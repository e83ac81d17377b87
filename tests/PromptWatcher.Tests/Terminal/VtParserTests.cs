using System.Text;
using PromptWatcher.Terminal;
using PromptWatcher.Tests.Terminal.Fuzzing;

namespace PromptWatcher.Tests.Terminal;

public class VtParserTests
{
    [Theory]
    [InlineData("plain text", "print plain text")]
    [InlineData("é世😀", "print é世😀")]
    [InlineData("a\r\nb", "print a|execute 0d|execute 0a|print b")]
    [InlineData("a\x7f" + "b", "print ab")]
    [InlineData("\0\a", "execute 00|execute 07")]
    [InlineData("\e7", "esc 7")]
    [InlineData("\e(0", "esc (0")]
    [InlineData("\e#8", "esc #8")]
    [InlineData("\e!!!p", "")]
    [InlineData("\e[m", "csi m []")]
    [InlineData("\e[;m", "csi m [0;0]")]
    [InlineData("\e[1;m", "csi m [1;0]")]
    [InlineData("\e[12;34H", "csi H [12;34]")]
    [InlineData("\e[38:2::1:2:3m", "csi m [38:2:0:1:2:3]")]
    [InlineData("\e[4:3;31m", "csi m [4:3;31]")]
    [InlineData("\e[?25h", "csi ?h [25]")]
    [InlineData("\e[>c", "csi >c []")]
    [InlineData("\e[?2026$p", "csi ?$p [2026]")]
    [InlineData("\e[5 q", "csi  q [5]")]
    [InlineData("\e[99999999999999999999S", "csi S [65535]")]
    [InlineData("\e[>4;?m", "")]
    [InlineData("\e[1!2p", "")]
    [InlineData("\e[1!!!p", "")]
    [InlineData("\e[1\n2m", "execute 0a|csi m [12]")]
    [InlineData("\e[1\u007f2m", "csi m [12]")]
    [InlineData("\e[1\x18x", "execute 18|print x")]
    [InlineData("\e[1\x1ax", "execute 1a|print x")]
    [InlineData("\e[1\e[2m", "csi m [2]")]
    [InlineData("\e\e7", "esc 7")]
    [InlineData("\e\n7", "execute 0a|esc 7")]
    [InlineData("\e[1é", "print é")]
    [InlineData("\eé", "print é")]
    [InlineData("\e]0;title\a.", "osc 0;title|print .")]
    [InlineData("\e]0;title\e\\.", "osc 0;title|print .")]
    [InlineData("\e]0;a\nb\a", "osc 0;ab")]
    [InlineData("\e]0;é\a", "osc 0;é")]
    [InlineData("\e]0;ti\x18.", "execute 18|print .")]
    [InlineData("\e]0;title\e[1m", "osc 0;title|csi m [1]")]
    [InlineData("\e]0;title\e]2;b\a", "osc 0;title|osc 2;b")]
    [InlineData("\e]\a", "osc ")]
    [InlineData("\eP$qm\e\\.", "string P $qm|print .")]
    [InlineData("\ePa\ab\e\\", "string P a\ab")]
    [InlineData("\e_G;x\e\\\e^y\e\\\eXz\e\\", "string _ G;x|string ^ y|string X z")]
    [InlineData("\e_x\x1a.", "execute 1a|print .")]
    [InlineData("\e\\", @"esc \")]
    public void Parse_Input_GivesTheseCallsHoweverItIsCut(string input, string expected)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(input);

        Assert.Equal(expected, string.Join('|', ParserRecorder.Record(bytes)));
        for (int chunk = 1; chunk < bytes.Length; chunk++)
            Assert.Equal(expected, string.Join('|', ParserRecorder.Record(bytes, chunk)));
    }

    [Theory]
    [InlineData("c3", "\uFFFD", true)]
    [InlineData("c328", "\uFFFD(", false)]
    [InlineData("80bf", "\uFFFD\uFFFD", false)]
    [InlineData("c0af", "\uFFFD\uFFFD", false)]
    [InlineData("eda080", "\uFFFD\uFFFD\uFFFD", false)]
    [InlineData("e28241", "\uFFFDA", false)]
    [InlineData("f09f9841", "\uFFFDA", false)]
    [InlineData("f4908080", "\uFFFD\uFFFD\uFFFD\uFFFD", false)]
    [InlineData("41c2e4b8ad42", "A\uFFFD中B", false)]
    [InlineData("ff", "\uFFFD", false)]
    public void Parse_MalformedUtf8_GivesOneReplacementPerMaximalSubpart(string hex, string expected, bool isCut)
    {
        // A newline after it ends what a cut sequence still waited for.
        byte[] bytes = [.. Convert.FromHexString(hex), .. isCut ? "\n"u8 : ""u8];
        string calls = "print " + expected + (isCut ? "|execute 0a" : "");

        for (int chunk = 1; chunk <= bytes.Length; chunk++)
            Assert.Equal(calls, string.Join('|', ParserRecorder.Record(bytes, chunk)));
    }

    [Fact]
    public void Parse_MoreParametersThanTheLimit_DropsTheRest()
    {
        string input = "\e[" + string.Join(';', Enumerable.Range(1, 50)) + "m";

        string call = Assert.Single(ParserRecorder.Record(Encoding.UTF8.GetBytes(input)));

        Assert.Equal($"csi m [{string.Join(';', Enumerable.Range(1, VtParser.MaxParameters))}]", call);
    }

    [Theory]
    [InlineData("\e]", "\a", "osc ", 0)]
    [InlineData("\e]", "\a", "osc ", 1)]
    [InlineData("\eP", "\e\\", "string P ", 0)]
    [InlineData("\eP", "\e\\", "string P ", 20_000)]
    public void Parse_StringAtTheLimit_ComesWholeAndALongerOneCutWithItsLength(string start, string end, string call, int excess)
    {
        int length = VtParser.MaxStringLength + excess;
        byte[] bytes = Encoding.UTF8.GetBytes(start + new string('x', length) + end + ".");
        string expected = call + new string('x', VtParser.MaxStringLength) + (excess > 0 ? $" of {length}" : "");

        foreach (int chunk in (int[])[1, 7, 4_096, bytes.Length])
            Assert.Equal([expected, "print ."], ParserRecorder.Record(bytes, chunk));
    }

    [Fact]
    public void Parse_RandomBytesCutAnywhere_GivesTheSameCalls()
    {
        var random = new Random(1);
        for (int round = 0; round < 300; round++)
        {
            byte[] bytes = FuzzInput.Next(random, 400);
            List<string> whole = ParserRecorder.Record(bytes);
            foreach (int chunk in (int[])[1, 2, 3, 5, 31, 64])
                Assert.Equal(whole, ParserRecorder.Record(bytes, chunk));
        }
    }
}
