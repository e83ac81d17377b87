using System.Text;
using PromptWatcher.Environments;
using PromptWatcher.Terminal;
using PromptWatcher.Tests.Terminal.Fuzzing;

namespace PromptWatcher.Tests.Terminal;

public class AllocationTests
{
    [Fact]
    public void Write_SixteenMegabytesOfMixedOutput_AllocatesNothing()
    {
        byte[] mix = Mix();
        var screen = new Screen(new TerminalSize(120, 40));
        WarmUp(screen);
        Feed(screen, mix, 2 * mix.Length);

        long before = GC.GetAllocatedBytesForCurrentThread();
        Feed(screen, mix, 16_000_000);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(0, allocated);
    }

    [Fact]
    public void Parse_SixteenMegabytesOfMixedOutput_AllocatesNothing()
    {
        byte[] mix = Mix();
        var parser = new VtParser();
        var handler = new Counter();
        Parse(parser, ref handler, mix, 2 * mix.Length);

        long before = GC.GetAllocatedBytesForCurrentThread();
        Parse(parser, ref handler, mix, 16_000_000);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(0, allocated);
        Assert.True(handler.Count > 16_000_000 / 2, $"{handler.Count} bytes and calls came through.");
    }

    /// <summary>Fills the scrollback and gives every row the side table that its first cluster needs.</summary>
    private static void WarmUp(Screen screen)
    {
        string lines = string.Concat(Enumerable.Repeat("e\u0301\r\n", 2 * ScreenOptions.DefaultScrollbackLines));
        screen.Write(lines);
        screen.Write("\e[?1049h" + lines + "\e[?1049l");
    }

    /// <summary>Recordings of every kind of program, then what no recording has.</summary>
    private static byte[] Mix()
    {
        var mix = new List<byte>();
        foreach (string name in Recordings.Names.Where((_, i) => i % 5 == 0))
            mix.AddRange(Recordings.Open(name).Output);
        mix.AddRange(Encoding.UTF8.GetBytes("\e[?1049l\e[r\e[?6l"));
        mix.AddRange(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("A line that scrolls 世界 e\u0301 👩‍💻 \e[38;5;9mred\e[m\r\n", 2_000))));
        mix.AddRange(Encoding.UTF8.GetBytes("\e]0;one\a\e[22t\e]0;two\a\e[23t\e]9;note\a\e]9;4;1;50\a\e]133;B\a\e[c\e[6n\e]10;?\a\e]4;1;?\a\e[?2026$p"));
        mix.AddRange(FuzzInput.Next(new Random(5), 50_000));
        return [.. mix];
    }

    private static void Parse(VtParser parser, ref Counter handler, byte[] mix, int total)
    {
        for (int i = 0, done = 0; done < total; done += 4_096)
        {
            int length = Math.Min(4_096, mix.Length - i);
            parser.Parse(mix.AsSpan(i, length), ref handler);
            i = i + length == mix.Length ? 0 : i + length;
        }
    }

    private static void Feed(Screen screen, byte[] mix, int total)
    {
        for (int i = 0, done = 0; done < total; done += 4_096)
        {
            int length = Math.Min(4_096, mix.Length - i);
            screen.Write(mix.AsSpan(i, length));
            screen.Replies.Clear();
            i = i + length == mix.Length ? 0 : i + length;
        }
    }

    /// <summary>Looks at everything and keeps nothing.</summary>
    private struct Counter : IVtHandler
    {
        public long Count;

        public void Print(scoped ReadOnlySpan<byte> utf8) => Count += utf8.Length;

        public void Execute(byte control) => Count++;

        public void EscDispatch(VtCommand command) => Count++;

        public void CsiDispatch(VtCommand command, scoped VtParameters parameters) => Count += 1 + parameters.Count;

        public void OscDispatch(scoped ReadOnlySpan<byte> payload, long length) => Count += length;

        public void StringDispatch(VtCommand introducer, scoped ReadOnlySpan<byte> payload, long length) => Count += length;
    }
}
