namespace PromptWatcher.Detection;

/// <summary>The keys that a line of hints names.</summary>
[Flags]
internal enum HintKeys
{
    None = 0,
    Enter = 1,
    Escape = 2,
    Tab = 4,
    Space = 8,
    Arrows = 16,
    Control = 32,

    /// <summary>Keys that answer or leave a dialog.</summary>
    Answer = Enter | Escape | Arrows | Space | Tab,
}

/// <summary>Recognises lines such as <c>Enter to select · ↑/↓ to navigate · Esc to cancel</c> by the names of keys in them.</summary>
internal static class KeyHints
{
    /// <summary>Longer lines with few keys are prose that names a key.</summary>
    private const int CharactersPerKey = 34;

    /// <summary>All of some keys are named. (<see cref="Enum.HasFlag"/> allocates where the JIT has not optimised it away.)</summary>
    public static bool Name(this HintKeys keys, HintKeys all) => (keys & all) == all;

    /// <summary>The keys that a line names, or none when it is not a line of hints.</summary>
    public static HintKeys Read(ReadOnlySpan<char> line)
    {
        HintKeys keys = HintKeys.None;
        int found = 0, letters = 0;
        for (int i = 0; i < line.Length;)
        {
            if (Symbol(line[i]) is var symbol and not HintKeys.None)
            {
                keys |= symbol;
                found++;
                i++;
                while (i < line.Length && (Symbol(line[i]) != HintKeys.None || line[i] == '/'))
                    i++;
                continue;
            }

            if (!char.IsLetterOrDigit(line[i]))
            {
                i++;
                continue;
            }

            int start = i;
            while (i < line.Length && (char.IsLetterOrDigit(line[i]) || line[i] is '+' or '-'))
                i++;
            HintKeys named = Word(line[start..i]);
            letters += i - start;
            if (named == HintKeys.None)
                continue;
            keys |= named;
            found++;
        }

        bool isLoneVerb = found == 1 && keys is HintKeys.Enter or HintKeys.Space && !IsUsedAsKey(line);
        return found > 0 && letters <= found * CharactersPerKey && !isLoneVerb ? keys : HintKeys.None;
    }

    /// <summary>The keys that the lines of hints among some rows name, the first and the last one included.</summary>
    public static HintKeys Read(Frame frame, int first, int last)
    {
        HintKeys keys = HintKeys.None;
        for (int row = Math.Max(first, 0); row <= Math.Min(last, frame.Last); row++)
            keys |= frame.IsText(row) ? Read(frame[row].Content) : HintKeys.None;
        return keys;
    }

    /// <summary>The keys that a remark in brackets at the end of a line names.</summary>
    public static HintKeys ReadRemark(ReadOnlySpan<char> line)
    {
        int open = line[^1] switch { ')' => line.LastIndexOf('('), ']' => line.LastIndexOf('['), _ => -1 };
        return open < 0 ? HintKeys.None : Read(line[(open + 1)..^1]);
    }

    // "Enter a name" and "Space left" name no keys; "enter to send", "press enter" and "enter: send" do.
    private static bool IsUsedAsKey(ReadOnlySpan<char> line)
    {
        line = line.Trim(" ()[]<>│.…");
        if (line.StartsWith("please ", StringComparison.OrdinalIgnoreCase))
            line = line["please ".Length..].TrimStart();
        if (!char.IsLetter(line[0]))
            return true;
        int first = line.IndexOfAny(' ', ':');
        if (first < 0)
            return true;
        bool isFirst = Word(line[..first]) != HintKeys.None;
        ReadOnlySpan<char> rest = line[first..].TrimStart();
        return rest.Length == 0 || !isFirst || rest.StartsWith("to ", StringComparison.OrdinalIgnoreCase) || rest[0] == ':' || (char.IsLower(line[0]) && !rest.Contains(' '));
    }

    private static HintKeys Symbol(char c) => c switch
    {
        '↑' or '↓' or '⇅' or '⇆' or '←' or '→' or '⇄' or '↕' or '↔' => HintKeys.Arrows,
        '⏎' or '↵' or '⮐' or '↩' => HintKeys.Enter,
        '⎋' => HintKeys.Escape,
        '⇥' or '⭾' => HintKeys.Tab,
        '␣' => HintKeys.Space,
        _ => HintKeys.None,
    };

    private static HintKeys Word(ReadOnlySpan<char> word)
    {
        if (word.StartsWith("ctrl+", StringComparison.OrdinalIgnoreCase) || word.StartsWith("ctrl-", StringComparison.OrdinalIgnoreCase)
            || word.StartsWith("alt+", StringComparison.OrdinalIgnoreCase))
            return HintKeys.Control;
        if (Is(word, "enter") || Is(word, "return"))
            return HintKeys.Enter;
        if (Is(word, "esc") || Is(word, "escape"))
            return HintKeys.Escape;
        if (Is(word, "tab") || Is(word, "shift+tab"))
            return HintKeys.Tab;
        if (Is(word, "space") || Is(word, "spacebar"))
            return HintKeys.Space;
        if (Is(word, "arrow-keys") || Is(word, "arrows") || Is(word, "arrow"))
            return HintKeys.Arrows;
        return HintKeys.None;
    }

    private static bool Is(ReadOnlySpan<char> word, string name) => word.Equals(name, StringComparison.OrdinalIgnoreCase);
}
