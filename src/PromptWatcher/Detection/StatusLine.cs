namespace PromptWatcher.Detection;

/// <summary>Recognises the lines below an input box: key hints, and facts side by side.</summary>
internal static class StatusLine
{
    /// <summary>Blanks between facts that stand in columns.</summary>
    private const string Gap = "   ";

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

    /// <summary>A remark that a question mark opens help, as in <c>? for shortcuts</c>.</summary>
    public static bool IsHelp(ReadOnlySpan<char> text) =>
        text.StartsWith("? for ", StringComparison.OrdinalIgnoreCase) || text.StartsWith("? to ", StringComparison.OrdinalIgnoreCase);
}
