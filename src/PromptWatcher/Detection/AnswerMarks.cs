using PromptWatcher.Terminal;

namespace PromptWatcher.Detection;

/// <summary>
/// Reads answers that a line offers: in brackets at its end, as in <c>[Y/n]</c>, <c>(yes/no)</c>, <c>[yn]</c>, <c>[y,n,q]</c>, <c>(y or n)</c>, or with their
/// letters in brackets, as in <c>(Y)es/(N)o</c> and <c>[Y] Yes  [N] No</c>.
/// </summary>
internal static class AnswerMarks
{
    private const int LongestAnswer = 12;
    private const int MostAnswers = 12;
    private const int LongestBareLine = 24;

    /// <summary>An answer that a line offers.</summary>
    /// <param name="Label">Its text.</param>
    /// <param name="Key">What is typed for it.</param>
    /// <param name="IsDefault">Enter alone takes it.</param>
    public readonly record struct Answer(string Label, string Key, bool IsDefault)
    {
        /// <summary>The option that it is; a key that stands for itself is not followed by Enter.</summary>
        public PromptOption ToOption(bool isSentWithEnter)
        {
            string key = Key is ['^', var letter] ? "Ctrl+" + char.ToUpperInvariant(letter) : Key;
            string keys = isSentWithEnter && key != "Esc" ? key + " Enter" : key;
            return new PromptOption(Label, IsDefault, keys, TerminalKeys.Encode(keys));
        }
    }

    /// <summary>The answers, or null.</summary>
    public static List<Answer>? Read(ReadOnlySpan<char> line) => Lettered(line, '[', ']') ?? Lettered(line, '(', ')') ?? AtEnd(line) ?? BehindQuestion(line) ?? Bare(line);

    /// <summary>
    /// Letters in brackets at the end of a line, of which the last one is for help and shows what the others mean: <c>(ydxH)</c>; or null. The one that
    /// Enter takes is a capital, which at the beginning would make a name of them unless it is yes.
    /// </summary>
    public static List<Answer>? ReadAbbreviated(ReadOnlySpan<char> line)
    {
        int open = Opening(line);
        ReadOnlySpan<char> letters = open < 0 ? default : line[(open + 1)..^1];
        if (letters.Length is < 2 or > MostAnswers || letters[^1] is not ('h' or 'H') || letters.IndexOfAnyInRange('A', 'Z') is var capital && (capital < 0 || (capital == 0 && letters[0] != 'Y')))
            return null;
        var answers = new List<Answer>();
        foreach (char c in letters)
        {
            if (!char.IsLetterOrDigit(c) || answers.Exists(answer => answer.Label[0] == c))
                return null;
            answers.Add(new Answer(c.ToString(), char.ToLowerInvariant(c).ToString(), char.IsUpper(c)));
        }

        return answers;
    }

    private static List<Answer>? AtEnd(ReadOnlySpan<char> line)
    {
        line = line.TrimEnd().TrimEnd("?:>").TrimEnd();
        int open = Opening(line);
        return open < 0 ? null : Inside(line[(open + 1)..^1], false) ?? BeforeDefault(line[..open].TrimEnd(), line[(open + 1)..^1]);
    }

    /// <summary>Where the bracket opens that ends a line, or -1.</summary>
    public static int Opening(ReadOnlySpan<char> line) =>
        line.Length < 3 ? -1 : line[^1] switch { ']' => line.LastIndexOf('['), ')' => line.LastIndexOf('('), '>' => line.LastIndexOf('<'), _ => -1 };

    private static List<Answer>? Inside(ReadOnlySpan<char> inside, bool isNamed)
    {
        inside = inside.Trim();
        string separator = inside.Contains(',') ? "," : inside.Contains('/') ? "/" : inside.Contains('|') ? "|" : inside.Contains(" or ", StringComparison.Ordinal) ? " or " : "";
        return separator.Length > 0 ? Split(inside, separator, isNamed) : Letters(inside);
    }

    // "[red/green/blue] (green)" and "(Y/I/N/D) [default=N]": the second bracket names the answer that Enter takes.
    private static List<Answer>? BeforeDefault(ReadOnlySpan<char> line, ReadOnlySpan<char> remark)
    {
        int open = Opening(line);
        ReadOnlySpan<char> named = remark[(remark.LastIndexOfAny(' ', '=', ':') + 1)..];
        if (open < 0 || Inside(line[(open + 1)..^1], true) is not { } answers || IndexOf(answers, named) is not (>= 0 and var chosen))
            return null;
        for (int i = 0; i < answers.Count; i++)
            answers[i] = answers[i] with { IsDefault = i == chosen };
        return answers;
    }

    private static int IndexOf(List<Answer> answers, ReadOnlySpan<char> label)
    {
        int index = answers.Count - 1;
        while (index >= 0 && !label.Equals(answers[index].Label, StringComparison.OrdinalIgnoreCase))
            index--;
        return index;
    }

    // "Overwrite it? Y/n"
    private static List<Answer>? BehindQuestion(ReadOnlySpan<char> line)
    {
        int end = line.LastIndexOfAny('?', '？', '؟') + 1;
        if (end < 2 || !char.IsLetterOrDigit(line[end - 2]))
            return null;
        ReadOnlySpan<char> answers = line[end..].TrimEnd(" :>");
        bool areAnswers = answers.StartsWith(" ") && answers.Contains('/') && !answers.ContainsAny('[', ']');

        // Other words with a slash between them are a path.
        return areAnswers && Split(answers.Trim(), "/", false) is { } read && read.Exists(static answer => answer.Label.Length == 1 || IsYesOrNo(answer.Label)) ? read : null;
    }

    // A line that is nothing but its answers: "Yes/No?".
    private static List<Answer>? Bare(ReadOnlySpan<char> line)
    {
        line = line.Trim();
        return line.Length > LongestBareLine || !line.EndsWith("?") || line.Contains(' ') || !line.Contains('/') ? null : Split(line[..^1], "/", false);
    }

    private static List<Answer>? Split(ReadOnlySpan<char> inside, string separator, bool isNamed)
    {
        List<Answer>? answers = null;
        int letters = 0;
        bool isYesOrNo = false, isPaired = false;
        foreach (Range range in inside.Split(separator))
        {
            ReadOnlySpan<char> marked = inside[range].Trim(), answer = marked.Trim("[]");
            if (answer.Length is 0 or > LongestAnswer || !IsAnswer(answer) || answers?.Count == MostAnswers)
                return null;
            answers ??= [];
            string label = answer.ToString();
            bool isEscape = label.Equals("esc", StringComparison.OrdinalIgnoreCase);
            letters += answer.Length == 1 || isEscape ? 1 : 0;
            isYesOrNo |= IsYesOrNo(label);
            isPaired |= IndexOf(answers, answer) >= 0;
            answers.Add(new Answer(label, isEscape ? "Esc" : label.ToLowerInvariant(), char.IsUpper(answer[0]) || (marked.Length == 3 && marked[0] == '[')));
        }

        if (answers is null)
            return null;
        bool areWords = letters == 0 && (answers.Count <= 3 || isNamed) && separator is "/" or "," or " or ";
        bool areFew = areWords && (separator == "/" || isNamed || (isYesOrNo && separator == " or "));
        if (answers.Count < 2 || (letters < answers.Count && !(areFew || (letters > 0 && separator is "/" or "|"))))
            return null;
        if (isPaired)
            return answers.ConvertAll(static answer => answer with { Key = answer.Label, IsDefault = false });
        return answers.Count(static answer => answer.IsDefault) == 1 ? answers : answers.ConvertAll(static answer => answer with { IsDefault = false });
    }

    private static bool IsYesOrNo(string label) => label.Equals("yes", StringComparison.OrdinalIgnoreCase) || label.Equals("no", StringComparison.OrdinalIgnoreCase);

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
            if (!char.IsLetter(c) && c is not ('?' or '!') && !(c == '/' && answer.Length == 1))
                return false;
        }

        return true;
    }
}
