using System.Text;
using PromptWatcher.Environments;
using PromptWatcher.Terminal;

namespace PromptWatcher.Tests.Terminal;

public class SplitInvarianceTests
{
    [Theory]
    [MemberData(nameof(Recordings.All), MemberType = typeof(Recordings))]
    public void Write_AnyRecordingCutAnywhere_GivesTheSameScreen(string name)
    {
        Recording recording = Recordings.Open(name);
        AssertSameForAnyCut(recording.Size, recording.Output, name);
    }

    [SkippableFact]
    public void Write_AnyConformanceInputCutAnywhere_GivesTheSameScreen()
    {
        string alacritty = ConformanceData.Suite("alacritty-ref");
        string xterm = ConformanceData.Suite("xtermjs-escape-files");
        string[] files = [.. Directory.EnumerateFiles(alacritty, "alacritty.recording", SearchOption.AllDirectories), .. Directory.EnumerateFiles(xterm, "*.in")];

        Assert.All(files, file => AssertSameForAnyCut(new TerminalSize(80, 25), File.ReadAllBytes(file), file));
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

    private static void AssertSameForAnyCut(TerminalSize size, byte[] output, string about)
    {
        Screen whole = Feed(size, output, static _ => int.MaxValue);
        ScreenComparison.AssertSame(whole, Feed(size, output, static _ => 1), about);
        ScreenComparison.AssertSame(whole, Feed(size, output, static random => random.Next(1, 40)), about);
        ScreenComparison.AssertSame(whole, Feed(size, output, static random => random.Next(1, 4_096)), about);
    }

    private static Screen Feed(TerminalSize size, byte[] output, Func<Random, int> chunk)
    {
        var screen = new Screen(size);
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
