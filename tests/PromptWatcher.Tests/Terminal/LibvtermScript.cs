using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace PromptWatcher.Tests.Terminal;

/// <summary>How libvterm's test scripts are written.</summary>
internal static partial class LibvtermScript
{
    /// <summary>The script's lines without comments. <c>$REP n: line</c> stands for n lines, <c>$SEQ a b: line</c> for one with each number instead of <c>\#</c>.</summary>
    public static IEnumerable<string> Lines(string path) =>
        File.ReadLines(path).Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '#').SelectMany(Repeated);

    public static int Number(Group group) => int.Parse(group.Value, CultureInfo.InvariantCulture);

    /// <summary>A quoted text, or code points in hexadecimal with commas between.</summary>
    public static string Text(string value) => value.StartsWith('"')
        ? Encoding.UTF8.GetString(Unescape(value))
        : string.Concat(CodePoints(value).Select(char.ConvertFromUtf32));

    public static IEnumerable<int> CodePoints(string value) => value.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(
        code => int.Parse(code.Trim().AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture));

    /// <summary>A Perl string, with <c>x</c> for repetition and a full stop between parts.</summary>
    public static byte[] Unescape(string perl)
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

    [GeneratedRegex(@"""((?:[^""\\]|\\.)*)""\s*(?:x\s*(\d+))?")]
    private static partial Regex Part();

    [GeneratedRegex(@"\\x\{?([0-9A-Fa-f]{2})\}?|\\.|[^\\]", RegexOptions.Singleline)]
    private static partial Regex Escape();
}
