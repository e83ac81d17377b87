namespace PromptWatcher.Detection;

/// <summary>Recognises a shell's prompt by its coming back, whatever sign it ends with.</summary>
internal static class ReturnedPrompt
{
    /// <summary>The line at the cursor names a user, a host or a folder, and stands further up with a command typed behind it.</summary>
    public static bool Is(Frame frame, CursorLine line)
    {
        ReadOnlySpan<char> prompt = line.Before.TrimEnd();
        if (!line.IsAtEnd || prompt.Length == 0 || prompt[0] == ' ' || prompt[^1] is ':' or '：' || !NamesPlace(prompt))
            return false;
        for (int row = line.Row - 1; row >= 0; row--)
        {
            ReadOnlySpan<char> text = frame[row].Text;
            if (text.Length > prompt.Length && text[prompt.Length] == ' ' && text.StartsWith(prompt))
                return true;
        }

        return false;
    }

    // A slash alone is in "Date (DD/MM/YYYY)" too.
    private static bool NamesPlace(ReadOnlySpan<char> prompt)
    {
        foreach (Range range in prompt.Split(' '))
        {
            ReadOnlySpan<char> word = prompt[range];
            if (word is ['~' or '/', ..] or [_, ':', '\\', ..] || word.IndexOf('@') is var at && at > 0 && at < word.Length - 1)
                return true;
        }

        return false;
    }
}
