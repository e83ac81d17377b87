namespace PromptWatcher.Detection;

/// <summary>Reads the lines of questionnaires: a sign, the question, and in the same line the field or what was answered.</summary>
internal static class AskedLine
{
    /// <summary>Instructions between a question and its answers take this many rows at most.</summary>
    private const int LongestInstructions = 10;

    /// <summary>A line begins with the sign that stands in front of a question.</summary>
    public static bool Is(ReadOnlySpan<char> line) => line.Length > 2 && (line.StartsWith("? ") || line.StartsWith("[?]")) && !StatusLine.IsHelp(line);

    /// <summary>
    /// The row of the question that a questionnaire has put above its answers, with nothing but instructions between them; or -1. Blank rows between
    /// them are for a question whose line holds the field as well.
    /// </summary>
    public static int Above(Frame frame, int row)
    {
        int last = frame.IsText(row - 1) ? row - 1 : row - 2;
        bool isParted = false;
        for (int i = last; i >= 0 && row - i <= LongestInstructions; i--)
        {
            if (!frame.IsText(i))
            {
                if (isParted && !frame.IsText(i + 1))
                    return -1;
                isParted = true;
                continue;
            }

            if (IsOver(frame[i].Content))
                return -1;
            if (frame[i].Depth == frame[row].Depth && Is(frame[i].Content))
                return isParted && FieldStart(frame[i].Content) < 0 ? -1 : i;
        }

        return -1;
    }

    /// <summary>The question in a line of a questionnaire, without its sign and without the field behind it.</summary>
    public static string Question(ReadOnlySpan<char> line)
    {
        ReadOnlySpan<char> text = line.TrimStart("[?] ");
        int field = FieldStart(text), remark = OpenRemark(text);
        if (remark > 0)
            text = text[..remark];
        return QuestionFinder.Clean((field > 0 ? text[..field] : text).TrimEnd(" …").ToString());
    }

    /// <summary>Where a remark begins that goes on in the next row, or -1.</summary>
    public static int OpenRemark(ReadOnlySpan<char> line) => line.LastIndexOf("? (") is >= 0 and var end && line[end..].IndexOf(')') < 0 ? end + 1 : -1;

    /// <summary>Where the field for the answer begins in a line of a questionnaire, or -1.</summary>
    public static int FieldStart(ReadOnlySpan<char> line)
    {
        for (int i = 1; i < line.Length; i++)
        {
            if (Glyphs.IsFieldSign(line[i]) && line[i - 1] == ' ' && (i + 1 == line.Length || line[i + 1] == ' '))
                return i;
        }

        return -1;
    }

    /// <summary>What was asked before, with its answer.</summary>
    public static bool IsOver(ReadOnlySpan<char> line) => line.Length > 2 && Glyphs.IsOver(line[0]) && line[1] == ' ';
}
