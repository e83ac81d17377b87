using System.Buffers;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using PromptWatcher.Terminal;

namespace PromptWatcher.Tests.Terminal;

/// <summary>What a browser shows of a dump: xterm.js, where it is at hand, is asked for its buffer.</summary>
public class XtermScreenTests
{
    private const string Variable = "PROMPTWATCHER_XTERM";

    private static readonly CellAttributes[] s_flags =
    [
        CellAttributes.Bold, CellAttributes.Dim, CellAttributes.Italic, CellAttributes.Underline, CellAttributes.Blink,
        CellAttributes.Inverse, CellAttributes.Hidden, CellAttributes.Strike, CellAttributes.Overline,
    ];

    [SkippableFact]
    public async Task Write_FinalScreenOfEachRecording_ShowsInXtermJs()
    {
        string? modules = Environment.GetEnvironmentVariable(Variable);
        Skip.If(modules is null, $"NOT CHECKED: set {Variable} to a folder node_modules with @xterm/headless in it.");
        using Process node = Start(modules);

        foreach (string name in Recordings.Names)
        {
            Recording recording = Recordings.Open(name);
            var screen = new Screen(recording.Size);
            screen.Write(recording.Output);
            await node.StandardInput.WriteLineAsync(Request(screen));
            await node.StandardInput.FlushAsync();

            string answer = await node.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("node has ended.");
            Assert.Equal(Expected(screen), JsonSerializer.Deserialize<string[]>(answer));
        }
    }

    private static Process Start(string modules)
    {
        string script = Path.Combine(SourceTree.Root, "tests", "PromptWatcher.Tests", "Terminal", "xterm-screen.cjs");
        var start = new ProcessStartInfo("node", [script])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        start.Environment["NODE_PATH"] = modules;
        return Process.Start(start)!;
    }

    private static string Request(Screen screen)
    {
        var dump = new ArrayBufferWriter<byte>();
        ScreenDump.Write(screen, dump);
        return $$"""{"columns":{{screen.Size.Columns}},"rows":{{screen.Size.Rows}},"bytes":"{{Convert.ToBase64String(dump.WrittenSpan)}}"}""";
    }

    private static string[] Expected(Screen screen)
    {
        int history = screen.IsAlternate ? 0 : screen.ScrollbackCount;
        int column = screen.IsWrapPending ? screen.Size.Columns : screen.CursorColumn;
        var shown = new List<string>
        {
            $"{(screen.IsAlternate ? "alternate" : "normal")} {history + screen.Size.Rows} {column} {screen.CursorRow} '{screen.Title}' ''",
        };
        for (int row = -history; row < screen.Size.Rows; row++)
            shown.Add(Line(screen, row));
        return [.. shown];
    }

    private static string Line(Screen screen, int row)
    {
        ScreenLine line = screen.LineOn(screen.IsAlternate, row);
        Span<byte> utf8 = stackalloc byte[ClusterTable.MaxUtf8Length];
        var text = new StringBuilder(line.IsWrapped && row < screen.Size.Rows - 1 ? "wrapped" : "ended");
        string last = "";
        for (int column = 0; column < screen.Size.Columns; column++)
        {
            if (line[column] == Screen.WideTail)
                continue;
            string next = Look(line.StyleAt(column));
            if (next != last)
                text.Append($" <{next}> ");
            last = next;
            text.Append(Encoding.UTF8.GetString(utf8[..line.Spell(column, utf8)]));
        }

        return text.ToString();
    }

    private static string Look(Style style) =>
        $"{style.Foreground} {style.Background} {string.Concat(s_flags.Select(flag => style.Has(flag) ? '1' : '0'))}";
}
