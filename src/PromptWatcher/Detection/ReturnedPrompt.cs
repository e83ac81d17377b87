namespace PromptWatcher.Detection;

/// <summary>Recognises a shell's prompt by its coming back, whatever sign it ends with.</summary>
internal static class ReturnedPrompt
{
    /// <summary>The line at the cursor names a user, a host or a folder, and stands further up with a command typed behind it.</summary>
    public static bool Is(Frame frame, CursorLine line)
    {
        ReadOnlySpan<char> prompt = line.Before.TrimEnd();
        if (!line.IsAtEnd || prompt.Length == 0 || prompt[0] == ' ' || prompt.IndexOfAny("@~/\\") < 0)
            return false;
        for (int row = line.Row - 1; row >= 0; row--)
        {
            ReadOnlySpan<char> text = frame[row].Text;
            if (text.Length > prompt.Length && text[prompt.Length] == ' ' && text.StartsWith(prompt))
                return true;
        }

        return false;
    }
}
