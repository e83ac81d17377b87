namespace PromptWatcher.Detection;

/// <summary>Reads tables that number their rows and mark the one that holds now with a star, as <c>update-alternatives</c> prints them.</summary>
internal static class PrintedTable
{
    /// <summary>Blank rows between the table and the question.</summary>
    private const int MostBlankRows = 2;

    /// <summary>The rows of the table that ends above a row, or null.</summary>
    public static OptionList? FindAbove(Frame frame, int above)
    {
        int row = above - 1;
        while (row >= 0 && above - row <= MostBlankRows && frame[row].Kind == RowKind.Blank)
            row--;
        var list = frame.NewList(OptionForm.Typed, row);
        for (; frame.IsText(row) && TryRead(frame[row], out OptionSpan item) && (list.Items.Count == 0 || item.Number == list.Items[0].Number - 1); row--)
            list.Items.Insert(0, item with { Row = row });

        return list.Items.Count >= 2 && list.Items[0].Number <= 1 && list.Items.Count(static item => item.IsSelected) == 1 ? list : null;
    }

    // "* 0    /usr/bin/vim    50    auto mode"
    private static bool TryRead(FrameRow row, out OptionSpan item)
    {
        ReadOnlySpan<char> text = row.Text;
        int p = row.Start;
        bool isMarked = text[p] == '*';
        p += isMarked ? text[(p + 1)..row.End].IndexOfAnyExcept(' ') + 1 : 0;
        int digits = text[p..row.End].IndexOfAnyExceptInRange('0', '9');
        item = default;
        if (digits is < 1 or > 2 || !text[(p + digits)..row.End].StartsWith("  "))
            return false;
        int label = p + digits + text[(p + digits)..].IndexOfAnyExcept(' ');
        item = new OptionSpan(0, label, row.End, int.Parse(text.Slice(p, digits), System.Globalization.CultureInfo.InvariantCulture), isMarked, false);
        return true;
    }
}
