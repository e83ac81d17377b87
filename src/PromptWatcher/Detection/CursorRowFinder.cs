namespace PromptWatcher.Detection;

/// <summary>Finds words side by side, without a frame, of which the lit one has the terminal's cursor at its beginning.</summary>
internal static class CursorRowFinder
{
    private const int LongestEntry = 28;

    /// <summary>The entries, or null.</summary>
    public static OptionList? Find(Frame frame)
    {
        int row = frame.CursorRow;
        if (row != frame.Last || frame.IsAlternate || !frame.IsText(row) || frame[row].Depth > 0 || !QuestionFinder.IsRightAbove(frame, row))
            return null;
        ReadOnlySpan<char> text = frame[row].Text;
        var list = new OptionList(OptionForm.Horizontal) { Bottom = row };
        int lit = -1;
        for (int p = frame[row].Start; p < frame[row].End;)
        {
            int gap = text[p..frame[row].End].IndexOf("  "), end = gap < 0 ? frame[row].End : p + gap;
            if (end - p > LongestEntry)
                return null;
            if (frame[row].ColumnOf(p) - frame.CursorColumn is 0 or 1)
                lit = list.Items.Count;
            list.Items.Add(new OptionSpan(row, p, end, -1, false, false));
            p = end + Math.Max(text[end..frame[row].End].IndexOfAnyExcept(' '), 0);
        }

        if (lit < 0 || list.Items.Count < 2 || Enumerable.Range(0, list.Items.Count).Any(i => i != lit && !frame.IsLit(row, list.Items[lit].Start, list.Items[i].Start)))
            return null;
        list.Select(lit);
        return list;
    }
}
