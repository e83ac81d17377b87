using PromptWatcher.Environments;
using PromptWatcher.Terminal;

namespace PromptWatcher.Detection;

/// <summary>Finds the question that a frame shows, by its structure.</summary>
internal sealed class PromptReader(Frame frame, RuleSet rules, PromptDrafter drafter)
{
    private const int HintRowsSearched = 14;
    private const int TallestField = 4;

    private readonly ListMarks _marks = new(frame);
    private readonly LineQuestionReader _lines = new(frame, rules, drafter);
    private readonly FieldReader _fields = new(frame, drafter);
    private readonly OpenQuestionReader _open = new(frame, drafter);
    private readonly DialogReader _dialogs = new(frame, drafter);

    /// <summary>The question in a screen without an input box of the program's own, or null.</summary>
    public PromptDraft? Read(CursorLine line, TerminalModes? modes, bool callsForPerson) =>
        FromList(modes, callsForPerson) ?? FromButtons() ?? FromBoxedText(FieldRow()) ?? FromStep() ?? _fields.Read() ?? _open.Read() ?? _lines.Read(line, modes) ?? FromPanel();

    /// <summary>A dialog in which the program leaves the cursor on the button, entry or field that has the focus, or null.</summary>
    public PromptDraft? FromDialog() => _dialogs.Read();

    /// <summary>A question above a bare <c>&gt;</c> that takes its answer, or null when the line is the program's own prompt.</summary>
    public PromptDraft? FromBarePrompt(InputBox box) => _lines.FromBarePrompt(box);

    /// <summary>A list that is filtered as a person types, or null.</summary>
    public PromptDraft? FromFilter()
    {
        if (FilterFinder.Find(frame) is not { } list)
            return null;
        int input = frame.IsTextOnly ? list.Top - 2 : frame.CursorRow;
        string question = input >= 0 && frame[input].Kind != RowKind.Blank ? frame[input].Slice(frame[input].Start, frame[input].End) : "";
        int end = question.AsSpan().IndexOfAny('>', '❯', '›');
        return drafter.OfList("filter", list, HintKeys.None, question[..(end + 1)], true);
    }

    /// <summary>A text field in a dialog, or null when the box is one in which a person writes on their own accord.</summary>
    public PromptDraft? FromField(InputBox box) =>
        FromBoxedText(frame.IsTextOnly ? box.Row : frame.CursorRow) ?? FromStep() ?? (IsAboveButtons(box) ? FromButtons() : null);

    // Words side by side below the text may tell a mode and a model; only what stands in brackets is sure to be buttons.
    private bool IsAboveButtons(InputBox box) =>
        frame[box.Row].Depth > 0 && !InputBoxFinder.IsInputLine(frame, box.Row) && ButtonFinder.Find(frame) is { IsBracketed: true } buttons && buttons.Top > box.Top && buttons.Bottom <= box.Bottom;

    // A step of a questionnaire: a sign with the question, a bar along the field, and a corner that ends it.
    private PromptDraft? FromStep()
    {
        int bottom = frame.Last;
        if (bottom < 2 || !frame.IsText(bottom) || !Glyphs.IsCorner(frame[bottom].Content[0]) || frame[bottom].Content.Length > 1)
            return null;
        int top = bottom - 1;
        while (top > 0 && frame[top].Depth > 0 && !frame[top].IsClosed)
            top--;
        if (top == bottom - 1 || !frame.IsText(top) || frame[top].Depth > 0 || frame[top].Content is not [var sign, ' ', ..] || !Glyphs.IsSymbol(sign))
            return null;
        string question = frame[top].Slice(frame[top].Start + 1, frame[top].End);
        if (KeyCaps.Read(frame, top + 1, bottom - 1) is { } keys)
            return drafter.Of("panel", PromptKind.Choice, question, keys, true, top, bottom);
        if (bottom - top > TallestField)
            return null;
        if (FromButtons() is { } buttons && buttons.Top > top)
            return buttons;
        return drafter.OfField(question, false, top, bottom);
    }

    // A text field in a box of its own, with a question above and a hint how to send it.
    private PromptDraft? FromBoxedText(int row)
    {
        if (!frame.IsCursorVisible && (!frame.IsText(row) || !Glyphs.IsInputGlyph(frame[row].Content[0])))
            return null;
        if (InputBoxFinder.BlockAt(frame, row) is not (int top, int bottom) || (KeyHints.Read(frame, row + 1, bottom) & HintKeys.Enter) == 0)
            return null;
        string question = QuestionFinder.Find(frame, row, false);
        return question.Length == 0 ? null : drafter.OfField(question, false, top, bottom);
    }

    // Without a cursor, the lowest framed line behind a sign for input.
    private int FieldRow()
    {
        int row = frame.CursorRow;
        while (frame.IsTextOnly && row > 0 && !(frame[row].Depth > 0 && InputBoxFinder.IsInputLine(frame, row)))
            row--;
        return row;
    }

    /// <summary>What speaks for a list, in words; empty without one.</summary>
    public string DescribeList(TerminalModes? modes, bool callsForPerson) => FindList(modes, callsForPerson, out OptionList? list, out _) is var marks && list is null ? ""
        : $"{list.Items.Count} entries in rows {list.Top} to {list.Bottom}, {marks} of {ListMarks.Enough} marks that it waits";

    private PromptDraft? FromList(TerminalModes? modes, bool callsForPerson)
    {
        int marks = FindList(modes, callsForPerson, out OptionList? list, out HintKeys hints);
        if (list is null || marks < ListMarks.Enough || IsAboveLitButtons(list))
            return null;
        list.IsWhole = list.Form == OptionForm.Vertical && frame[list.Top].IsClosed && ButtonFinder.Find(frame) is { IsBracketed: true } buttons && buttons.Top > list.Bottom;
        bool isDriven = list is { Form: OptionForm.Numbered, Selected: >= 0, IsHighlighted: false } && !frame.IsCursorVisible;
        return drafter.OfList("list", list, hints, QuestionFinder.Find(frame, list.Top, false), isDriven || marks > ListMarks.Enough);
    }

    // Rows with colours above a row of buttons, of which one is lit, are what the question is about: a diff.
    private bool IsAboveLitButtons(OptionList list) =>
        frame[list.Top].Depth > 0 && ButtonFinder.Find(frame) is { IsBracketed: false, Selected: >= 0 } buttons && buttons.Top > list.Bottom && frame[buttons.Top].Depth > 0;

    private int FindList(TerminalModes? modes, bool callsForPerson, out OptionList? list, out HintKeys hints)
    {
        hints = HintKeys.None;
        list = MenuFinder.Find(frame, 0, frame.Last) ?? CardFinder.Find(frame);
        if (list is null)
            return 0;
        int asked = AskedLine.Above(frame, list.Top);
        hints = HintsBelow(list) | KeyHints.Read(frame, asked >= 0 ? asked : list.Top - 1, list.Top - 1);
        hints |= frame.IsText(list.Top - 1) ? KeyHints.ReadRemark(frame[list.Top - 1].Content) : HintKeys.None;
        if (asked >= 0 && AskedLine.OpenRemark(frame[asked].Content) is > 0 and var remark)
            hints |= KeyHints.Read(frame[asked].Content[remark..]);
        list.IsPrinted = _marks.IsPrinted(list);
        int marks = _marks.Count(list, hints, modes);
        return marks > 0 && callsForPerson ? marks + ListMarks.Enough : marks;
    }

    private PromptDraft? FromButtons()
    {
        OptionList? list = ButtonFinder.Find(frame);
        if (list is null || IsPassed(list))
            return null;
        bool isToggle = frame[list.Top].Depth == 0 && !frame.IsAlternate;
        string question = isToggle && list.Top == list.Bottom && AskedLine.FieldStart(frame[list.Top].Text) is var cut and > 0
            ? frame[list.Top].Slice(frame[list.Top].Start, cut).TrimStart('?', ' ')
            : QuestionFinder.Find(frame, list.Top, true);
        if (list.Selected < 0 && !(frame.IsTextOnly && list.Items.Count > 1))
        {
            if (frame.IsCursorVisible)
                return question.Length > 0 && frame.CursorRow <= list.Top ? drafter.OfField(question, false, list.Top, list.Bottom) : null;
            if (list.Items.Count < 2 || !frame[list.Top].IsClosed)
                return null;
        }

        return drafter.OfList("buttons", list, KeyHints.Read(frame, list.Top, list.Bottom + HintRowsSearched), question, true);
    }

    // Output went on below the dialog that was printed, as far as the cursor: nobody presses its buttons.
    private bool IsPassed(OptionList list)
    {
        if (!frame.IsCursorVisible || frame.IsTextOnly || frame.IsAlternate)
            return false;
        for (int row = list.Bottom + 1; row <= frame.CursorRow; row++)
        {
            if (frame.IsText(row) && frame[row].Depth == 0 && KeyHints.Read(frame[row].Content) == HintKeys.None)
                return true;
        }

        return false;
    }

    // A panel that only says which keys answer it.
    private PromptDraft? FromPanel()
    {
        int row = frame.Last;
        while (row > 0 && frame[row].Kind != RowKind.Text)
            row--;
        if (!frame.IsCursorHidden || row < 0 || frame[row].Depth == 0 || InputBoxFinder.BlockAt(frame, row) is not (int top, int bottom))
            return null;
        if (!KeyHints.Read(frame[row].Content).Name(HintKeys.Enter | HintKeys.Escape))
            return null;
        string question = QuestionFinder.Find(frame, row, true);
        return question.Length == 0 ? null : drafter.Of("panel", PromptKind.KeyPress, question, [Key("Enter"), Key("Esc")], false, top, bottom);
    }

    private static PromptOption Key(string name) => new(name, name == "Enter", name, TerminalKeys.Encode(name));

    // Hints belong to a list while no other frame begins between them.
    private HintKeys HintsBelow(OptionList list)
    {
        int end = list.Bottom + 1;
        while (end <= Math.Min(frame.Last, list.Bottom + HintRowsSearched) && (frame[list.Top].Depth > 0 || frame[end].Depth == 0))
            end++;
        return KeyHints.Read(frame, list.Bottom + 1, end - 1);
    }
}
