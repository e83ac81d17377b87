using System.Globalization;
using PromptWatcher.Environments;
using PromptWatcher.Terminal;
using Xunit.Abstractions;

namespace PromptWatcher.Tests.Terminal;

/// <summary>
/// libvterm's scripts: what they ask of the cursor, the pen, rows and cells, what was drawn where, and what was answered. How libvterm
/// tells its host of it (damage, moved and erased rectangles), its keyboard, its mouse and its selection are its own.
/// </summary>
public class LibvtermConformanceTests(ITestOutputHelper log)
{
    private const int Minimum = 193;
    private const int MinimumChecks = 811;

    private const string NotEchoed = "A program's settings are never sent back to it; the answer is that the request is invalid.";
    private const string EightBit = "Bytes from 0x80 on are UTF-8 here and no controls or characters of GR.";
    private const string Marks = "libvterm keeps 5 marks on a character; here it is 16.";

    private static readonly Dictionary<string, string> s_deviations = new()
    {
        ["10state_putglyph Spare combining chars get truncated"] = Marks,
        ["11state_movecursor Horizontal Position Backward"] = "xterm has no HPB.",
        ["11state_movecursor Vertical Position Backward"] = "xterm has no VPB.",
        ["12state_scroll DECRQSS on DECSTBM"] = NotEchoed,
        ["12state_scroll DECRQSS on DECSLRM"] = NotEchoed,
        ["13state_edit IL"] = "xterm takes the cursor to the line's start.",
        ["13state_edit DECRQSS on DECSCA"] = NotEchoed,
        ["14state_encoding SS2"] = EightBit,
        ["14state_encoding SS3"] = EightBit,
        ["14state_encoding LS1R"] = EightBit,
        ["14state_encoding LS2R"] = EightBit,
        ["14state_encoding LS3R"] = EightBit,
        ["16state_resize Resize shrink moves cursor"] = "The line is broken anew, and the cursor goes with its character.",
        ["26state_query DA"] = "libvterm says VT100 with AVO, which promises no colour.",
        ["26state_query XTVERSION"] = "libvterm names itself.",
        ["26state_query DECRQSS on DECSCUSR"] = NotEchoed,
        ["26state_query DECRQSS on SGR"] = NotEchoed,
        ["26state_query DECRQSS on SGR ANSI colours"] = NotEchoed,
        ["26state_query DECRQSS on SGR ANSI hi-bright colours"] = NotEchoed,
        ["26state_query DECRQSS on SGR 256-palette colours"] = NotEchoed,
        ["26state_query DECRQSS on SGR RGB8 colours"] = NotEchoed,
        ["26state_query S8C1T on DSR"] = EightBit,
        ["30state_pen Bold+ANSI colour == highbright"] = "Whether bold is bright is for who draws the cell; the colour stays what was asked for.",
        ["31state_rep REP with UTF-8 combining character"] = "xterm repeats the character without its marks.",
        ["31state_rep REP till end of line"] = "xterm goes on in the next line, as with typed text.",
        ["61screen_unicode 10 combining accents should not crash"] = Marks,
        ["61screen_unicode 40 combining accents in two split writes of 20 should not crash"] = Marks,
        ["63screen_resize Resize taller attempts to pop scrollback"] = "The script's host invents a line ABCDE that was never written.",
        ["64screen_pen Set default colours"] = "The host of libvterm sets them; here they are the viewer's.",
        ["69screen_reflow Shell wrapped prompt behaviour"] = "Lines come back from the scrollback where others have joined.",
    };

    private readonly Dictionary<string, bool> _results = [];
    private int _checks;

    [SkippableFact]
    public void Write_LibvtermScripts_GivesLibvtermsScreen()
    {
        string folder = ConformanceData.Suite("libvterm-t");
        foreach (string path in Directory.EnumerateFiles(folder, "*.test").Order(StringComparer.Ordinal))
            Run(path);

        log.WriteLine($"{_results.Values.Count(passed => passed)} of {_results.Count} cases pass, {_checks} checks.");
        ConformanceData.Check(_results.Keys, name => _results[name], s_deviations, Minimum);
        Assert.True(_checks >= MinimumChecks, $"{_checks} checks were understood; {MinimumChecks} were.");
    }

    /// <summary>Plays a script; each of its titled parts that asks something is a case.</summary>
    private void Run(string path)
    {
        var screen = new Screen(new TerminalSize(80, 25));
        string title = Path.GetFileNameWithoutExtension(path);
        string command = "";
        var glyphs = new List<string>();
        foreach (string line in LibvtermScript.Lines(path).Append("END"))
        {
            if (line.StartsWith("putglyph ", StringComparison.Ordinal))
            {
                glyphs.Add(line);
                continue;
            }

            bool isCommand = char.IsUpper(line[0]) || line[0] == '!';
            if (isCommand && glyphs.Count > 0)
            {
                Note(title, "putglyph", LibvtermChecks.HasGlyphs(screen, glyphs), glyphs.Count);
                glyphs.Clear();
            }

            if (line[0] == '!')
                title = $"{Path.GetFileNameWithoutExtension(path)} {line[1..].Trim()}";
            else if (isCommand)
                Do(screen, command = line);
            else if (line.StartsWith("output ", StringComparison.Ordinal) && command.StartsWith("PUSH", StringComparison.Ordinal))
                Note(title, line, screen.Replied() == LibvtermScript.Text(line[7..]));
            else if (LibvtermChecks.Answer(screen, line) is { } isRight)
                Note(title, line, isRight);
        }
    }

    private static void Do(Screen screen, string line)
    {
        string[] words = line.Split(' ', 2);
        switch (words[0])
        {
            case "PUSH":
                screen.Write(LibvtermScript.Unescape(words[1]));
                break;
            case "INIT" or "RESET":
                screen.Write("\ec"u8);
                screen.Replies.Clear();
                break;
            case "RESIZE":
                int[] numbers = [.. words[1].Split(',').Select(part => int.Parse(part, CultureInfo.InvariantCulture))];
                screen.Resize(new TerminalSize(numbers[1], numbers[0]));
                break;
        }
    }

    private void Note(string title, string line, bool isRight, int checks = 1)
    {
        _checks += checks;
        _results[title] = isRight && _results.GetValueOrDefault(title, true);
        if (!isRight)
            log.WriteLine($"{title}: {line}");
    }
}
