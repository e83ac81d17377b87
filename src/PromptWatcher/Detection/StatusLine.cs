namespace PromptWatcher.Detection;

/// <summary>Recognises the lines below an input box: key hints, and facts side by side.</summary>
internal static class StatusLine
{
    /// <summary>Blanks between facts that stand in columns.</summary>
    private const string Gap = "   ";

    private const int LegendSeparators = 3;

    private static readonly string[] Separators = [" · ", " • ", " | ", " │ "];

    /// <summary>Whether a row is such a line.</summary>
    public static bool Is(FrameRow row)
    {
        ReadOnlySpan<char> text = row.Content;
        if (KeyHints.Read(text) != HintKeys.None || IsHelp(text))
            return true;
        foreach (string separator in Separators)
        {
            if (text.Contains(separator, StringComparison.Ordinal))
                return true;
        }

        return text.IndexOf(Gap) > 0;
    }

    /// <summary>A line that begins with a key and goes on with three more tells what keys do, and nothing of the moment.</summary>
    public static bool IsLegend(ReadOnlySpan<char> text)
    {
        foreach (string separator in Separators)
        {
            int first = text.IndexOf(separator);
            if (first > 0 && text.Count(separator) >= LegendSeparators && KeyHints.Read(text[..first]) != HintKeys.None)
                return true;
        }

        return false;
    }

    /// <summary>A remark that a question mark opens help, as in <c>? for shortcuts</c>.</summary>
    public static bool IsHelp(ReadOnlySpan<char> text) =>
        text.StartsWith("? for ", StringComparison.OrdinalIgnoreCase) || text.StartsWith("? to ", StringComparison.OrdinalIgnoreCase);
}
