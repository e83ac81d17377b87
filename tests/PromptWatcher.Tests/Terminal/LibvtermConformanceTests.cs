using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using PromptWatcher.Environments;
using PromptWatcher.Terminal;

namespace PromptWatcher.Tests.Terminal;

/// <summary>libvterm's scripts: what they say of the cursor, of rows and of cells' text, and nothing of its own callbacks.</summary>
public partial class LibvtermConformanceTests
{
    private const int Minimum = 111;

    private static readonly Dictionary<string, string> s_deviations = new()
    {
        ["11state_movecursor Horizontal Position Backward"] = "xterm has no HPB.",
        ["11state_movecursor Vertical Position Backward"] = "xterm has no VPB.",
        ["13state_edit IL"] = "xterm takes the cursor to the line's start.",
        ["63screen_resize Resize taller attempts to pop scrollback"] = "The script's host invents a line ABCDE that was never written.",
        ["69screen_reflow Resize wider reflows wide lines"] = "A new width does not break lines anew here.",
        ["69screen_reflow Resize narrower can create continuation lines"] = "The same.",
        ["69screen_reflow Shell wrapped prompt behaviour"] = "The same.",
    };

    [SkippableFact]
    public void Write_LibvtermScripts_GivesLibvtermsScreen()
    {
        string folder = ConformanceData.Suite("libvterm-t");
        var results = new Dictionary<string, bool>();
        foreach (string path in Directory.EnumerateFiles(folder, "*.test").Order(StringComparer.Ordinal))
            Run(path, results);

        ConformanceData.Check(results.Keys, name => results[name], s_deviations, Minimum);
    }

    /// <summary>Plays a script; each of its titled parts that asks something is a case.</summary>
    private static void Run(string path, Dictionary<string, bool> results)
    {
        var screen = new Screen(new TerminalSize(80, 25));
        string title = "";
        foreach (string line in File.ReadLines(path).SelectMany(Repeated))
        {
            if (line.StartsWith('!'))
                title = $"{Path.GetFileNameWithoutExtension(path)} {line[1..].Trim()}";
            else if (line.TrimStart().StartsWith("PUSH ", StringComparison.Ordinal))
                screen.Write(Unescape(line));
            else if (line is "RESET" or "INIT")
                screen.Write("\ec"u8);
            else if (line.StartsWith("RESIZE ", StringComparison.Ordinal))
                Resize(screen, line[7..]);
            else if (Answer(screen, line) is { } isRight)
                results[title] = isRight && results.GetValueOrDefault(title, true);
        }
    }

    /// <summary><c>$REP n: line</c> stands for n lines, <c>$SEQ a b: line</c> for one with each number instead of <c>\#</c>.</summary>
    private static IEnumerable<string> Repeated(string line)
    {
        Match loop = Loop().Match(line);
        if (!loop.Success)
            return [line];
        int first = loop.Groups[2].Success ? Number(loop.Groups[1]) : 1;
        int last = Number(loop.Groups[2].Success ? loop.Groups[2] : loop.Groups[1]);
        return Enumerable.Range(first, last - first + 1)
            .Select(number => loop.Groups[3].Value.Replace("\\#", number.ToString(CultureInfo.InvariantCulture)));
    }

    private static void Resize(Screen screen, string size)
    {
        int[] numbers = [.. size.Split(',').Select(part => int.Parse(part, CultureInfo.InvariantCulture))];
        screen.Resize(new TerminalSize(numbers[1], numbers[0]));
    }

    private static bool? Answer(Screen screen, string line)
    {
        if (Cursor().Match(line) is { Success: true } cursor)
            return screen.Cursor() == (Number(cursor.Groups[1]), Number(cursor.Groups[2]));
        if (Row().Match(line) is { Success: true } row)
            return screen.LineText(Number(row.Groups[1])) == Text(row.Groups[2].Value).TrimEnd(' ');
        if (Cells().Match(line) is { Success: true } cells)
        {
            int first = Number(cells.Groups[1]);
            string text = screen.LineText(first).PadRight(screen.Size.Columns);
            return first + 1 != Number(cells.Groups[3])
                ? null
                : text[Number(cells.Groups[2])..Number(cells.Groups[4])].TrimEnd() == Text(cells.Groups[5].Value).TrimEnd();
        }

        return null;
    }

    private static int Number(Group group) => int.Parse(group.Value, CultureInfo.InvariantCulture);

    /// <summary>A quoted text, or code points in hexadecimal with commas between.</summary>
    private static string Text(string value) => value.StartsWith('"')
        ? Encoding.UTF8.GetString(Unescape(value))
        : string.Concat(value.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(
            code => char.ConvertFromUtf32(int.Parse(code.AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture))));

    /// <summary>A Perl string, with <c>x</c> for repetition and a full stop between parts.</summary>
    private static byte[] Unescape(string perl)
    {
        var bytes = new List<byte>();
        foreach (Match part in Part().Matches(perl))
        {
            byte[] text = [.. Escape().Matches(part.Groups[1].Value).SelectMany(Bytes)];
            int count = part.Groups[2].Success ? Number(part.Groups[2]) : 1;
            for (; count > 0; count--)
                bytes.AddRange(text);
        }

        return [.. bytes];
    }

    private static byte[] Bytes(Match match)
    {
        string text = match.Value;
        if (match.Groups[1].Success)
            return [byte.Parse(match.Groups[1].Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture)];
        return text[0] != '\\' ? Encoding.UTF8.GetBytes(text) : text[1] switch
        {
            'e' => [0x1b],
            'r' => [(byte)'\r'],
            'n' => [(byte)'\n'],
            't' => [(byte)'\t'],
            'b' => [(byte)'\b'],
            'a' => [0x07],
            '0' => [0],
            _ => [(byte)text[1]],
        };
    }

    [GeneratedRegex(@"^\$(?:REP|SEQ) +(\d+)(?: +(\d+))?: *(.*)$")]
    private static partial Regex Loop();

    [GeneratedRegex(@"^\s*\?cursor = (\d+),(\d+)$")]
    private static partial Regex Cursor();

    [GeneratedRegex(@"^\s*\?screen_row +(\d+) +?= (.*)$")]
    private static partial Regex Row();

    [GeneratedRegex(@"^\s*\?screen_chars (\d+),(\d+),(\d+),(\d+) = (.*)$")]
    private static partial Regex Cells();

    [GeneratedRegex(@"""((?:[^""\\]|\\.)*)""\s*(?:x\s*(\d+))?")]
    private static partial Regex Part();

    [GeneratedRegex(@"\\x\{?([0-9A-Fa-f]{2})\}?|\\.|[^\\]", RegexOptions.Singleline)]
    private static partial Regex Escape();
}
