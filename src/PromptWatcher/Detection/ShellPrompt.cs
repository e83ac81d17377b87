namespace PromptWatcher.Detection;

/// <summary>Recognises the prompts of shells and interpreters by the signs at their ends.</summary>
internal static class ShellPrompt
{
    private const int LongestPrompt = 100;
    private const int LongestName = 8;

    /// <summary>The text before the cursor ends with a prompt.</summary>
    public static bool IsAt(ReadOnlySpan<char> before)
    {
        ReadOnlySpan<char> text = before.TrimEnd();
        if (text.Length == 0)
            return false;
        bool isSpaced = text.Length < before.Length;
        if (IsNumbered(text) || (isSpaced && IsArrow(text)))
            return true;
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

    /// <summary>A line is nothing but a prompt, whether or not a blank stood behind it.</summary>
    public static bool IsLine(ReadOnlySpan<char> line)
    {
        ReadOnlySpan<char> text = line.Trim();
        if (text.Length is 0 or > LongestPrompt)
            return false;
        if (IsNumbered(text) || IsArrow(text))
            return true;
        ReadOnlySpan<char> body = text[..^1].TrimEnd();
        bool isNamed = !body.Contains(' ') || body.IndexOfAny("@~/\\[]") >= 0;
        return text[^1] switch
        {
            '>' => isNamed && !body.ContainsAny('<', '=') && (body.Length == 0 || body[^1] is not ('-' or '"' or '\'')),
            '$' or '#' or '%' or '❯' or 'λ' or '➜' or '»' or '›' => isNamed && (body.Length == 0 || text[^1] != '%' || !char.IsAsciiDigit(body[^1])),
            '.' => text is "...",
            ':' => text.Length == 1,
            ')' => text[0] == '(' && text.Length > 2 && !text.Contains(' ') && text.Count('(') == 1,
            _ => false,
        };
    }

    // "➜  folder git:(branch) ✗": the sign stands in front.
    private static bool IsArrow(ReadOnlySpan<char> text)
    {
        if (text[0] != '➜' || text.Length < 3 || text[1] != ' ')
            return false;
        ReadOnlySpan<char> place = text[1..].Trim();
        return !place.Contains(' ') || (place.Contains(":(", StringComparison.Ordinal) && place[^1] is ')' or '✗' or '✔');
    }

    /// <summary>The prompt of an interpreter that numbers what is typed: <c>In [3]:</c>.</summary>
    public static bool IsNumbered(ReadOnlySpan<char> text)
    {
        int open = text.IndexOf('[');
        return open > 0 && text.EndsWith("]:") && open + 2 < text.Length - 1 && !text[(open + 1)..^2].ContainsAnyExceptInRange('0', '9')
            && !text[..open].TrimEnd().ContainsAny(' ', ':', '?') && open <= LongestName;
    }

    /// <summary>A prompt that names a user, a host or a folder, with a command behind it that was typed before anybody looked.</summary>
    public static bool IsCommandLine(ReadOnlySpan<char> before)
    {
        int glyph = before.IndexOfAny("$#%❯");
        if (glyph <= 0 || glyph + 1 >= before.Length || before[glyph + 1] != ' ')
            return false;

        // A number in front of the sign is an amount, unless it ends the name of a folder or a host.
        ReadOnlySpan<char> place = before[..glyph];
        return place.IndexOfAny(char.IsAsciiDigit(place[^1]) ? "@~/" : "@~/:\\") >= 0 && !(before[glyph] == '%' && char.IsAsciiDigit(place[^1]));
    }

    /// <summary>A row further up is a shell's prompt with a command behind it.</summary>
    public static bool IsPastCommand(ReadOnlySpan<char> line) => IsCommandLine(line) || line is ['$' or '%' or '❯' or '➜', ' ', ..];
}
