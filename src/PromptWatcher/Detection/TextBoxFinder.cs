namespace PromptWatcher.Detection;

/// <summary>Finds the box in which a program's user writes where only text is known, so that no cursor tells it.</summary>
internal static class TextBoxFinder
{
    /// <summary>Rows of hints and status below a box.</summary>
    private const int MostRowsBelow = 6;

    /// <summary>Rows of text in a box that only a bar or a frame sets off.</summary>
    private const int MostRowsInside = 8;

    /// <summary>Columns that a frame leaves free beside it when it takes the whole width.</summary>
    private const int FreeColumns = 8;

    /// <summary>The input box, or null.</summary>
    public static InputBox? Find(Frame frame)
    {
        int row = frame.Last, below = 0;
        while (row > 0 && !IsStart(frame, row) && IsBelowBox(frame, row) && below <= MostRowsBelow)
            below += frame[row--].Kind == RowKind.Text ? 1 : 0;
        if (row < 0 || below > MostRowsBelow)
            return null;
        if (frame[row].Kind == RowKind.Rule)
            return Enclosed(frame, row);
        bool isBare = row == frame.Last && IsStart(frame, row) && frame[row].Content.Length == 1;
        bool isSetOff = below > 0 && IsSetOff(frame, row);
        return isBare || (isSetOff && IsStart(frame, row)) ? new InputBox(row, row, row, frame[row].Start + 1, false)
            : isSetOff ? Bar(frame, row)
            : null;
    }

    // An entry of a list has its siblings next to it, and hints that say how to choose.
    private static bool IsSetOff(Frame frame, int row)
    {
        if (frame[row + 1].Kind == RowKind.Text || (row > 0 && frame[row - 1].Kind == RowKind.Text))
            return false;
        HintKeys keys = KeyHints.Read(frame, row + 1, frame.Last);
        return !keys.Name(HintKeys.Enter | HintKeys.Escape) && !keys.Name(HintKeys.Enter | HintKeys.Arrows);
    }

    private static InputBox? Bar(Frame frame, int row) =>
        frame[row].Depth > 0 && !frame[row].IsClosed && frame.IsText(row) && KeyHints.Read(frame[row].Content) == HintKeys.None
            ? new InputBox(row, row, row, frame[row].Start, true)
            : null;

    private static bool IsStart(Frame frame, int row) =>
        InputBoxFinder.IsInputLine(frame, row) && frame[row].Depth == 0 && frame[row].Content[0] is '❯' or '›' or '→' or '»' or '>';

    private static bool IsBelowBox(Frame frame, int row) =>
        frame[row].Depth == 0 && (frame[row].Kind == RowKind.Blank || (frame[row].Kind == RowKind.Text && StatusLine.Is(frame[row])));

    // A bar that ends in a line, or a frame over the whole width with one line in it: neither asks or explains anything.
    private static InputBox? Enclosed(Frame frame, int bottom)
    {
        if (bottom == 0 || frame[bottom - 1].Depth == 0 || InputBoxFinder.BlockAt(frame, bottom - 1) is not (int top, _))
            return null;
        int first = -1, rows = 0;
        for (int row = top; row < bottom; row++)
        {
            if (frame[row].Kind != RowKind.Text)
                continue;
            if (KeyHints.Read(frame[row].Content) != HintKeys.None)
                return null;
            first = first < 0 ? row : first;
            rows++;
        }

        bool isFrame = top > 0 && frame[top - 1].Kind == RowKind.Rule;
        bool isWide = frame[bottom].ColumnOf(frame[bottom].End) - frame[bottom].ColumnOf(frame[bottom].Start) >= frame.Columns - FreeColumns;
        if (isFrame ? rows > 1 || !isWide : rows > MostRowsInside || MenuFinder.Find(frame, top, bottom - 1) is not null)
            return null;
        first = Math.Max(first, top);
        return new InputBox(top, bottom, first, frame[first].Start, true);
    }
}
