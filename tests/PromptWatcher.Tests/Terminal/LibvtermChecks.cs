using System.Text;
using System.Text.RegularExpressions;
using PromptWatcher.Terminal;
using static PromptWatcher.Tests.Terminal.LibvtermScript;

namespace PromptWatcher.Tests.Terminal;

/// <summary>What libvterm's scripts ask of a screen and say of its pictures. Null is the answer to what has no meaning here.</summary>
internal static partial class LibvtermChecks
{
    private const CellAttributes Underlines = CellAttributes.Underline | CellAttributes.DoubleUnderline | CellAttributes.CurlyUnderline;

    public static bool? Answer(Screen screen, string line)
    {
        if (Cursor().Match(line) is { Success: true } cursor)
            return screen.Cursor() == (Number(cursor.Groups[1]), Number(cursor.Groups[2]));
        if (Row().Match(line) is { Success: true } row)
            return screen.LineText(Number(row.Groups[1])) == Text(row.Groups[2].Value).TrimEnd(' ');
        if (Region().Match(line) is { Success: true } region)
            return RegionText(screen, region) == RegionText(region);
        if (EndOfLine().Match(line) is { Success: true } end)
            return IsBlankFrom(screen, Number(end.Groups[1]), Number(end.Groups[2])) == (end.Groups[3].Value == "1");
        if (LineInfo().Match(line) is { Success: true } info)
            return Info(screen, Number(info.Groups[1])) == info.Groups[2].Value.Trim();
        if (Pen().Match(line) is { Success: true } pen)
            return PenHas(screen.Pen, pen.Groups[1].Value, pen.Groups[2].Value);
        if (Cell().Match(line) is { Success: true } cell)
            return IsCell(screen, cell);
        if (Extent().Match(line) is { Success: true } extent)
            return HasExtent(screen, extent);
        return Property().Match(line) is { Success: true } property ? HasProperty(screen, property) : null;
    }

    /// <summary>The glyphs that one write drew; the last one counts where two went to the same cell.</summary>
    public static bool HasGlyphs(Screen screen, IReadOnlyList<string> lines) =>
        lines.Select(line => Glyph().Match(line)).GroupBy(glyph => (Number(glyph.Groups[3]), Number(glyph.Groups[4]))).All(
            cell => HasGlyph(screen, cell.Key.Item1, cell.Key.Item2, cell.Last()));

    private static bool HasGlyph(Screen screen, int row, int column, Match glyph) =>
        CellText(screen, row, column) == Text(glyph.Groups[1].Value)
        && Width(screen, row, column) == Number(glyph.Groups[2])
        && screen.StyleAt(row, column).Has(CellAttributes.Protected) == glyph.Groups[5].Value.Contains("prot")
        && Size(screen, row) == glyph.Groups[5].Value.Replace("prot", "").Trim();

    private static string CellText(Screen screen, int row, int column) =>
        ScreenComparison.Text(screen.LineOn(screen.IsAlternate, row), column);

    private static int Width(Screen screen, int row, int column) =>
        column + 1 < screen.RowLength(row) && screen.RowText(row)[column + 1] == Screen.WideTail ? 2 : 1;

    private static string RegionText(Screen screen, Match region)
    {
        int[] edges = [.. Enumerable.Range(2, 4).Select(i => Number(region.Groups[i]))];
        var lines = new StringBuilder();
        for (int row = edges[0]; row < edges[2]; row++)
        {
            var text = new StringBuilder();
            for (int column = edges[1]; column < Math.Min(edges[3], screen.RowLength(row)); column++)
                text.Append(screen.RowText(row)[column] == Screen.WideTail ? "" : CellText(screen, row, column));
            lines.Append(row > edges[0] ? "\n" : "").Append(text.ToString().TrimEnd());
        }

        return lines.ToString();
    }

    /// <summary><c>?screen_text</c> answers bytes, <c>?screen_chars</c> characters.</summary>
    private static string RegionText(Match region) => region.Groups[1].Value == "text"
        ? Encoding.UTF8.GetString([.. CodePoints(region.Groups[6].Value).Select(code => (byte)code)])
        : Text(region.Groups[6].Value);

    private static bool IsBlankFrom(Screen screen, int row, int column) =>
        screen.RowLength(row) <= column || screen.RowText(row)[column..].Trim(' ').IsEmpty;

    private static string Info(Screen screen, int row) =>
        $"{Size(screen, row)}{(row > 0 && screen.IsRowWrapped(row - 1) ? " cont" : "")}".Trim();

    private static string Size(Screen screen, int row) => screen.RowSize(row) switch
    {
        LineSize.DoubleWidth => "dwl",
        LineSize.DoubleHeightTop => "dwl dhl-top",
        LineSize.DoubleHeightBottom => "dwl dhl-bottom",
        _ => "",
    };

    /// <summary>Fonts, small letters and baselines are not kept here, nor by xterm.</summary>
    private static bool? PenHas(Style pen, string name, string value) => name switch
    {
        "bold" => pen.Has(CellAttributes.Bold) == (value == "on"),
        "italic" => pen.Has(CellAttributes.Italic) == (value == "on"),
        "blink" => pen.Has(CellAttributes.Blink) == (value == "on"),
        "reverse" => pen.Has(CellAttributes.Inverse) == (value == "on"),
        "underline" => Underline(pen) == value,
        "foreground" => PenColor(pen.Foreground, "rgb(240,240,240,is_default_fg)") == value,
        "background" => PenColor(pen.Background, "rgb(0,0,0,is_default_bg)") == value,
        _ => null,
    };

    private static string Underline(Style style) => (style.Attributes & Underlines) switch
    {
        CellAttributes.None => "0",
        CellAttributes.Underline => "1",
        CellAttributes.Underline | CellAttributes.DoubleUnderline => "2",
        _ => "3",
    };

    private static string PenColor(Color color, string ofDefault) => color.Kind switch
    {
        ColorKind.Default => ofDefault,
        ColorKind.Indexed => $"idx({color.Index})",
        _ => $"rgb({color.Red},{color.Green},{color.Blue})",
    };

    private static bool? IsCell(Screen screen, Match cell)
    {
        (int row, int column) = (Number(cell.Groups[1]), Number(cell.Groups[2]));
        string attributes = cell.Groups[5].Value;
        if (attributes.Contains('F') || attributes.Contains('S'))
            return null;
        Style style = screen.StyleAt(row, column);
        string text = Text(cell.Groups[3].Value);
        return (text.Length == 0 ? " " : text) == CellText(screen, row, column)
            && Width(screen, row, column) == Number(cell.Groups[4])
            && attributes == Attributes(style, screen.IsReverseVideo)
            && cell.Groups[6].Value.Trim() == Size(screen, row)
            && cell.Groups[8].Value == CellColor(style.Background, "rgb(0,0,0)")

            // Nobody sees the foreground of a blank; erased cells have none here, as in xterm.
            && (text.Length == 0 || cell.Groups[7].Value == CellColor(style.Foreground, "rgb(240,240,240)"));
    }

    private static string Attributes(Style style, bool isReverseVideo) =>
        (style.Has(CellAttributes.Bold) ? "B" : "") + (Underline(style) is not "0" and var line ? "U" + line : "")
        + (style.Has(CellAttributes.Italic) ? "I" : "") + (style.Has(CellAttributes.Blink) ? "K" : "")
        + (style.Has(CellAttributes.Inverse) != isReverseVideo ? "R" : "");

    /// <summary>libvterm's palette has 224 for the dark colours.</summary>
    private static string CellColor(Color color, string ofDefault) => color.Kind != ColorKind.Indexed
        ? PenColor(color, ofDefault)
        : $"rgb({(color.Index & 1) * 224},{(color.Index >> 1 & 1) * 224},{(color.Index >> 2 & 1) * 224})";

    /// <summary>How far a cell's look goes in its row.</summary>
    private static bool HasExtent(Screen screen, Match extent)
    {
        (int row, int first) = (Number(extent.Groups[1]), Number(extent.Groups[2]));
        int last = first;
        Style style = screen.StyleAt(row, first);
        while (first > 0 && screen.StyleAt(row, first - 1) == style)
            first--;
        while (last < screen.Size.Columns - 1 && screen.StyleAt(row, last + 1) == style)
            last++;
        return (first, last) == (Number(extent.Groups[3]), Number(extent.Groups[4]));
    }

    /// <summary>Blinking and the cursor's shape are libvterm's own: it saves them with the cursor.</summary>
    private static bool? HasProperty(Screen screen, Match property) => (property.Groups[1].Value, property.Groups[2].Value) switch
    {
        ("1", var value) => screen.IsCursorVisible == (value == "true"),
        ("3", var value) => screen.IsAlternate == (value == "true"),
        ("4", var value) when value.StartsWith('[') && value.EndsWith(']') => screen.Title == Text(value[1..^1]),
        ("5", var value) => screen.IsReverseVideo == (value == "true"),
        ("8", var value) => screen.IsMouseTracking == (value != "0"),
        ("9", var value) => screen.IsFocusReporting == (value == "true"),
        _ => null,
    };

    [GeneratedRegex(@"^(?:\?cursor =|movecursor) (\d+),(\d+)$")]
    private static partial Regex Cursor();

    [GeneratedRegex(@"^\?screen_row +(\d+) +?= (.*)$")]
    private static partial Regex Row();

    [GeneratedRegex(@"^\?screen_(chars|text) (\d+),(\d+),(\d+),(\d+) = ?(.*)$")]
    private static partial Regex Region();

    [GeneratedRegex(@"^\?screen_eol (\d+),(\d+) = (\d)$")]
    private static partial Regex EndOfLine();

    [GeneratedRegex(@"^\?lineinfo (\d+) =(.*)$")]
    private static partial Regex LineInfo();

    [GeneratedRegex(@"^\?pen (\w+) = (.*)$")]
    private static partial Regex Pen();

    [GeneratedRegex(@"^\?screen_cell (\d+),(\d+) += \{(.*?)\} width=(\d) attrs=\{(.*?)\}(.*) fg=(\S+) bg=(\S+)$")]
    private static partial Regex Cell();

    [GeneratedRegex(@"^\?screen_attrs_extent (\d+),(\d+) = \d+,(\d+)-\d+,(\d+)$")]
    private static partial Regex Extent();

    [GeneratedRegex(@"^settermprop (\d) (.*)$")]
    private static partial Regex Property();

    [GeneratedRegex(@"^putglyph (\S+) (\d) (\d+),(\d+)(.*)$")]
    private static partial Regex Glyph();
}
