using PromptWatcher.Terminal;

namespace PromptWatcher.Detection;

/// <summary>Reads questions whose line has a field that is still open, above entries that no sign points at.</summary>
internal sealed class OpenQuestionReader(Frame frame, PromptDrafter drafter)
{
    private const int MostRows = 20;

    /// <summary>The question, or null.</summary>
    public PromptDraft? Read()
    {
        int asked = frame.IsTextOnly ? -1 : Find();
        if (asked < 0 || !(frame.IsText(asked + 1) || frame.IsText(asked + 2)) || (frame.IsCursorVisible && frame.CursorRow != asked))
            return null;
        string question = AskedLine.Question(frame[asked].Content);
        return Underlined(asked) is { } list
            ? drafter.OfList("list", list, HintKeys.None, question, false)
            : drafter.Of("list", PromptKind.Choice, question, [], false, asked, frame.Last);
    }

    // The lowest line that asks, when its answer does not stand in it yet.
    private int Find()
    {
        for (int row = frame.Last; row >= Math.Max(0, frame.Last - MostRows); row--)
        {
            if (!frame.IsText(row) || frame[row].Depth > 0)
                continue;
            if (AskedLine.IsOver(frame[row].Content))
                return -1;
            if (AskedLine.Is(frame[row].Content))
                return AskedLine.FieldStart(frame[row].Content) > 0 ? row : -1;
        }

        return -1;
    }

    // Entries that fill the rows below, of which one is underlined. Shift moves the entry, not the choice.
    private OptionList? Underlined(int asked)
    {
        int first = asked + 1, marked = -1;
        for (int row = first; row <= frame.Last; row++)
        {
            if (!frame.IsText(row) || frame[row].ColumnOf(frame[row].Start) != frame[first].ColumnOf(frame[first].Start))
                return null;
            if (!frame.StyleAt(row, frame[row].Start).Has(CellAttributes.Underline))
                continue;
            if (marked >= 0)
                return null;
            marked = row;
        }

        if (marked < 0 || first == frame.Last || frame[asked].Content.Contains("shift", StringComparison.OrdinalIgnoreCase))
            return null;
        var list = frame.NewList(OptionForm.Vertical, frame.Last);
        for (int row = first; row <= frame.Last; row++)
            list.Items.Add(new OptionSpan(row, frame[row].Start, frame[row].End, -1, row == marked, false));
        return list;
    }
}
