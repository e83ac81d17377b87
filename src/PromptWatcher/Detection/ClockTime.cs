namespace PromptWatcher.Detection;

/// <summary>Recognises the time of day with seconds, which goes on whether anybody works or not.</summary>
internal static class ClockTime
{
    /// <summary>Whether the character belongs to a time such as <c>12:34:56</c>. A time in the first hour counts up from a start.</summary>
    public static bool IsAt(ReadOnlySpan<char> text, int index)
    {
        int start = index, end = index;
        while (start > 0 && IsPart(text[start - 1]))
            start--;
        while (end < text.Length && IsPart(text[end]))
            end++;
        ReadOnlySpan<char> time = text[start..end];
        int hour = time.IndexOf(':');
        return hour is 1 or 2 && time.Length == hour + 6 && time[hour + 3] == ':' && time.Count(':') == 2 && time[..hour].IndexOfAnyExcept('0') >= 0;
    }

    private static bool IsPart(char c) => char.IsAsciiDigit(c) || c == ':';
}
