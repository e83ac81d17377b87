namespace PromptWatcher.Detection;

/// <summary>Finds text fields of programs that hide the terminal's cursor and draw their own.</summary>
internal sealed class FieldReader(Frame frame, PromptDrafter drafter)
{
    private const int TallestBox = 8;

    /// <summary>The field, or null.</summary>
    public PromptDraft? Read() => frame.IsCursorVisible ? null : FromAskedLine() ?? FromForm() ?? FromBox() ?? FromTitledBox() ?? FromNamedLine() ?? FromAnswerLine();

    // "? Name ‣ my-app" as the last line, with the answer so far or what Enter alone takes.
    private PromptDraft? FromAskedLine()
    {
        int row = frame.Last;
        if (!IsAsked(row) || AskedLine.FieldStart(frame[row].Content) is not (var field and > 2))
            return null;
        ReadOnlySpan<char> asked = frame[row].Content[..field].TrimEnd();
        if (AnswerMarks.Read(asked) is not { } answers)
            return drafter.OfField(AskedLine.Question(asked), false, row, row);
        return Confirmation(AskedLine.Question(asked), answers, true, row);
    }

    // Below the question, one field in each row: sign, name, colon.
    private PromptDraft? FromForm()
    {
        int row = frame.Last;
        while (frame.IsText(row) && Glyphs.IsSymbol(frame[row].Content[0]) && frame[row].Content[0] == frame[frame.Last].Content[0] && IsNamed(frame[row].Content))
            row--;
        return row < frame.Last && IsAsked(row) ? drafter.OfField(AskedLine.Question(frame[row].Content), false, row, frame.Last) : null;
    }

    // A frame with a question and, below it, a line of input in which one cell is inverse.
    private PromptDraft? FromBox()
    {
        int row = frame.Last;
        while (row > 0 && frame[row].Kind != RowKind.Text)
            row--;
        if (row <= 0 || !frame[row].IsClosed || !InputBoxFinder.IsInputLine(frame, row) || !HasOwnCursor(row) || !QuestionFinder.IsRightAbove(frame, row))
            return null;
        if (InputBoxFinder.BlockAt(frame, row) is not (int top, int bottom) || bottom - top > TallestBox || top == row || frame[bottom + 1 < frame.Count ? bottom + 1 : bottom].Kind != RowKind.Rule)
            return null;
        return drafter.OfField(QuestionFinder.Find(frame, row, true), false, top, bottom);
    }

    // A frame with nothing in it but a name and, below it, a field in which one cell is inverse.
    private PromptDraft? FromTitledBox()
    {
        int bottom = frame.Last, row = bottom - 1;
        if (row < 2 || frame[bottom].Kind != RowKind.Rule || frame[row - 2].Kind != RowKind.Rule || !frame.IsText(row - 1) || !IsDrawnField(row))
            return null;
        string name = frame[row - 1].Content.ToString();
        return frame[row].IsClosed && QuestionFinder.HasWords(name) ? drafter.OfField(name, false, row - 1, row) with { IsCertain = false } : null;
    }

    // "Name: my-app" as the last line, with one inverse cell behind the colon.
    private PromptDraft? FromNamedLine()
    {
        int row = frame.Last;
        if (frame.IsAlternate || !frame.IsText(row) || frame[row].Depth > 0 || !IsDrawnField(row))
            return null;
        int cursor = frame[row].Start;
        while (cursor < frame.Columns && !frame.IsInverse(row, cursor))
            cursor++;
        if (cursor == frame.Columns)
            return null;
        ReadOnlySpan<char> asked = frame[row].Text[frame[row].Start..Math.Min(cursor, frame[row].End)];
        int end = asked.LastIndexOfAny(":?：？") + 1;
        return QuestionFinder.HasWords(asked[..end]) ? drafter.OfField(asked[..end].ToString(), false, row, row) with { IsCertain = false } : null;
    }

    // The answers end the screen: behind their question, below it, or, in the bar of a multiplexer, with one inverse cell behind them.
    private PromptDraft? FromAnswerLine()
    {
        int row = frame.Last;
        if (frame.IsTextOnly || !frame.IsText(row) || frame[row].Depth > 0)
            return null;
        bool isBar = frame.IsAlternate && HasOwnCursor(row) && frame.IsInverse(row, frame[row].End + 1);
        bool isBelow = frame.IsAlternate && frame[row].Content[0] is '[' or '(' && frame.IsText(row - 1) && QuestionFinder.IsRightAbove(frame, row);
        if (!(isBar || isBelow || frame[row].Content.ContainsAny("?？؟")) || AnswerMarks.Read(frame[row].Content) is not { } answers)
            return null;
        return Confirmation(frame[isBelow ? row - 1 : row].Content.ToString(), answers, false, row) with { IsCertain = isBar };
    }

    private static PromptDraft Confirmation(string question, List<AnswerMarks.Answer> answers, bool isSentWithEnter, int row) =>
        new(PromptKind.Confirmation, question, answers.ConvertAll(answer => answer.ToOption(isSentWithEnter)), true, false, row, row) { Structure = "field" };

    private bool IsDrawnField(int row) => !frame.IsTextOnly && frame.IsText(row) && HasOwnCursor(row);

    private bool IsAsked(int row) => frame.IsText(row) && frame[row].Depth == 0 && AskedLine.Is(frame[row].Content);

    private static bool IsNamed(ReadOnlySpan<char> text)
    {
        int colon = text.IndexOfAny(':', '：');
        return colon > 1 && text[1] == ' ' && QuestionFinder.HasWords(text[..colon]);
    }

    private bool HasOwnCursor(int row) => frame.CountInverse(row) == 1;
}
