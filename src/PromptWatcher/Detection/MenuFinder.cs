namespace PromptWatcher.Detection;

/// <summary>Finds lists of entries below one another: numbered, or pointed at by a selector, or with radio buttons, or with a highlight.</summary>
internal static partial class MenuFinder
{
    /// <summary>Rows of description between two entries.</summary>
    private const int LongestEntry = 6;

    /// <summary>Columns by which a renderer shifts an entry that does not fit.</summary>
    private const int Shift = 1;

    /// <summary>The lowest list on the screen that lies within the rows, or null. In a dialog, the cursor may stand on a button beside it.</summary>
    public static OptionList? Find(Frame frame, int from, int to, bool isDialog = false)
    {
        for (int row = Math.Min(to, frame.Last); row >= from; row--)
        {
            if (!OptionLine.TryRead(frame[row], out OptionLine line))
                continue;
            int top = row;
            OptionList? list = line.Number > 0 ? Numbered(frame, row, line, from, to)
                : line.Marker >= 0 ? Pointed(frame, row, line, from, to)
                : line.Check >= 0 ? Boxed(frame, row, line, from, out top) ?? (IsPointer(frame, row, line) ? Pointed(frame, row, line, from, to) : null)
                : Highlighted(frame, row, from, isDialog);
            if (list is not null)
                return list;

            // A list that cannot be read is a list all the same: what stands above it is not what is asked.
            if (line.Number > 0 && line.Marker >= 0)
                return null;

            // Entries that make no list make none without the last of them either. The first may still point.
            row = Math.Min(row, top + 1);
        }

        return null;
    }

    private static OptionList? Numbered(Frame frame, int last, OptionLine line, int from, int to)
    {
        var list = frame.NewList(OptionForm.Numbered);
        int column = frame[last].ColumnOf(line.Dot);
        int wanted = line.Number, gap = 0;
        for (int row = last; row >= from && wanted > 0; row--)
        {
            if (OptionLine.TryRead(frame[row], out OptionLine at) && at.Number == wanted && Math.Abs(frame[row].ColumnOf(at.Dot) - column) <= Shift)
            {
                list.Items.Insert(0, Span(frame, row, at, at.Marker >= 0));
                wanted--;
                gap = 0;
            }
            else if (++gap > LongestEntry || (frame[row].Kind == RowKind.Text && frame[row].ColumnOf(frame[row].Start) < column - 4))
            {
                break;
            }
        }

        if (list.Items.Count < 2 || list.Items.Count(static item => item.IsSelected) > 1)
            return null;
        list.Bottom = Below(frame, last, frame[last].ColumnOf(line.Check >= 0 ? Math.Min(line.Check, line.Label) : line.Dot), to);
        if (list.Selected < 0)
            PointBeside(frame, list, column);
        if (list.Selected < 0)
            Highlight(frame, list);
        return list;
    }

    // The selector of an entry of several rows may stand beside any of them.
    private static void PointBeside(Frame frame, OptionList list, int column)
    {
        int index = 0;
        for (int row = list.Top + 1; row <= list.Bottom; row++)
        {
            if (index + 1 < list.Items.Count && list.Items[index + 1].Row == row)
                index++;
            else if (frame.IsText(row) && Glyphs.IsSelector(frame[row].Content[0]) && frame[row].ColumnOf(frame[row].Start) < column)
                list.Items[index] = list.Items[index] with { IsSelected = true };
        }
    }

    private static OptionList? Pointed(Frame frame, int marked, OptionLine line, int from, int to)
    {
        int column = frame[marked].ColumnOf(line.Label);
        var list = frame.NewList(OptionForm.Vertical);
        list.Items.Add(Span(frame, marked, line, true));
        int bottom = marked;
        for (int row = marked + 1; row <= to && Sibling(frame, marked, row, column, out OptionLine at, out bool isDescription); row++)
        {
            if (!isDescription)
                list.Items.Add(Span(frame, row, at, false));
            bottom = row;
        }

        for (int row = marked - 1; row >= from && Sibling(frame, marked, row, column, out OptionLine at, out bool isDescription); row--)
        {
            if (!isDescription)
                list.Items.Insert(0, Span(frame, row, at, false));
        }

        list.Bottom = bottom;
        if (list.Items.Count < 2)
            return IsBarOnFullScreen(frame, marked) || IsOnlyMatch(frame, marked) ? list : null;
        TickMarks.Read(frame, list);
        return list;
    }

    // What was typed right above leaves one entry.
    private static bool IsOnlyMatch(Frame frame, int row) =>
        frame.IsText(row - 1) && (DrawnCursor.IsIn(frame, row - 1) || (frame.IsCursorVisible && frame.CursorRow == row - 1 && AskedLine.Is(frame[row - 1].Content)));

    // A filter may leave one entry, which keeps the ground of the selected one.
    private static bool IsBarOnFullScreen(Frame frame, int row) =>
        frame.IsAlternate && frame.StyleAt(row, frame[row].Start).Background != frame.StyleAt(row, frame[row].End).Background;

    // "── more ──" between two entries.
    private static bool IsSeparator(Frame frame, int row) =>
        row > 0 && row < frame.Last && frame[row].Content is [var first, var second, ..] && Glyphs.IsHorizontal(first) && Glyphs.IsHorizontal(second);

    private static bool IsEntry(Frame frame, int row, int column) => OptionLine.TryRead(frame[row], out OptionLine line) && frame[row].ColumnOf(line.Label) == column;

    private static bool Sibling(Frame frame, int marked, int row, int column, out OptionLine line, out bool isDescription)
    {
        line = default;
        isDescription = IsSeparator(frame, row) && IsEntry(frame, row - 1, column) && IsEntry(frame, row + 1, column);
        if (isDescription)
            return true;
        if (row > frame.Last || frame[row].Depth != frame[marked].Depth || !OptionLine.TryRead(frame[row], out line) || line.Marker >= 0 || line.Number > 0)
            return false;

        // A dash in place of the selector: an entry that cannot be chosen.
        if (frame[row].Content is ['-', ' ', ..] && frame[row].ColumnOf(frame[row].Start + 2) == column)
            line = OptionLine.OfLabel(frame[row].Start + 2);
        int at = frame[row].ColumnOf(line.Label);
        isDescription = at > column && line.Check < 0;
        return at == column || isDescription;
    }

    // A menu in a frame or on a full screen whose only cursor is the colour of one entry.
    private static OptionList? Highlighted(Frame frame, int row, int from, bool isDialog)
    {
        if (frame[row].Depth == 0 || (frame.IsCursorVisible && !isDialog) || !frame.IsText(row) || frame[row].Content[0] is '<' or '[' || !IsLit(frame, row))
            return null;
        int column = frame[row].ColumnOf(frame[row].Start);
        var list = frame.NewList(OptionForm.Vertical);
        int top = row, bottom = row;
        while (top > from && IsPeer(frame, top - 1, column, row))
            top--;
        while (bottom < frame.Last && IsPeer(frame, bottom + 1, column, row))
            bottom++;
        if (top == bottom)
            return null;
        for (int i = top; i <= bottom; i++)
            list.Items.Add(new OptionSpan(i, frame[i].Start, frame[i].End, -1, i == row, false));
        list.Bottom = bottom;
        return list;
    }

    // A single inverse cell is the cursor in a text.
    private static bool IsLit(Frame frame, int row) =>
        frame.IsLit(row, frame[row].Start, Math.Max(frame[row].Start - 2, 0)) && (frame[row].Content.Length == 1 || frame.CountInverse(row) != 1);

    private static bool IsPeer(Frame frame, int row, int column, int lit) =>
        frame.IsText(row) && frame[row].Depth == frame[lit].Depth && frame[row].ColumnOf(frame[row].Start) == column && !IsLit(frame, row);

    // Programs that do not point mark the entry by its colours.
    private static void Highlight(Frame frame, OptionList list)
    {
        list.Select(OddOne(frame, list));
        list.IsHighlighted = list.Selected >= 0;
    }

    // The one entry whose ground, or else whose look, is unlike all others; or -1.
    private static int OddOne(Frame frame, OptionList list) =>
        list.OddOne(frame, static (frame, item) => frame.StyleAt(item.Row, item.Start).Background) is >= 0 and var odd ? odd
        : list.OddOne(frame, static (frame, item) => frame.StyleAt(item.Row, item.Start));

    private static int Below(Frame frame, int row, int column, int to)
    {
        int bottom = row;
        for (int next = row + 1; next <= Math.Min(to, frame.Last) && next - row <= LongestEntry; next++)
        {
            if (frame[next].Kind != RowKind.Text || frame[next].ColumnOf(frame[next].Start) < column || KeyHints.Read(frame[next].Content) != HintKeys.None)
                break;
            bottom = next;
        }

        return bottom;
    }

    private static OptionSpan Span(Frame frame, int row, OptionLine line, bool isSelected) =>
        new(row, line.Label, frame[row].End, line.Number, isSelected, line.Check >= 0)
        {
            Box = line.Check,
            IsChecked = line.IsChecked && !IsFaintTick(frame, row, line.Check),
            IsRound = line.Check >= 0 && Glyphs.IsRoundMark(frame[row].Text[line.Check]),
        };
}
