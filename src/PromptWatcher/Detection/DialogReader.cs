namespace PromptWatcher.Detection;

/// <summary>Reads dialogs of programs that leave the terminal's cursor visible on what has the focus: a button, an entry of a list, a field.</summary>
internal sealed class DialogReader(Frame frame, PromptDrafter drafter)
{
    /// <summary>The dialog, or null.</summary>
    public PromptDraft? Read() => frame.IsTextOnly || !frame.IsCursorVisible ? null : FromFrame() ?? FromCursorList() ?? FromLegend();

    // A closed frame with a row of buttons in it, and the cursor somewhere inside.
    private PromptDraft? FromFrame()
    {
        if (Enclosing(frame.CursorRow) is not (int top, int bottom))
            return null;
        for (int row = top + 1; row <= frame.CursorRow; row++)
        {
            if (InputBoxFinder.IsInputLine(frame, row))
                return null;
        }

        if (ButtonFinder.Find(frame) is not { } buttons || buttons.Top <= top || buttons.Bottom >= bottom)
            return null;
        bool isOnButton = frame.CursorRow == buttons.Top;
        if (MenuFinder.Find(frame, top + 1, buttons.Top - 1, true) is { Selected: >= 0 } list && (isOnButton || IsIn(list)))
        {
            list.IsWhole = true;
            return Choice(list, QuestionFinder.Find(frame, list.Top, true));
        }

        if (!isOnButton)
            return FromField(top, bottom);
        return buttons.Selected < 0 ? null : Choice(buttons, QuestionFinder.Find(frame, buttons.Top, true));
    }

    private PromptDraft? FromField(int top, int bottom)
    {
        int row = frame.CursorRow;
        string question = QuestionFinder.Find(frame, row, true);
        int colon = frame[row].Text[..frame[row].IndexOf(frame.CursorColumn)].LastIndexOfAny(':', '：');
        if (colon > frame[row].Start)
            question = $"{question} {frame[row].Slice(frame[row].Start, colon + 1)}".TrimStart();
        return question.Length == 0 ? null : drafter.OfField(question, false, top, bottom);
    }

    // Entries below one another or side by side, of which the lit one has the cursor at its beginning.
    private PromptDraft? FromCursorList() =>
        CursorListFinder.Find(frame) is { } list && QuestionFinder.Find(frame, list.Top, false) is { Length: > 0 } question ? Choice(list, question)
        : CursorRowFinder.Find(frame) is { } row ? Choice(row, QuestionFinder.RightAbove(frame, row.Top))
        : null;

    // An editor asks in a lit line above the keys that answer it.
    private PromptDraft? FromLegend()
    {
        if (KeyLegend.Read(frame) is not { } keys)
            return null;
        FrameRow row = frame[frame.CursorRow];
        string question = row.Slice(row.Start, row.End);
        if (keys.Count(static key => key.KeyNames.Length == 1) > 1)
            return drafter.Of("panel", PromptKind.Choice, question, keys, true, frame.CursorRow, frame.Last);
        int colon = question.IndexOfAny([':', '：']);
        return colon < 0 ? null : drafter.OfField(question[..(colon + 1)], false, frame.CursorRow, frame.Last);
    }

    private PromptDraft Choice(OptionList list, string question) => drafter.OfList("list", list, HintKeys.None, question, true);

    private bool IsIn(OptionList list) => frame.CursorRow >= list.Top && frame.CursorRow <= list.Bottom;

    // The rows of the frame around a row: those whose left side stands in the same column.
    private (int Top, int Bottom)? Enclosing(int row)
    {
        if (!frame[row].IsClosed || frame[row].Depth == 0)
            return null;
        int side = Side(row), top = row, bottom = row;
        while (top > 0 && Side(top - 1) == side && !IsTop(top))
            top--;
        while (bottom < frame.Last && Side(bottom + 1) == side && !IsBottom(bottom))
            bottom++;
        return frame[top].Kind == RowKind.Rule && frame[bottom].Kind == RowKind.Rule ? (top, bottom) : null;
    }

    private int Side(int row)
    {
        int index = frame[row].Text.IndexOfAnyExcept(' ', '\0');
        return index >= 0 && (Glyphs.IsVertical(frame[row].Text[index]) || Glyphs.IsCorner(frame[row].Text[index])) ? frame[row].ColumnOf(index) : -1;
    }

    private bool IsTop(int row) => frame[row] is { Kind: RowKind.Rule, Depth: 0 } && Glyphs.IsUpperLeft(frame[row].Content[0]);

    private bool IsBottom(int row) => frame[row] is { Kind: RowKind.Rule, Depth: 0 } && Glyphs.IsLowerLeft(frame[row].Content[0]);
}
