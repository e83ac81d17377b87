using PromptWatcher.Terminal;

namespace PromptWatcher.Detection;

/// <summary>Finds lists without a frame whose lit entry has the terminal's cursor at its beginning.</summary>
internal static class CursorListFinder
{
    /// <summary>Columns that the cursor may stand before or behind the first character of the entry.</summary>
    private const int CursorDistance = 2;

    /// <summary>The list, or null.</summary>
    public static OptionList? Find(Frame frame)
    {
        int row = frame.CursorRow;
        if (!frame.IsText(row) || frame[row].Depth > 0 || Math.Abs(frame[row].ColumnOf(frame[row].Start) - frame.CursorColumn) > CursorDistance)
            return null;
        bool areButtons = IsButton(frame[row]);
        int top = row, bottom = row;
        while (IsPeer(frame, top - 1, row))
            top--;
        while (IsPeer(frame, bottom + 1, row))
            bottom++;

        // An editor lights the cursor's line as well, but over its whole width and with a status line below.
        if (top == bottom || bottom != frame.Last || !(areButtons || IsLitOnlyAtText(frame, row)))
            return null;
        var list = frame.NewList(OptionForm.Vertical, bottom);
        for (int i = top; i <= bottom; i++)
            list.Items.Add(Entry(frame, i, row, areButtons));
        return list;
    }

    private static OptionSpan Entry(Frame frame, int row, int lit, bool areButtons)
    {
        (int start, int end) = (frame[row].Start, frame[row].End);
        while (areButtons && frame[row].Text[++start] == ' ') { }
        while (areButtons && frame[row].Text[--end - 1] == ' ') { }
        return new OptionSpan(row, start, end, -1, row == lit, false);
    }

    private static bool IsPeer(Frame frame, int row, int lit) =>
        frame.IsText(row) && frame[row].Depth == 0 && frame[row].Start == frame[lit].Start && IsButton(frame[row]) == IsButton(frame[lit])
        && Ground(frame, row, frame[row].Start) != Ground(frame, lit, frame[lit].Start);

    private static bool IsButton(FrameRow row) => row.Content.Length > 4 && (row.Content[0], row.Content[^1]) is ('<', '>') or ('[', ']') && row.Content[1] == ' ';

    private static bool IsLitOnlyAtText(Frame frame, int row) => frame.IsInverse(row, frame[row].Start) && !frame.IsInverse(row, frame.Columns - 1);

    private static (Color, bool) Ground(Frame frame, int row, int index) => (frame.StyleAt(row, index).Background, frame.IsInverse(row, index));
}
