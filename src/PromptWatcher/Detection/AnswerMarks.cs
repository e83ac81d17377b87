namespace PromptWatcher.Detection;

/// <summary>Reads answers that a line offers in brackets at its end: <c>[Y/n]</c>, <c>(yes/no)</c>, <c>[yn]</c>, <c>(j/N)</c>.</summary>
internal static class AnswerMarks
{
    private const int LongestAnswer = 6;
    private const int MostAnswers = 9;

    /// <summary>The answers, or null.</summary>
    public static List<(string Label, bool IsDefault)>? Read(ReadOnlySpan<char> line)
    {
        line = line.TrimEnd().TrimEnd("?:>").TrimEnd();
        if (line.Length < 3 || line[^1] is not (']' or ')' or '>'))
            return null;
        int open = line.LastIndexOf(line[^1] switch { ']' => '[', ')' => '(', _ => '<' });
        if (open < 0)
            return null;
        ReadOnlySpan<char> inside = line[(open + 1)..^1].Trim();
        List<(string, bool)>? answers = inside.Contains('/') ? Split(inside) : Letters(inside);
        return answers;
    }

    private static List<(string, bool)>? Split(ReadOnlySpan<char> inside)
    {
        var answers = new List<(string Label, bool IsDefault)>();
        int upper = 0, letters = 0;
        foreach (Range range in inside.Split('/'))
        {
            ReadOnlySpan<char> answer = inside[range].Trim();
            if (answer.Length is 0 or > LongestAnswer || !IsAnswer(answer) || answers.Count == MostAnswers)
                return null;
            letters += answer.Length == 1 ? 1 : 0;
            upper += char.IsUpper(answer[0]) ? 1 : 0;
            answers.Add((answer.ToString(), char.IsUpper(answer[0])));
        }

        if (answers.Count < 2 || (letters == 0 && answers.Count > 3))
            return null;
        if (upper != 1)
            answers = answers.ConvertAll(static answer => (answer.Label, false));
        return answers;
    }

    // Letters without separators need both of yes and no, or yes alone; anything else is a remark.
    private static List<(string, bool)>? Letters(ReadOnlySpan<char> inside)
    {
        if (inside.Length is 0 or > 6 || !inside.ContainsAny('y', 'Y') || (inside.Length > 1 && !inside.ContainsAny('n', 'N')))
            return null;
        var answers = new List<(string, bool)>();
        foreach (char c in inside)
        {
            if (!char.IsLetter(c) || answers.Exists(answer => answer.Item1[0] == c))
                return null;
            answers.Add((c.ToString(), false));
        }

        return answers;
    }

    private static bool IsAnswer(ReadOnlySpan<char> answer)
    {
        if (answer[0] == '^' && answer.Length == 2)
            return true;
        foreach (char c in answer)
        {
            if (!char.IsLetter(c) && c is not ('?' or '!'))
                return false;
        }

        return true;
    }
}
