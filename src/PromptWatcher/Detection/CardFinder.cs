namespace PromptWatcher.Detection;

/// <summary>Finds entries below one another that have a frame each, of which the selected one's has another colour.</summary>
internal static class CardFinder
{
    private const int TallestCard = 6;
    private const int FewestCards = 3;

    /// <summary>The entries, or null.</summary>
    public static OptionList? Find(Frame frame)
    {
        int row = frame.Last;
        while (row > 0 && !IsBottom(frame[row]))
            row--;
        if (frame.IsTextOnly || row <= 0 || Count(frame, row) < FewestCards)
            return null;
        var list = frame.NewList(OptionForm.Vertical, row);
        int column = frame[row].ColumnOf(frame[row].Start);
        for (int top = Top(frame, row, column); top >= 0; row = Next(frame, top), top = Top(frame, row, column))
        {
            FrameRow text = frame[top + 1];
            bool hasSign = text.Content.Length > 2 && !char.IsLetterOrDigit(text.Content[0]) && text.Content[1] == ' ';
            list.Items.Insert(0, new OptionSpan(top + 1, hasSign ? text.Start + 2 : text.Start, text.End, -1, false, false));
        }

        list.Select(list.OddOne(frame, static (frame, item) => frame.StyleAt(item.Row - 1, frame[item.Row - 1].Start)));
        return list.Selected < 0 ? null : list;
    }

    private static int Count(Frame frame, int row)
    {
        int cards = 0, column = frame[row].ColumnOf(frame[row].Start);
        for (int top = Top(frame, row, column); top >= 0; top = Top(frame, Next(frame, top), column))
            cards++;
        return cards;
    }

    // The row above a card, or above the blank row between two.
    private static int Next(Frame frame, int top) => top > 0 && frame[top - 1].Kind == RowKind.Blank ? top - 2 : top - 1;

    // The upper side of the card that ends in a row, or -1.
    private static int Top(Frame frame, int bottom, int column)
    {
        if (bottom < 2 || !IsBottom(frame[bottom]) || frame[bottom].ColumnOf(frame[bottom].Start) != column)
            return -1;
        int top = bottom - 1;
        while (top > 0 && frame[top].Depth > 0 && frame[top].Kind != RowKind.Rule)
            top--;
        bool isCard = frame[top].Kind == RowKind.Rule && Glyphs.IsUpperLeft(frame[top].Content[0]) && frame[top].ColumnOf(frame[top].Start) == column;
        return isCard && bottom - top <= TallestCard && frame.IsText(top + 1) ? top : -1;
    }

    private static bool IsBottom(FrameRow row) => row.Kind == RowKind.Rule && Glyphs.IsLowerLeft(row.Content[0]);
}
