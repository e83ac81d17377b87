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
        ScreenRow one = expected.RowOn(alternate, index);
        ScreenRow other = actual.RowOn(alternate, index);
        string place = $"{(alternate ? "alternate " : "")}{(index < 0 ? $"scrollback line {index}" : $"row {index}")}";
        if (one.IsWrapped != other.IsWrapped)
            return $"{place}: expected {Wrapped(one)}, found {Wrapped(other)}\n{Show(expected, one)}\n{Show(actual, other)}";

        for (int column = 0; column < Math.Max(one.Used, other.Used); column++)
        {
            if (!HasSameCell(expected, one, actual, other, column))
                return $"{place}, column {column}: expected {Cell(expected, one, column)}, found {Cell(actual, other, column)}"
                    + $"\n{Show(expected, one)}\n{Show(actual, other)}";
        }

        return null;
    }

    private static bool HasSameCell(Screen expected, ScreenRow one, Screen actual, ScreenRow other, int column)
    {
        char character = CharacterAt(one, column);
        return character == CharacterAt(other, column)
            && HasSameStyle(expected, expected.StyleOf(one.StyleAt(column)), actual, actual.StyleOf(other.StyleAt(column)))
            && (character != Screen.ClusterCell || Text(expected, one, column) == Text(actual, other, column));
    }

    /// <summary>Two screens may number the same link differently.</summary>
    private static bool HasSameStyle(Screen expected, Style one, Screen actual, Style other) =>
        one with { Link = 0 } == other with { Link = 0 } && expected.LinkOf(one) == actual.LinkOf(other);

    private static char CharacterAt(ScreenRow row, int column) => column < row.Used ? row.Text[column] : ' ';

    /// <summary>What a cell shows.</summary>
    public static string Text(Screen screen, ScreenRow row, int column)
    {
        char character = CharacterAt(row, column);
        if (character == Screen.WideTail)
            return "(right half)";
        if (character != Screen.ClusterCell)
            return character.ToString();
        var text = new StringBuilder();
        screen.Clusters.AppendTo(text, row.ValueAt(column));
        return text.ToString();
    }

    private static string Cell(Screen screen, ScreenRow row, int column) =>
        $"'{Text(screen, row, column)}' in {screen.StyleOf(row.StyleAt(column))} {screen.LinkOf(screen.StyleOf(row.StyleAt(column)))}";

    private static string Show(Screen screen, ScreenRow row) =>
        "  |" + string.Concat(Enumerable.Range(0, row.Used).Where(column => row.Text[column] != Screen.WideTail).Select(column => Text(screen, row, column))) + "|";

    private static string Wrapped(ScreenRow row) => row.IsWrapped ? "a wrapped row" : "an ended row";
}
