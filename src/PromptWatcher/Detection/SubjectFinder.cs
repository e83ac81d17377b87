namespace PromptWatcher.Detection;

/// <summary>Finds the command or file that a dialog is about, in the rows between its upper edge and its answers.</summary>
internal static class SubjectFinder
{
    private const int RowsSearched = 60;

    /// <summary>The command or file in one line, or with the line breaks of a script; null when nothing is surely one.</summary>
    /// <param name="frame">The screen.</param>
    /// <param name="top">The first row of the answers.</param>
    /// <param name="question">The question, as it was read.</param>
    public static string? Find(Frame frame, int top, string question)
    {
        Dialog dialog = Read(frame, top, question);
        return Prompted(frame, dialog.Rows) ?? Block(frame, dialog.Block) ?? Indented(frame, dialog) ?? File(frame, dialog.Rows) ?? InQuestion(question);
    }

    /// <summary>The rows of a dialog that are not its question.</summary>
    /// <param name="Rows">Rows outside of any inner frame, from above.</param>
    /// <param name="Block">Rows between two inner lines, from above.</param>
    private readonly record struct Dialog(List<int> Rows, List<int> Block);

    private static Dialog Read(Frame frame, int top, string question)
    {
        var rows = new List<int>();
        var block = new List<int>();
        int depth = frame[top].Depth, indent = -1, below = -1;
        char line = '\0';
        bool isInside = false, hasEdge = false;
        for (int row = top - 1; row >= Math.Max(0, top - RowsSearched); row--)
        {
            FrameRow at = frame[row];
            if (at.Kind == RowKind.Rule)
            {
                // Lines around a block are alike, and nothing but the question stands between it and the answers.
                char sign = at.Text[at.Start + ((at.End - at.Start) / 2)];
                bool isInner = depth > 0 ? at.Depth > 0 : isInside ? sign == line : line == '\0' && rows.Count == 0;
                hasEdge = !isInner;
                if (!isInner)
                    break;
                isInside = !isInside;
                line = sign;
                continue;
            }

            if (depth > 0 && at.Depth == 0)
            {
                hasEdge = true;
                break;
            }

            if (at.Kind != RowKind.Text)
                continue;
            int column = at.ColumnOf(at.Start);
            if (IsOf(question, at.Content))
            {
                below = rows.Count > 0 ? rows.Count : below;
                indent = indent < 0 ? column : Math.Min(indent, column);
                continue;
            }

            if (isInside || at.Depth > depth)
            {
                block.Insert(0, row);
                continue;
            }

            if (indent < 0)
                indent = column;
            if (depth == 0 && column < indent)
                break;
            rows.Insert(0, row);
        }

        // One line without a partner is the upper edge, and what was read above it belongs to something else.
        if (isInside && depth == 0)
            return new Dialog(rows, []);
        if (below > 0 && !hasEdge)
            rows.RemoveRange(0, rows.Count - below);
        return new Dialog(rows, block);
    }

    private static bool IsOf(string question, ReadOnlySpan<char> content) =>
        question.Length > 0 && (content.IndexOf(question) >= 0 || question.AsSpan().StartsWith(content) || (content.IndexOf(' ') > 0 && question.AsSpan().EndsWith(content)));

    // "$ make test"
    private static string? Prompted(Frame frame, List<int> rows)
    {
        int first = rows.FindIndex(row => frame[row].Content is ['$', ' ', _, ..]);
        if (first < 0)
            return null;
        int last = first;
        while (last + 1 < rows.Count && rows[last + 1] == rows[last] + 1 && IsWrapped(frame, rows[last], rows[last + 1]))
            last++;
        return Join(frame, rows[first..(last + 1)])[2..];
    }

    private static string? Block(Frame frame, List<int> rows) =>
        rows.Count > 0 && SubjectText.IsCommand(frame[rows[0]].Content) ? Join(frame, rows) : null;

    // Rows set in below a heading, in one look: what explains them has another.
    private static string? Indented(Frame frame, Dialog dialog)
    {
        List<int> rows = dialog.Rows;
        int first = rows.Count > 1 ? rows.FindIndex(1, row => Column(frame, row) > Column(frame, rows[0])) : -1;
        if (first < 0 || !SubjectText.IsCommand(frame[rows[first]].Content) || !SubjectText.IsHeading(frame[rows[first - 1]].Content))
            return null;
        int last = first;
        while (last + 1 < rows.Count && rows[last + 1] == rows[last] + 1 && Column(frame, rows[last + 1]) >= Column(frame, rows[first])
            && frame.StyleAt(rows[last + 1], frame[rows[last + 1]].Start) == frame.StyleAt(rows[first], frame[rows[first]].Start))
            last++;
        return Join(frame, rows[first..(last + 1)]);
    }

    private static string? File(Frame frame, List<int> rows)
    {
        for (int i = 0; i < rows.Count; i++)
        {
            if (SubjectText.FileOf(frame[rows[i]].Content, isHeading: i == 0) is { } file)
                return file;
        }

        return null;
    }

    private static string? InQuestion(string question)
    {
        foreach (string word in question.Split(' '))
        {
            ReadOnlySpan<char> bare = SubjectText.Bare(word);
            if (SubjectText.IsFile(bare))
                return bare.ToString();
        }

        return null;
    }

    private static int Column(Frame frame, int row) => frame[row].ColumnOf(frame[row].Start);

    // Wrapped rows become one line; the lines of a script keep how far they are set in.
    private static string Join(Frame frame, List<int> rows)
    {
        string text = frame[rows[0]].Content.ToString();
        for (int i = 1; i < rows.Count; i++)
        {
            string indent = new(' ', Math.Max(0, Column(frame, rows[i]) - Column(frame, rows[0])));
            text += (IsWrapped(frame, rows[i - 1], rows[i]) ? " " : "\n" + indent) + frame[rows[i]].Content.ToString();
        }

        return text;
    }

    // A dialog leaves as much room at its right as at its left.
    private static bool IsWrapped(Frame frame, int row, int next) =>
        QuestionFinder.IsFull(frame, row, frame[next]) || (frame[row].Depth == 0 && frame[row].HasNoRoomFor(frame[next], frame.Columns - 1 - Column(frame, row)));
}
