namespace PromptWatcher.Detection;

/// <summary>Recognises what programs write at the cursor below a menu whose entries are typed, and what would be a shell's prompt without one.</summary>
internal static class MenuPrompt
{
    /// <summary><c>What now></c> and <c>Update>></c>, or the sign of a shell's <c>select</c>.</summary>
    public static bool Is(ReadOnlySpan<char> text) => text is "#?" or "?#" || IsWords(text);

    // Words, where a shell would name a user, a host or a folder.
    private static bool IsWords(ReadOnlySpan<char> text)
    {
        ReadOnlySpan<char> words = text.TrimEnd('>');
        if (words.Length is 0 || words.Length == text.Length || !(words.Contains(' ') || text.EndsWith(">>")))
            return false;
        foreach (char c in words)
        {
            if (!char.IsLetter(c) && c != ' ')
                return false;
        }

        return true;
    }
}
