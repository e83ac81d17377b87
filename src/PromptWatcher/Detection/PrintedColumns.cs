namespace PromptWatcher.Detection;

/// <summary>Reads numbered entries that were printed side by side, as shells print the menu of <c>select</c>.</summary>
internal static class PrintedColumns
{
    /// <summary>Adds the entries of a row. Where a gap is followed by another number, another column begins.</summary>
    /// <param name="entries">Those of the rows so far.</param>
    /// <param name="row">The row.</param>
    /// <param name="index">Its index in the frame.</param>
    /// <param name="number">The number of its first entry.</param>
    /// <param name="label">Where the label of that begins.</param>
    public static void Add(List<OptionSpan> entries, FrameRow row, int index, int number, int label)
    {
        for (int p = label, gap = row.Text[p..row.End].IndexOf("  "); gap >= 0; gap = row.Text[p..row.End].IndexOf("  "))
        {
            int end = p + gap;
            p = end + row.Text[end..].IndexOfAnyExcept(' ');
            if (!TryRead(row.Text[p..row.End], out int following, out int length))
                continue;
            entries.Add(new OptionSpan(index, label, end, number, false, false));
            (number, label, p) = (following, p + length, p + length);
        }

        entries.Add(new OptionSpan(index, label, row.End, number, false, false));
    }

    private static bool TryRead(ReadOnlySpan<char> text, out int number, out int label)
    {
        (number, label) = (0, 0);
        int digits = text.IndexOfAnyExceptInRange('0', '9');
        if (digits is not (1 or 2) || digits + 1 >= text.Length || text[digits] is not (')' or ':' or '.') || text[digits + 1] != ' ')
            return false;
        number = int.Parse(text[..digits], System.Globalization.CultureInfo.InvariantCulture);
        label = digits + 1 + text[(digits + 1)..].IndexOfAnyExcept(' ');
        return true;
    }
}
