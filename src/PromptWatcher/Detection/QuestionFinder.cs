namespace PromptWatcher.Detection;

/// <summary>Finds the question that a list of answers belongs to, in the lines above it.</summary>
internal static partial class QuestionFinder
{
    private const int RowsSearched = 24;
    private const int LinesSearched = 16;

    /// <summary>A line this close to the answers separates them from their question rather than from something else.</summary>
    private const int RuleDistance = 6;

    /// <summary>A question and its answers are this many rows apart at most.</summary>
    private const int QuestionDistance = 3;

    /// <summary>A line of text that wrapped rows have been joined to.</summary>
    private readonly record struct Line(string Text, int Paragraph);

    /// <summary>The question above a row in one line; empty when nothing stands there.</summary>
    /// <param name="frame">The screen.</param>
    /// <param name="row">The first row of the answers.</param>
    /// <param name="isDialog">The answers belong to a dialog whose first line says what it is about.</param>
    public static string Find(Frame frame, int row, bool isDialog)
    {
        if (AskedLine.Above(frame, row) is int asked and >= 0)
            return AskedLine.Question(frame[asked].Content);
        List<Line> lines = Read(frame, row, isDialog, out int rule);
        if (lines.Count == 0)
            return rule < 0 ? "" : Title(frame[rule]);
        int nearest = lines.FindLastIndex(static line => IsQuestion(line.Text));
        if (nearest >= 0)
            return Clean(lines[nearest < lines.Count - 1 && IsQuestion(lines[0].Text) ? 0 : nearest].Text);
        if (!isDialog && rule > 0 && IsHeading(frame, rule))
            return Clean(frame[rule - 1].Slice(frame[rule - 1].Start, frame[rule - 1].End));
        for (int i = lines.Count - 1; i >= 0; i--)
        {
            if (lines[i].Text.IndexOf("? ", StringComparison.Ordinal) is int end and > 0)
                return Clean(lines[i].Text[..(end + 1)]);
        }

        Line heading = lines.Find(static line => !line.Text.Contains("  ", StringComparison.Ordinal));
        if (isDialog && heading.Text is not null)
            return Clean(heading.Text);
        return Clean(lines.First(line => line.Paragraph == lines[^1].Paragraph).Text);
    }

    // A question with a line right below it heads all that follows.
    private static bool IsHeading(Frame frame, int rule) =>
        frame.IsText(rule - 1) && frame[rule - 1].Depth == 0 && frame[rule].Depth == 0 && IsQuestion(frame[rule - 1].Slice(frame[rule - 1].Start, frame[rule - 1].End));

    // The title in the upper side of a frame that has nothing else to say.
    private static string Title(FrameRow rule)
    {
        int start = rule.Start, end = rule.End;
        while (start < end && (Glyphs.IsHorizontal(rule.Text[start]) || Glyphs.IsCorner(rule.Text[start]) || Glyphs.IsVertical(rule.Text[start]) || rule.Text[start] == ' '))
            start++;
        while (end > start && (Glyphs.IsHorizontal(rule.Text[end - 1]) || Glyphs.IsCorner(rule.Text[end - 1]) || Glyphs.IsVertical(rule.Text[end - 1]) || rule.Text[end - 1] == ' '))
            end--;
        return HasWords(rule.Text[start..end]) ? rule.Slice(start, end) : "";
    }

    private static List<Line> Read(Frame frame, int row, bool isDialog, out int rule)
    {
        var rows = new List<int>();
        rule = -1;
        int indent = -1, depth = frame[row].Depth;
        bool isClosed = isDialog && frame[row].IsClosed;
        for (int i = row - 1; i >= Math.Max(0, row - RowsSearched) && rows.Count < LinesSearched; i--)
        {
            FrameRow at = frame[i];
            if (isClosed && at.IsClosed && (at.Kind == RowKind.Rule ? at.Depth > 0 : at.Depth > depth))
                continue;
            if (at.Kind == RowKind.Rule)
                rule = i;
            if (at.Kind == RowKind.Rule && (rows.Count > 0 || row - i > RuleDistance))
                break;
            if (depth > 0 && at.Depth == 0 && at.Kind != RowKind.Rule)
            {
                // A frame that holds nothing but the answers: the question stands above it.
                if (rows.Count > 0 || row - i > RuleDistance)
                    break;
                depth = 0;
            }

            if (at.Kind != RowKind.Text)
                continue;
            if (depth == 0 && ((rows.Count > 0 && AskedLine.IsOver(at.Content)) || (at.Start == 0 && ShellPrompt.IsCommandLine(at.Content))))
                break;
            if (rows.Count == 0 && i == row - 1 && depth > 0 && !at.IsClosed && DrawnCursor.IsIn(frame, i))
                continue;
            int column = at.ColumnOf(at.Start);
            if (indent < 0 && HasWords(at.Content))
                indent = column;
            if (column < indent && depth == 0)
                break;
            rows.Add(i);
        }

        rows.Reverse();
        return Join(frame, rows, isDialog);
    }

    private static List<Line> Join(Frame frame, List<int> rows, bool isDialog)
    {
        var lines = new List<Line>();
        int paragraph = 0;
        for (int i = 0; i < rows.Count; i++)
        {
            FrameRow at = frame[rows[i]];
            if (!HasWords(at.Content) || IsHint(at.Content) || at.Content.StartsWith("http"))
                continue;
            bool follows = i > 0 && rows[i] == rows[i - 1] + 1;
            bool begins = Glyphs.IsSymbol(at.Content[0]) && at.Content[0] is not ('(' or '"' or '\'' or '`' or '[');
            if (follows && !begins && lines.Count > 0 && (IsFull(frame, rows[i - 1], at) || (isDialog && IsWrapped(frame, rows[i - 1], at))))
            {
                lines[^1] = lines[^1] with { Text = lines[^1].Text + " " + at.Slice(at.Start, at.End) };
                continue;
            }

            if (!follows || begins)
                paragraph++;
            lines.Add(new Line(at.Slice(at.Start, QueryEnd(frame, rows[i])), paragraph));
        }

        return lines;
    }

    // A dialog may be wider than the text in it: a sentence goes on in the next row with a small letter.
    private static bool IsWrapped(Frame frame, int row, FrameRow next) =>
        frame[row].IsClosed && next.IsClosed && char.IsLower(next.Content[0]) && frame[row].Content[^1] is not ('.' or ':' or '?' or '!');

    // A filter that is being typed stands above its list: what was typed is not the question.
    private static int QueryEnd(Frame frame, int row)
    {
        FrameRow at = frame[row];
        int input = frame.IsCursorVisible && frame.CursorRow == row ? at.Text.LastIndexOfAny('>', '❯', '›') : -1;
        return input >= at.Start ? input + 1 : at.End;
    }

    /// <summary>A row ends where its text was wrapped: the next row's first word would not have fitted.</summary>
    public static bool IsFull(Frame frame, int row, FrameRow next)
    {
        if (frame.IsWrapped(row))
            return true;
        return frame[row].HasNoRoomFor(next, frame[row].IsClosed ? frame[row].ColumnOf(frame[row].Length - 1) - 2 : frame.Columns - 1);
    }

    private static bool IsQuestion(ReadOnlySpan<char> line)
    {
        ReadOnlySpan<char> text = WithoutRemark(line);
        return text.Length > 1 && text[^1] is '?' or '？' or '؟';
    }

    private static ReadOnlySpan<char> WithoutRemark(ReadOnlySpan<char> line)
    {
        line = line.TrimEnd();
        int open = line.LastIndexOf('(');
        return open > 0 && line[^1] == ')' && line[..open].TrimEnd() is { Length: > 0 } before && before[^1] is '?' or '？' ? before : line;
    }

    /// <summary>A question without the sign in front of it, the field and the remarks behind it.</summary>
    public static string Clean(string line)
    {
        ReadOnlySpan<char> text = line.AsSpan().Trim();
        while (text.Length > 2 && Glyphs.IsSymbol(text[0]) && text[1] is ' ' or '\u00A0')
            text = text[2..].TrimStart();
        int input = text.IndexOf(" › ");
        if (input > 0)
            text = text[..input];
        int remark = text.LastIndexOf('[');
        if (remark > 0 && text[^1] == ']' && KeyHints.Read(text[remark..]) != HintKeys.None)
            text = text[..remark];
        return WithoutRemark(text).Trim().ToString();
    }

    private static bool IsHint(ReadOnlySpan<char> text) => text[0] != '?' && KeyHints.Read(text) is not HintKeys.None and not HintKeys.Arrows;

    /// <summary>Whether a text has any letters.</summary>
    public static bool HasWords(ReadOnlySpan<char> text)
    {
        foreach (char c in text)
        {
            if (char.IsLetter(c))
                return true;
        }

        return false;
    }
}
