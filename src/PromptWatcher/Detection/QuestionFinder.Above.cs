namespace PromptWatcher.Detection;

// What stands directly above the answers.
internal static partial class QuestionFinder
{
    /// <summary>The text that ends directly above a row is a question, or announces what follows.</summary>
    public static bool IsRightAbove(Frame frame, int row)
    {
        ReadOnlySpan<char> line = Above(frame, row);
        return line.Length > 0 && (IsQuestion(line) || line[^1] is ':' or '：' || IsAsked(frame, row));
    }

    /// <summary>The text that ends directly above a row, with the rows that were wrapped into it; empty when nothing stands there.</summary>
    public static string RightAbove(Frame frame, int row)
    {
        int last = RowAbove(frame, row), first = last;
        if (!frame.IsText(last))
            return "";
        while (frame.IsText(first - 1) && IsFull(frame, first - 1, frame[first]))
            first--;
        return Clean(string.Join(' ', Enumerable.Range(first, last - first + 1).Select(i => frame[i].Content.ToString())));
    }

    /// <summary>The line directly above a row begins with the sign that questionnaires put in front of a question.</summary>
    public static bool IsAsked(Frame frame, int row) => Above(frame, row) is ['?', ' ', ..] or ['[', '?', ']', ..];

    private static ReadOnlySpan<char> Above(Frame frame, int row) => RowAbove(frame, row) is var above && frame.IsText(above) ? frame[above].Content : default;

    private static int RowAbove(Frame frame, int row)
    {
        int above = row - 1;
        while (above > 0 && row - above < QuestionDistance && frame[above].Kind == RowKind.Blank)
            above--;
        return above;
    }
}
