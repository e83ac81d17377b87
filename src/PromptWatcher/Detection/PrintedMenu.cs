using PromptWatcher.Terminal;

namespace PromptWatcher.Detection;

/// <summary>Reads lists that were printed line by line next to a question whose answer is typed, as <c>select</c> in a shell prints them.</summary>
internal static class PrintedMenu
{
    /// <summary>Blank rows between the entries and the question.</summary>
    private const int MostBlankRows = 2;

    /// <summary>A list of one letter and its meaning has a gap of at least two blanks between them.</summary>
    private const int ShortestGap = 2;

    /// <summary>Numbered entries directly above a row, in one column or in several; or null.</summary>
    public static OptionList? FindAbove(Frame frame, int above)
    {
        int row = above - 1;
        while (row >= 0 && above - row <= MostBlankRows && frame[row].Kind == RowKind.Blank)
            row--;
        if (row < 0 || !TryRead(frame[row], out _, out _))
            return null;
        var list = frame.NewList(OptionForm.Typed, row);
        var columns = new List<OptionSpan>();
        for (int next = int.MaxValue; row >= 0 && next > 1 && TryRead(frame[row], out int number, out int label) && number < next; row--, next = number)
        {
            list.Items.Insert(0, new OptionSpan(row, label, frame[row].End, number, false, false));
            PrintedColumns.Add(columns, frame[row], row, number, label);
        }

        // Numbers within a label make no column.
        columns.Sort(static (a, b) => a.Number.CompareTo(b.Number));
        if (columns[^1].Number == columns.Count && columns.DistinctBy(static item => item.Number).Count() == columns.Count)
        {
            list.Items.Clear();
            list.Items.AddRange(columns);
        }

        return list.Items.Count >= 2 && list.Items[0].Number == 1 ? list : null;
    }

    /// <summary>The row right above is a numbered entry, be it the only one.</summary>
    public static bool EndsAbove(Frame frame, int above) => above > 0 && TryRead(frame[above - 1], out _, out _);

    /// <summary>Numbered entries that follow a row and end the screen, or null.</summary>
    public static OptionList? FindBelow(Frame frame, int row)
    {
        var list = frame.NewList(OptionForm.Typed);
        int next = row + 1;
        for (; frame.IsText(next) && TryRead(frame[next], out int number, out int label) && number == list.Items.Count + 1; next++)
            list.Items.Add(new OptionSpan(next, label, frame[next].End, number, false, false));
        list.Bottom = next - 1;
        return list.Items.Count >= 2 && next > frame.Last ? list : null;
    }

    /// <summary>Answers of one letter each, with what they mean, in the rows directly above; empty when there are none.</summary>
    public static List<PromptOption> Letters(Frame frame, int above, string selected)
    {
        var options = new List<PromptOption>();
        for (int row = above - 1; frame.IsText(row) && IsLettered(frame[row], out int label); row--)
            options.Insert(0, Letter(frame[row], label, selected));
        return options.Count >= 2 ? options : [];
    }

    /// <summary>Answers of one letter each in the rows that follow a row and end the screen; empty when there are none.</summary>
    public static List<PromptOption> LettersBelow(Frame frame, int row)
    {
        var options = new List<PromptOption>();
        while (frame.IsText(++row) && IsLettered(frame[row], out int label))
            options.Add(Letter(frame[row], label, ""));
        return options.Count >= 2 && row > frame.Last ? options : [];
    }

    private static PromptOption Letter(FrameRow row, int label, string selected)
    {
        string letter = row.Content[..1].ToString(), keys = letter + " Enter";
        return new PromptOption(row.Slice(label, row.End), letter == selected, keys, TerminalKeys.Encode(keys));
    }

    // "y  yes" and "y) yes".
    private static bool IsLettered(FrameRow row, out int label)
    {
        label = row.Start + 1;
        if (row.Start == 0 || !char.IsLetter(row.Content[0]))
            return false;
        bool isClosed = row.Content is [_, ')', ' ', ..];
        label += isClosed ? 1 : 0;
        while (label < row.End && row.Text[label] == ' ')
            label++;
        return label < row.End && (isClosed || label - row.Start > ShortestGap);
    }

    // "1) vim", "1: vim" and "(1) vim".
    private static bool TryRead(FrameRow row, out int number, out int label)
    {
        (number, label) = (0, 0);
        if (OptionLine.TryRead(row, out OptionLine line) && line.Number > 0)
        {
            (number, label) = (line.Number, line.Label);
            return true;
        }

        int close = row.Kind == RowKind.Text ? row.Content.IndexOf(") ") : -1;
        if (close is not (2 or 3) || row.Content[0] != '(' || row.Content[1..close].ContainsAnyExceptInRange('0', '9'))
            return false;
        number = int.Parse(row.Content[1..close], System.Globalization.CultureInfo.InvariantCulture);
        label = row.Start + close + 2;
        return true;
    }
}
