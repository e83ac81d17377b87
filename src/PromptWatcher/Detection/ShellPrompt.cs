namespace PromptWatcher.Detection;

/// <summary>Recognises the prompts of shells and interpreters by the signs at their ends.</summary>
internal static class ShellPrompt
{
    /// <summary>The text before the cursor ends with a prompt.</summary>
    public static bool IsAt(ReadOnlySpan<char> before)
    {
        ReadOnlySpan<char> text = before.TrimEnd();
        if (text.Length == 0)
            return false;
        bool isSpaced = text.Length < before.Length;
        char preceding = text.Length > 1 ? text[^2] : ' ';
        return text[^1] switch
        {
            '$' or 'λ' or '➜' or '❯' or '»' or '›' => isSpaced,
            '#' => isSpaced,
            '%' => isSpaced && !char.IsAsciiDigit(preceding),
            '>' => (isSpaced && preceding is not ('=' or '-')) || text.Contains(":\\", StringComparison.Ordinal),
            '.' => isSpaced && text is "...",
            ')' => isSpaced && text[0] == '(' && !text.Contains(' '),
            _ => false,
        };
    }

    /// <summary>A prompt that names a user, a host or a folder, with a command behind it that was typed before anybody looked.</summary>
    public static bool IsCommandLine(ReadOnlySpan<char> before)
    {
        int glyph = before.IndexOfAny("$#%❯");
        return glyph > 0 && glyph + 1 < before.Length && before[glyph + 1] == ' ' && !char.IsAsciiDigit(before[glyph - 1])
            && before[..glyph].IndexOfAny("@~/:\\") >= 0;
    }
}
