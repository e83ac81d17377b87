namespace PromptWatcher.Detection;

/// <summary>Finds the box or line in which a program's user writes.</summary>
internal static class InputBoxFinder
{
    /// <summary>Rows of text that a box shows at most.</summary>
    private const int TallestBox = 24;

    /// <summary>Rows of text below an input line that has no frame: hints and a status line.</summary>
    private const int MostRowsBelow = 6;

    /// <summary>The input box, or null.</summary>
    public static InputBox? Find(Frame frame) =>
        Framed(frame) ?? (frame.IsTextOnly ? TextBoxFinder.Find(frame) : frame.IsCursorVisible ? AroundCursor(frame) : AroundDrawnCursor(frame));

    /// <summary>The rows around the cursor between the sides of one frame, or along one bar; null when there is none.</summary>
    public static (int Top, int Bottom)? BlockAt(Frame frame, int row)
    {
        if (frame[row].Depth == 0)
            return null;
        int top = row, bottom = row;
        while (top > 0 && frame[top - 1].Depth > 0 && frame[top - 1].Kind != RowKind.Rule)
            top--;
        while (bottom + 1 < frame.Count && frame[bottom + 1].Depth > 0 && frame[bottom + 1].Kind != RowKind.Rule)
            bottom++;
        return (top, bottom);
    }

    // Many programs hide the terminal's cursor and draw their own, so a glyph between two lines is enough.
    private static InputBox? Framed(Frame frame)
    {
        for (int row = frame.Last; row > 0; row--)
        {
            if (frame[row - 1].Kind != RowKind.Rule || !(IsInputLine(frame, row) || IsDrawnInput(frame, row)))
                continue;
            int bottom = row + 1;
            while (bottom < frame.Count && bottom - row < TallestBox && frame[bottom].Kind != RowKind.Rule)
                bottom++;
            if (bottom == frame.Count || frame[bottom].Kind != RowKind.Rule)
                continue;
            if (!frame.IsCursorHidden && (frame.CursorRow < row || frame.CursorRow > bottom))
                continue;
            return IsLowest(frame, bottom) && !IsList(frame, row, bottom) ? new InputBox(row - 1, bottom, row, frame[row].Start + 1, true) : null;
        }

        return null;
    }

    // In a frame over nearly the whole width, one block or one inverse cell is the cursor that the program draws itself.
    private static bool IsDrawnInput(Frame frame, int row) => frame[row].IsClosed && IsWide(frame, row - 1) && DrawnCursor.IsIn(frame, row);

    // A list in a frame looks like a text of several lines, but what stands below says how to choose.
    private static bool IsList(Frame frame, int row, int bottom)
    {
        if (!frame.IsCursorHidden || row + 2 > bottom || !frame.IsText(row + 1))
            return false;
        return KeyHints.Read(frame, bottom + 1, frame.Last).Name(HintKeys.Arrows | HintKeys.Enter);
    }

    // Messages that were sent may be framed as the box is; below the box itself come only hints.
    private static bool IsLowest(Frame frame, int bottom)
    {
        for (int row = bottom + 1; row <= frame.Last; row++)
        {
            if (frame[row].Kind == RowKind.Rule || frame[row].Depth > 0)
                return false;
        }

        return true;
    }

    // Between the two lowest lines over the whole width, which are no frame, a single inverse cell is the cursor that the program draws itself.
    private static InputBox? AroundDrawnCursor(Frame frame)
    {
        int bottom = frame.Last;
        while (bottom > 0 && !IsWideRule(frame, bottom))
            bottom--;
        int top = bottom - 1;
        while (top >= 0 && bottom - top <= TallestBox && frame[top].Kind != RowKind.Rule)
            top--;
        if (top < 0 || bottom - top is < 2 or > TallestBox || !IsWideRule(frame, top) || frame[top + 1].Depth > 0 || !IsLowest(frame, bottom))
            return null;
        int inverse = 0;
        for (int row = top + 1; row < bottom; row++)
            inverse += frame.CountInverse(row);

        // A list may have a text field among its entries.
        return inverse == 1 && MenuFinder.Find(frame, top, bottom) is null ? new InputBox(top, bottom, top + 1, frame[top + 1].Start, true) : null;
    }

    private static bool IsWideRule(Frame frame, int row) => frame[row].Kind == RowKind.Rule && frame[row].Depth == 0 && IsWide(frame, row);

    private static bool IsWide(Frame frame, int row) => frame[row].Content.Length >= frame.Columns * 3 / 4;

    private static InputBox? AroundCursor(Frame frame)
    {
        int row = frame.CursorRow;
        if (BlockAt(frame, row) is (int top, int bottom) && frame[row].IndexOf(frame.CursorColumn) >= frame[row].Start)
        {
            int first = top;
            while (first < bottom && frame[first].Kind == RowKind.Blank)
                first++;
            return new InputBox(top, bottom, first, frame[first].Start, true);
        }

        for (int first = row; first >= 0 && row - first < TallestBox; first--)
        {
            if (frame[first].Kind == RowKind.Rule)
                return null;
            if (IsInputLine(frame, first) && frame[first].Text[frame[first].Start] is '❯' or '›' or '→' or '»' or '>')
            {
                bool isIndented = frame.CursorColumn > frame[first].ColumnOf(frame[first].Start) || (row > 0 && frame.IsWrapped(row - 1));
                bool isBehind = first < row ? isIndented : frame[row].IndexOf(frame.CursorColumn) > frame[row].Start;
                return isBehind && RowsBelow(frame, row) <= MostRowsBelow ? new InputBox(first, row, first, frame[first].Start + 1, false) : null;
            }

            if (frame[first].Kind == RowKind.Text && frame[first].Start < 2)
                return null;
        }

        return null;
    }

    private static int RowsBelow(Frame frame, int row)
    {
        int rows = 0;
        for (int i = row + 1; i <= frame.Last; i++)
            rows += frame[i].Kind == RowKind.Text ? 1 : 0;
        return rows;
    }

    /// <summary>A row begins with a sign that stands in front of input, and is no entry of a numbered list.</summary>
    public static bool IsInputLine(Frame frame, int row)
    {
        if (frame[row].Kind != RowKind.Text)
            return false;
        ReadOnlySpan<char> content = frame[row].Content;
        return Glyphs.IsInputGlyph(content[0])
            && (content.Length == 1 || content[1] is ' ' or '\u00A0')
            && !(OptionLine.TryRead(frame[row], out OptionLine line) && line.Number > 0);
    }
}
