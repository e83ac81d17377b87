using System.Text;
using PromptWatcher.Terminal;

namespace PromptWatcher.Tests.Terminal;

public class SplitInvarianceTests
{
    [Theory]
    [MemberData(nameof(Recordings.All), MemberType = typeof(Recordings))]
    public void Write_AnyRecordingCutAnywhere_GivesTheSameScreen(string name)
    {
        Recording recording = Recordings.Open(name);
        byte[] output = recording.Output;
        Screen whole = Feed(recording, output, static _ => int.MaxValue);

        ScreenComparison.AssertSame(whole, Feed(recording, output, static _ => 1));
        ScreenComparison.AssertSame(whole, Feed(recording, output, static random => random.Next(1, 40)));
        ScreenComparison.AssertSame(whole, Feed(recording, output, static random => random.Next(1, 4_096)));
    }

    [Theory]
    [InlineData("é世😀\e[31mx\e[0m")]
    [InlineData("\e]0;a title ✳\a\e]2;another\e\\")]
    [InlineData("\e[38:2::1:2:3mA\e[4:3mB\e[>4;2m\e[?2026$p")]
    [InlineData("\ePabc\e\\\e_G;xyz\e\\\e^pm\e\\\eXsos\e\\text")]
    [InlineData("a\x18\e[3\x1a\e[2\r1mX\e(0qqq\e(B\e#8")]
    public void Write_SequenceCutAtEachByte_GivesTheSameScreen(string text)
    {
        byte[] output = Encoding.UTF8.GetBytes(text);
        Screen whole = TerminalText.Screen(20, 5, text);
        for (int cut = 1; cut < output.Length; cut++)
        {
            Screen parts = TerminalText.Screen(20, 5);
            parts.Write(output.AsSpan(0, cut));
            parts.Write(output.AsSpan(cut));
            ScreenComparison.AssertSame(whole, parts, $"Cut at {cut}:");
        }
    }

    private static Screen Feed(Recording recording, byte[] output, Func<Random, int> chunk)
    {
        var screen = new Screen(recording.Size);
        var random = new Random(7);
        for (int i = 0; i < output.Length;)
        {
            int length = Math.Min(chunk(random), output.Length - i);
            screen.Write(output.AsSpan(i, length));
            i += length;
        }

        return screen;
    }
}
