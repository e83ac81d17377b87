namespace PromptWatcher.Detection.Profiles;

/// <summary>How large a regular expression is with its repetitions written out, which is what it costs to build one for linear time.</summary>
internal static class PatternSize
{
    /// <summary>Signs, at most <see cref="int.MaxValue"/>.</summary>
    /// <param name="pattern">An expression that can be read.</param>
    public static int Of(string pattern)
    {
        int at = 0;
        return (int)Math.Min(Group(pattern, ref at), int.MaxValue);
    }

    private static long Group(string pattern, ref int at)
    {
        long sum = 0;
        while (at < pattern.Length && pattern[at] != ')')
        {
            long part = Part(pattern, ref at);
            sum = Math.Min(sum + Repeated(part, pattern, ref at), int.MaxValue);
        }

        at++;
        return sum;
    }

    private static long Part(string pattern, ref int at)
    {
        switch (pattern[at++])
        {
            case '(':
                return Group(pattern, ref at);
            case '\\':
                at += at < pattern.Length && pattern[at] is 'p' or 'P' ? pattern.AsSpan(at).IndexOf('}') + 1 : 1;
                return 1;
            case '[':
                at += at < pattern.Length && pattern[at] == '^' ? 2 : 1;
                while (at < pattern.Length && pattern[at] != ']')
                    at += pattern[at] == '\\' ? 2 : 1;
                at++;
                return 1;
            default:
                return 1;
        }
    }

    private static long Repeated(long part, string pattern, ref int at)
    {
        if (at >= pattern.Length || pattern[at] != '{' || pattern.IndexOf('}', at) is not (> 0 and var end))
            return part;
        string[] bounds = pattern[(at + 1)..end].Split(',');
        if (!bounds.All(static bound => bound.All(char.IsAsciiDigit)) || bounds[0].Length == 0)
            return part;
        at = end + 1;
        long most = 1;
        foreach (string bound in bounds)
            most = Math.Max(most, long.TryParse(bound, out long value) ? value : 0);
        return Math.Min(part * most, int.MaxValue);
    }
}
