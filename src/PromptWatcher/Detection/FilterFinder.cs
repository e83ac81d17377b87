namespace PromptWatcher.Detection;

/// <summary>Finds lists that a typed text filters: a line of input, a count such as <c>3/10</c> next to it, and the entries beyond the count.</summary>
internal static class FilterFinder
{
    /// <summary>The entries, or null.</summary>
    public static OptionList? Find(Frame frame)
    {
        if (!frame.IsTextOnly)
            return frame.IsCursorVisible ? At(frame, frame.CursorRow) : null;
        for (int row = frame.Last; row >= 0; row--)
        {
            if (At(frame, row) is { } list)
                return list;
        }

        return null;
    }

    private static OptionList? At(Frame frame, int input)
    {
        // A preview beside the list may draw its frame in the same rows.
        if (frame[input].Kind == RowKind.Blank || !frame[input].Content.ContainsAny('>', '❯', '›'))
            return null;
        OptionList? list = IsCount(frame, input + 1) ? MenuFinder.Find(frame, input + 2, frame.Last) ?? Barred(frame, input + 2, 1)
            : IsCount(frame, input - 1) ? MenuFinder.Find(frame, 0, input - 2) ?? Barred(frame, input - 2, -1)
            : null;
        return list is { Form: OptionForm.Vertical, Selected: >= 0 } && (list.Top <= input + 2 || list.Bottom >= input - 2) ? list : null;
    }

    // The selected entry may have a bar at its side instead of a sign.
    private static OptionList? Barred(Frame frame, int first, int step)
    {
        if (!frame.IsText(first))
            return null;
        if (OptionLine.TryRead(frame[first], out OptionLine only) && only.Marker >= 0)
        {
            OptionList single = frame.NewList(OptionForm.Vertical, first);
            single.Items.Add(new OptionSpan(first, only.Label, frame[first].End, -1, true, false));
            return single;
        }

        int column = frame[first].ColumnOf(frame[first].Start);
        var list = frame.NewList(OptionForm.Vertical, first);
        for (int row = first; frame.IsText(row) && frame[row].ColumnOf(frame[row].Start) == column; row += step)
            list.Items.Insert(step > 0 ? list.Items.Count : 0, new OptionSpan(row, frame[row].Start, frame[row].End, -1, frame[row].Depth > 0, false));
        list.Bottom = list.Items[^1].Row;
        return list.Items.Count(static item => item.IsSelected) == 1 ? list : null;
    }

    private static bool IsCount(Frame frame, int row)
    {
        if (row < 0 || row > frame.Last)
            return false;
        ReadOnlySpan<char> text = frame[row].Content;
        int digits = Digits(text);
        return digits > 0 && digits < text.Length && text[digits] == '/' && Digits(text[(digits + 1)..]) > 0;
    }

    private static int Digits(ReadOnlySpan<char> text)
    {
        int end = text.IndexOfAnyExceptInRange('0', '9');
        return end < 0 ? text.Length : end;
    }
}
