using System.Text;
using PromptWatcher.Terminal;

namespace PromptWatcher.Tests.Terminal;

/// <summary>Compares two screens whole: everything that the next bytes of a program could meet.</summary>
internal static class ScreenComparison
{
    /// <summary>Fails with the first difference; <paramref name="about"/> says where the screens come from.</summary>
    public static void AssertSame(Screen expected, Screen actual, string about = "")
    {
        if ((Difference(expected, actual) ?? HappeningsDifference(expected, actual)) is { } difference)
            Assert.Fail($"{about} {difference}".TrimStart());
    }

    /// <summary>The first difference of what two screens show and keep, or null. What only happened (bells, notifications, replies) is not kept.</summary>
    public static string? Difference(Screen expected, Screen actual)
    {
        if (FirstOf(ScreenFacts.Of(expected), ScreenFacts.Of(actual)) is { } fact)
            return fact;

        if (ScreenFacts.HasMarkedLine(expected) && expected.LastShellMark != actual.LastShellMark)
            return $"shell mark: expected {expected.LastShellMark}, found {actual.LastShellMark}";

        // From the newest line to the oldest: what a person sees comes first.
        for (int row = expected.Size.Rows - 1; row >= -expected.ScrollbackCount; row--)
        {
            if (RowDifference(expected, actual, alternate: false, row) is { } difference)
                return difference;
        }

        for (int row = 0; row < expected.Size.Rows; row++)
        {
            if (RowDifference(expected, actual, alternate: true, row) is { } difference)
                return difference;
        }

        return null;
    }

    private static string? HappeningsDifference(Screen expected, Screen actual) =>
        FirstOf(ScreenFacts.HappeningsOf(expected), ScreenFacts.HappeningsOf(actual));

    private static string? FirstOf(IEnumerable<(string Name, string Value)> expected, IEnumerable<(string Name, string Value)> actual) =>
        expected.Zip(actual)
            .Where(pair => pair.First.Value != pair.Second.Value)
            .Select(pair => $"{pair.First.Name}: expected {pair.First.Value}, found {pair.Second.Value}")
            .FirstOrDefault();

    private static string? RowDifference(Screen expected, Screen actual, bool alternate, int index)
    {
        ScreenLine one = expected.LineOn(alternate, index);
        ScreenLine other = actual.LineOn(alternate, index);
        string place = $"{(alternate ? "alternate " : "")}{(index < 0 ? $"scrollback line {index}" : $"row {index}")}";
        if (one.IsWrapped != other.IsWrapped)
            return $"{place}: expected {Wrapped(one)}, found {Wrapped(other)}\n{Show(one)}\n{Show(other)}";

        if (one.Marks != other.Marks)
            return $"{place}: expected the marks {one.Marks}, found {other.Marks}";
        if (one.Size != other.Size)
            return $"{place}: expected {one.Size}, found {other.Size}";

        for (int column = 0; column < Math.Max(one.Used, other.Used); column++)
        {
            if (!HasSameCell(expected, one, actual, other, column))
                return $"{place}, column {column}: expected {Cell(one, column)}, found {Cell(other, column)}"
                    + $"\n{Show(one)}\n{Show(other)}";
        }

        return null;
    }

    private static bool HasSameCell(Screen expected, ScreenLine one, Screen actual, ScreenLine other, int column)
    {
        char character = one[column];
        return character == other[column]
            && HasSameStyle(expected, one.StyleAt(column), actual, other.StyleAt(column))
            && (character != Screen.ClusterCell || Text(one, column) == Text(other, column));
    }

    private static bool HasSameStyle(Screen expected, Style one, Screen actual, Style other) =>
        one with { Link = 0 } == other with { Link = 0 } && HasSameLink(expected.Links, one.Link, actual.Links, other.Link);

    /// <summary>Two screens may number the same link differently. Without strings: on a screen full of long links those would take seconds.</summary>
    private static bool HasSameLink(LinkTable expected, ushort one, LinkTable actual, ushort other) => one == 0 || other == 0
        ? one == other
        : expected.Id(one).SequenceEqual(actual.Id(other)) && expected.Uri(one).SequenceEqual(actual.Uri(other));

    /// <summary>What a cell shows.</summary>
    public static string Text(ScreenLine line, int column)
    {
        if (line[column] == Screen.WideTail)
            return "";
        Span<byte> utf8 = stackalloc byte[ClusterTable.MaxUtf8Length];
        return Encoding.UTF8.GetString(utf8[..line.Spell(column, utf8)]);
    }

    private static string Cell(ScreenLine line, int column) =>
        $"{(line[column] == Screen.WideTail ? "a right half" : $"'{Text(line, column)}'")} in {line.StyleAt(column)}";

    private static string Show(ScreenLine line)
    {
        var text = new StringBuilder("  |");
        for (int column = 0; column < line.Used; column++)
            text.Append(Text(line, column));
        return text.Append('|').ToString();
    }

    private static string Wrapped(ScreenLine line) => line.IsWrapped ? "a wrapped row" : "an ended row";
}
