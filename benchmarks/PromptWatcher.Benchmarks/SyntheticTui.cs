using System.Text;

namespace PromptWatcher.Benchmarks;

/// <summary>Bytes like those of an agent's user interface: synchronized frames that erase and repaint a live area, colours, boxes, UTF-8. Always the same.</summary>
internal static class SyntheticTui
{
    private const int Columns = 120;

    private static readonly string[] Words =
        "agent answer branch build cache commit compile diff edit error file frame function line merge model module parse patch path prompt queue read result run screen state step test token tool trace write".Split(' ');

    /// <summary>Whole frames, at most <paramref name="size"/> bytes of them.</summary>
    internal static byte[] Create(int size)
    {
        var bytes = new MemoryStream(size);
        var random = new Random(20250301);       // A seed makes .NET's generator the same everywhere.
        int painted = 0;
        for (int frame = 0; ; frame++)
        {
            byte[] next = Encoding.UTF8.GetBytes(Frame(random, frame, ref painted));
            if (bytes.Length + next.Length > size)
                return bytes.ToArray();
            bytes.Write(next);
        }
    }

    private static string Frame(Random random, int frame, ref int painted)
    {
        var text = new StringBuilder("\e[?2026h");
        for (int i = 0; i < painted; i++)
            text.Append("\e[1A\e[2K");
        text.Append('\r');
        if (frame % 10 == 0)
            AppendTranscript(random, text);

        string[] live =
        [
            $"\e[38;2;215;119;87m{"·✢✳✶✻✽"[frame % 6]} {Some(random, 2)}…\e[39m \e[2m({frame / 10}s · ↑ {frame / 70.0:F1}k tokens · esc to interrupt)\e[22m",
            "",
            $"\e[38;5;244m╭{new string('─', Columns - 2)}╮\e[39m",
            $"\e[38;5;244m│\e[39m > {Some(random, random.Next(1, 9)).PadRight(Columns - 7)}\e[7m \e[27m \e[38;5;244m│\e[39m",
            $"\e[38;5;244m╰{new string('─', Columns - 2)}╯\e[39m",
            $"  \e[2m? for shortcuts\e[22m{new string(' ', 40)}\e[38;2;78;186;101m◯ connected\e[39m",
        ];
        painted = live.Length;
        return text.AppendJoin("\r\n", live).Append("\r\n\e[?2026l").ToString();
    }

    private static void AppendTranscript(Random random, StringBuilder text)
    {
        text.Append($"\e[1m●\e[22m {Some(random, 4)}\r\n");
        for (int line = random.Next(2, 12); line > 0; line--)
            text.Append($"  \e[48;5;{(random.Next(2) == 0 ? 22 : 52)}m{random.Next(1, 2000),5} {"+-"[random.Next(2)]} {Some(random, random.Next(3, 12))}\e[K\e[49m\r\n");
    }

    private static string Some(Random random, int count) => string.Join(' ', Enumerable.Range(0, count).Select(_ => Words[random.Next(Words.Length)]));
}
