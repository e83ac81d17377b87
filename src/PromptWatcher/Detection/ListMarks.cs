using PromptWatcher.Environments;

namespace PromptWatcher.Detection;

/// <summary>Counts what tells a list that waits for an answer from one that was only printed.</summary>
internal sealed class ListMarks(Frame frame)
{
    /// <summary>Marks of a live list that must come together; more of them leave no doubt.</summary>
    public const int Enough = 2;

    private const int MostRowsBelow = 12;

    /// <summary>Rows that programs show below the frame of a dialog while it waits.</summary>
    private const int MostRowsBelowFrame = 2;

    /// <summary>The marks of a list.</summary>
    public int Count(OptionList list, HintKeys hints, TerminalModes? modes) =>
        frame.IsTextOnly ? OfText(list, hints) : list.IsPrinted ? OfPrinted(list, hints, modes) : OfDrawn(list, hints);

    /// <summary>The cursor was left below the list.</summary>
    public bool IsPrinted(OptionList list) => !frame.IsCursorHidden && frame.CursorRow > list.Bottom && !frame.IsAlternate;

    private int OfDrawn(OptionList list, HintKeys hints)
    {
        if (frame.IsCursorVisible && frame.CursorRow > list.Bottom && frame.IsText(frame.CursorRow) && frame[frame.CursorRow].Depth == 0)
            return 0;
        int selected = list.Selected;
        if (PlainRowsBelow(list) > MostRowsBelow || (!IsPointed(list) && (hints & HintKeys.Arrows) == 0))
            return 0;
        int marks = (hints & HintKeys.Answer) != 0 ? 2 : 0;
        marks += !frame.IsCursorVisible ? 1 : 0;
        marks += frame[list.Top].Depth > 0 ? 1 : 0;
        marks += frame.IsAlternate && list.Form == OptionForm.Vertical ? 1 : 0;
        marks += frame.CursorRow >= list.Top && frame.CursorRow <= list.Bottom ? 1 : 0;
        if (list.Items.Count == 1)
        {
            marks++;
        }
        else if (selected >= 0)
        {
            OptionSpan one = list.Items[selected], other = list.Items[selected == 0 ? 1 : selected - 1];
            marks += frame.StyleAt(one.Row, one.Start) != frame.StyleAt(other.Row, other.Start) ? 1 : 0;
        }

        return marks;
    }

    // A list printed line by line looks like any text: it must end the output, and answer a question right above it.
    private int OfPrinted(OptionList list, HintKeys hints, TerminalModes? modes)
    {
        bool isRaw = modes is { Canonical: false } or { Echo: false };
        bool isEnd = frame.CursorRow > frame.Last && frame.CursorColumn == 0 && PlainRowsBelow(list) == 0;
        if (!isEnd || !IsPointed(list) || !QuestionFinder.IsRightAbove(frame, list.Top))
            return 0;
        return isRaw ? Enough + 1 : (hints & HintKeys.Answer) != 0 || HasPointer(list) ? Enough : 0;
    }

    // Where neither cursor nor colours are known, the list must be what the screen ends with.
    private int OfText(OptionList list, HintKeys hints)
    {
        if (PlainRowsBelow(list) > MostRowsBelow || !IsAtEnd(list) || (!IsPointed(list) && (hints & HintKeys.Arrows) == 0))
            return 0;
        int marks = (hints & HintKeys.Answer) != 0 ? 2 : 0;
        marks += IsPointed(list) && HasPointer(list) ? 2 : 0;
        marks += frame[list.Top].Depth > 0 ? 1 : 0;
        marks += QuestionFinder.IsAsked(frame, list.Top) ? 2 : QuestionFinder.IsRightAbove(frame, list.Top) ? 1 : 0;
        return marks;
    }

    private bool IsAtEnd(OptionList list)
    {
        int trailing = 0;
        for (int row = list.Bottom + 1; row <= frame.Last; row++)
        {
            if (frame[row].Kind != RowKind.Text || Glyphs.IsOpenMark(frame[row].Content[0]) || Glyphs.IsFilledMark(frame[row].Content[0]))
                continue;
            bool isPart = HasHints(frame[row].Content) || (frame[list.Top].Depth > 0 && frame[row].Depth > 0);
            trailing = isPart ? 0 : trailing + 1;
        }

        return trailing <= (frame[list.Top].Depth > 0 ? MostRowsBelowFrame : 0);
    }

    private static bool HasHints(ReadOnlySpan<char> text) => KeyHints.Read(text) != HintKeys.None || KeyHints.ReadRemark(text) != HintKeys.None;

    private static bool IsPointed(OptionList list) => list.Selected >= 0 && (!list.IsHighlighted || list.IsMultiple);

    // Two of the signs also stand in front of quotations and the points of a list; a tick says what was done.
    private bool HasPointer(OptionList list) => frame[list.Items[list.Selected].Row].Content[0] is var sign and not ('>' or '*') && Glyphs.IsSelector(sign);

    private int PlainRowsBelow(OptionList list)
    {
        int plain = 0;
        for (int row = list.Bottom + 1; row <= frame.Last; row++)
            plain += frame[row].Kind == RowKind.Text && KeyHints.Read(frame[row].Content) == HintKeys.None ? 1 : 0;
        return plain;
    }
}
