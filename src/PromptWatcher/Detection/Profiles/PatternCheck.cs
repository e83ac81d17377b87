using System.Text.RegularExpressions;

namespace PromptWatcher.Detection.Profiles;

/// <summary>Says why a regular expression is refused.</summary>
internal static class PatternCheck
{
    /// <summary>The reason, with the character where it is, from 1; null when the expression will do.</summary>
    public static string? Refusal(string pattern)
    {
        if (pattern.Length == 0)
            return "the regex is empty, which every line matches";
        if (pattern.Length > ProfileLimits.MaxPatternLength)
            return $"the regex has {pattern.Length} characters, and may have {ProfileLimits.MaxPatternLength}";
        try
        {
            // For backtracking nothing is written out, so this costs little, and it tells what cannot be read with its place.
            _ = new Regex(pattern, RegexOptions.CultureInvariant);
            if (FindNonlinear(pattern) is { } at)
                return $"the regex '{pattern}' uses look-around, a back-reference or an atomic group at character {at.Index + 1} ('{at.Sign}'), which is refused because it can hang a host; say it without, or with 'not'";
            if (PatternSize.Of(pattern) is var size and > ProfileLimits.MaxPatternSize)
                return FormattableString.Invariant($"the regex '{pattern}' repeats parts so often that it comes to {size:N0} signs, and may have {ProfileLimits.MaxPatternSize:N0}; repeat less, as with * or +");
            _ = new Regex(pattern, Pattern.Options);
            return null;
        }
        catch (RegexParseException e)
        {
            return $"the regex '{pattern}' cannot be read at character {Math.Clamp(e.Offset, 1, pattern.Length)}: {Detail(e.Message)}";
        }
        catch (NotSupportedException e)
        {
            return $"the regex '{pattern}' cannot be matched in linear time: {e.Message}";
        }
    }

    // The framework's sentence says the whole expression and the place again, before and within it.
    private static string Detail(string message) => message[(message.LastIndexOf("offset", StringComparison.Ordinal) is var at and > 0 ? message.IndexOf(". ", at, StringComparison.Ordinal) + 2 : 0)..].TrimEnd('.');

    private static (int Index, string Sign)? FindNonlinear(string pattern)
    {
        bool isInSet = false;
        for (int i = 0; i < pattern.Length; i++)
        {
            switch (pattern[i])
            {
                case '\\' when !isInSet && i + 1 < pattern.Length && pattern[i + 1] is (>= '1' and <= '9') or 'k' or 'G':
                    return (i, pattern[i..(i + 2)]);
                case '\\':
                    i++;
                    break;
                case '[':
                    isInSet = true;
                    break;
                case ']':
                    isInSet = false;
                    break;
                case '(' when !isInSet && Array.Find(Groups, group => string.CompareOrdinal(pattern, i, group, 0, group.Length) == 0) is { } sign:
                    return (i, sign);
            }
        }

        return null;
    }

    private static readonly string[] Groups = ["(?=", "(?!", "(?<=", "(?<!", "(?>", "(?("];
}
