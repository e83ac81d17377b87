using PromptWatcher.Terminal;

namespace PromptWatcher.Detection;

/// <summary>Reads lists whose entries each begin with the key that chooses it, drawn as a letter on a ground of its own.</summary>
internal static class KeyCaps
{
    /// <summary>Blanks between a key and what it means.</summary>
    private const int Gap = 2;

    /// <summary>The keys with their meanings; null unless all of the rows are such entries.</summary>
    public static List<PromptOption>? Read(Frame frame, int first, int last)
    {
        if (frame.IsTextOnly || last <= first)
            return null;
        var keys = new List<PromptOption>();
        for (int row = first; row <= last; row++)
        {
            FrameRow at = frame[row];
            int label = at.Start + 1 + Gap;
            if (at.Kind != RowKind.Text || at.Content is not [var letter, ' ', ' ', _, ..] || !char.IsLetterOrDigit(letter) || at.Start != frame[first].Start || !frame.IsLit(row, at.Start, label))
                return null;
            string key = letter.ToString();
            keys.Add(new PromptOption(at.Slice(label, at.End), false, key, TerminalKeys.Encode(key)));
        }

        return keys;
    }
}
