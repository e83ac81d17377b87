namespace PromptWatcher.Detection;

/// <summary>Finds text fields of programs that hide the terminal's cursor and draw their own.</summary>
internal sealed class FieldReader(Frame frame, PromptDrafter drafter)
{
    private const int TallestBox = 8;

    /// <summary>The field, or null.</summary>
    public PromptDraft? Read() => frame.IsCursorVisible ? null : FromAskedLine() ?? FromForm() ?? FromBox() ?? FromAnswerLine();

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

    // A multiplexer asks in its bar: the answers, and behind them one inverse cell.
    private PromptDraft? FromAnswerLine()
    {
        int row = frame.Last;
        bool isLast = frame.IsAlternate && frame.IsText(row) && HasOwnCursor(row) && frame.IsInverse(row, frame[row].End + 1);
        return isLast && AnswerMarks.Read(frame[row].Content) is { } answers ? Confirmation(frame[row].Content.ToString(), answers, false, row) : null;
    }

    private static PromptDraft Confirmation(string question, List<AnswerMarks.Answer> answers, bool isSentWithEnter, int row) =>
        new(PromptKind.Confirmation, question, answers.ConvertAll(answer => answer.ToOption(isSentWithEnter)), true, false, row, row) { Structure = "field" };

    private bool IsAsked(int row) => frame.IsText(row) && frame[row].Depth == 0 && AskedLine.Is(frame[row].Content);

    private static bool IsNamed(ReadOnlySpan<char> text)
    {
        int colon = text.IndexOfAny(':', '：');
        return colon > 1 && text[1] == ' ' && QuestionFinder.HasWords(text[..colon]);
    }

    private bool HasOwnCursor(int row) => frame.CountInverse(row) == 1;
}
