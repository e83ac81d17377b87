namespace PromptWatcher.Detection;

/// <summary>
/// Reads answers that a line offers: in brackets at its end, as in <c>[Y/n]</c>, <c>(yes/no)</c>, <c>[yn]</c>, <c>[y,n,q]</c>, or with their
/// letters in brackets, as in <c>(Y)es/(N)o</c> and <c>[Y] Yes  [N] No</c>.
/// </summary>
internal static class AnswerMarks
{
    private const int LongestAnswer = 12;
    private const int MostAnswers = 12;

    /// <summary>An answer that a line offers.</summary>
    /// <param name="Label">Its text.</param>
    /// <param name="Key">What is typed for it.</param>
    /// <param name="IsDefault">Enter alone takes it.</param>
    public readonly record struct Answer(string Label, string Key, bool IsDefault);

    /// <summary>The answers, or null.</summary>
    public static List<Answer>? Read(ReadOnlySpan<char> line) => Lettered(line, '[', ']') ?? Lettered(line, '(', ')') ?? AtEnd(line);

    private static List<Answer>? AtEnd(ReadOnlySpan<char> line)
    {
        line = line.TrimEnd().TrimEnd("?:>").TrimEnd();
        if (line.Length < 3 || line[^1] is not (']' or ')' or '>'))
            return null;
        int open = line.LastIndexOf(line[^1] switch { ']' => '[', ')' => '(', _ => '<' });
        if (open < 0)
            return null;
        ReadOnlySpan<char> inside = line[(open + 1)..^1].Trim();
        return inside.Contains('/') ? Split(inside, '/') : inside.Contains(',') ? Split(inside, ',') : Letters(inside);
    }

    private static List<Answer>? Split(ReadOnlySpan<char> inside, char separator)
    {
        var answers = new List<Answer>();
        int upper = 0, letters = 0;
        foreach (Range range in inside.Split(separator))
        {
            ReadOnlySpan<char> answer = inside[range].Trim().Trim("[]");
            if (answer.Length is 0 or > LongestAnswer || !IsAnswer(answer) || answers.Count == MostAnswers)
                return null;
            letters += answer.Length == 1 ? 1 : 0;
            upper += char.IsUpper(answer[0]) ? 1 : 0;
            answers.Add(new Answer(answer.ToString(), answer.ToString().ToLowerInvariant(), char.IsUpper(answer[0])));
        }

        if (answers.Count < 2 || (letters == 0 && answers.Count > 3) || (separator == ',' && letters < answers.Count))
            return null;
        return upper == 1 ? answers : answers.ConvertAll(static answer => answer with { IsDefault = false });
    }

    // Letters without separators need both of yes and no, or yes alone; anything else is a remark.
    private static List<Answer>? Letters(ReadOnlySpan<char> inside)
    {
        if (inside.Length is 0 or > 6 || !inside.ContainsAny('y', 'Y') || (inside.Length > 1 && !inside.ContainsAny('n', 'N')))
            return null;
        var answers = new List<Answer>();
        foreach (char c in inside)
        {
            if (!char.IsLetter(c) || answers.Exists(answer => answer.Label[0] == c))
                return null;
            answers.Add(new Answer(c.ToString(), char.ToLowerInvariant(c).ToString(), false));
        }

        return answers;
    }

    private static List<Answer>? Lettered(ReadOnlySpan<char> line, char open, char close)
    {
        List<Answer>? answers = null;
        for (int p = 0; p + 3 < line.Length; p++)
        {
            if (line[p] != open || line[p + 2] != close || !(char.IsLetter(line[p + 1]) || line[p + 1] == '?'))
                continue;
            ReadOnlySpan<char> rest = line[(p + 3)..];
            int end = rest.IndexOfAny("/[(:");
            ReadOnlySpan<char> word = (end < 0 ? rest : rest[..end]).TrimEnd();
            string label = word.StartsWith(" ") ? word.Trim().ToString() : string.Concat(line.Slice(p + 1, 1), word);
            if (label.Length == 0)
                return null;
            (answers ??= []).Add(new Answer(label, char.ToLowerInvariant(line[p + 1]).ToString(), false));
        }

        if (answers is null || answers.Count is < 2 or > MostAnswers)
            return null;
        return WithDefault(answers, line[(line.TrimEnd().TrimEnd("])\"'?: ").LastIndexOfAny("[(\"' ") + 1)..].Trim("[]()\"'?: ").ToString());
    }

    // Apart from Lettered, which would else make the lambda's closure for each line that it reads.
    private static List<Answer> WithDefault(List<Answer> answers, string tail) => answers.ConvertAll(answer => answer with
    {
        IsDefault = tail.Equals(answer.Label, StringComparison.OrdinalIgnoreCase) || tail.Equals(answer.Key, StringComparison.OrdinalIgnoreCase),
    });

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
