using PromptWatcher.Terminal;

namespace PromptWatcher.Detection;

/// <summary>Reads the keys that an editor lists below the line in which it asks something: each lit, with its meaning behind it.</summary>
internal static class KeyLegend
{
    private const int MostRows = 3;
    private const int LongestKey = 4;

    /// <summary>The keys with their meanings; null when there is no such line at the cursor.</summary>
    public static List<PromptOption>? Read(Frame frame)
    {
        int row = frame.CursorRow;
        if (!frame.IsAlternate || !frame.IsText(row) || frame.Last == row || frame.Last - row > MostRows || !frame.IsInverse(row, 0) || !frame.IsInverse(row, frame.Columns - 1))
            return null;
        var keys = new List<PromptOption>();
        for (int i = row + 1; i <= frame.Last; i++)
        {
            int before = keys.Count;
            if (!frame.IsText(i) || !ReadRow(frame, i, keys) || keys.Count == before)
                return null;
        }

        return keys;
    }

    private static bool ReadRow(Frame frame, int row, List<PromptOption> keys)
    {
        for (int p = frame[row].Start; p < frame[row].End;)
        {
            int key = p;
            while (p < frame[row].End && frame.IsInverse(row, p))
                p++;
            int label = p;
            while (p < frame[row].End && !frame.IsInverse(row, p))
                p++;
            if (label == key || label - key > LongestKey || label == p)
                return false;
            string names = Names(frame[row].Slice(key, label));
            keys.Add(new PromptOption(frame[row].Slice(label, p), false, names, TerminalKeys.Encode(names)));
        }

        return true;
    }

    private static string Names(string key) => key switch
    {
        ['^', >= 'A' and <= 'Z' and var letter] => "Ctrl+" + letter,
        [var letter] => char.ToLowerInvariant(letter).ToString(),
        _ => "",
    };
}
