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
        var list = frame.NewList(OptionForm.Horizontal, row);
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

        list.Select(lit);
        return list.Items.Count >= 2 && IsOnlyLit(frame, list) ? list : null;
    }

    private static bool IsOnlyLit(Frame frame, OptionList list)
    {
        int lit = list.Selected;
        for (int i = 0; i < list.Items.Count && lit >= 0; i++)
        {
            if (i != lit && !frame.IsLit(list.Top, list.Items[lit].Start, list.Items[i].Start))
                return false;
        }

        return lit >= 0;
    }
}
