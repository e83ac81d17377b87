using PromptWatcher.Terminal;

namespace PromptWatcher.Detection;

/// <summary>Tells the entry of a list that is a text field: it holds the cursor, or a text that only stands in for what is to be typed.</summary>
internal static class FieldOption
{
    private const CellAttributes Faint = CellAttributes.Dim | CellAttributes.Italic;

    /// <summary>The terminal's cursor, or one that the program draws, stands in or behind the label.</summary>
    public static bool HoldsCursor(Frame frame, OptionList list, int index)
    {
        OptionSpan item = list.Items[index];
        if (!item.IsSelected || frame.IsTextOnly || list.Form is OptionForm.Horizontal or OptionForm.Typed)
            return false;
        int start = frame[item.Row].ColumnOf(item.Start), end = frame[item.Row].ColumnOf(item.End);
        if (frame.IsCursorVisible)
            return frame.CursorRow == item.Row && frame.CursorColumn >= start && frame.CursorColumn <= end + 1;
        return IsLoneInverse(frame, item.Row, item.Start) || IsLoneInverse(frame, item.Row, item.End);
    }

    /// <summary>The last entry, or the last one above a line, is fainter than the others that are not selected.</summary>
    public static bool IsPlaceholder(Frame frame, OptionList list, int index)
    {
        if (frame.IsTextOnly || list.Items[index].IsSelected || list.Form == OptionForm.Horizontal || !IsLastOfGroup(frame, list, index))
            return false;
        Style look = LookOf(frame, list.Items[index]);
        int others = 0;
        for (int i = 0; i < list.Items.Count; i++)
        {
            if (i == index || list.Items[i].IsSelected)
                continue;
            if (LookOf(frame, list.Items[i]) == look)
                return false;
            others++;
        }

        return others > 0 && (look.Has(Faint) || IsLikeNumber(frame, list, index, look));
    }

    // Numbers are drawn in the colour of what is said beside the matter.
    private static bool IsLikeNumber(Frame frame, OptionList list, int index, Style look)
    {
        OptionSpan item = list.Items[index];
        return item.Number > 0 && look != default && OptionLine.TryRead(frame[item.Row], out OptionLine line)
            && frame.StyleAt(item.Row, line.Dot) == look;
    }

    private static bool IsLastOfGroup(Frame frame, OptionList list, int index)
    {
        if (index == list.Items.Count - 1)
            return list.Items.Count > 1;
        for (int row = list.Items[index].Row + 1; row < list.Items[index + 1].Row; row++)
        {
            if (frame[row].Kind == RowKind.Rule)
                return true;
        }

        return false;
    }

    private static Style LookOf(Frame frame, OptionSpan item) => frame.StyleAt(item.Row, item.Start);

    private static bool IsLoneInverse(Frame frame, int row, int index) =>
        frame.IsInverse(row, index) && !frame.IsInverse(row, index + 1) && (index == 0 || !frame.IsInverse(row, index - 1));
}
