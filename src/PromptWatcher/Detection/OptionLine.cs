namespace PromptWatcher.Detection;

/// <summary>A row read as an entry of a list: selector, check box, number and label, each of which but the label may be missing.</summary>
internal readonly record struct OptionLine
{
    private OptionLine(int marker, int check, bool isChecked, int number, int dot, int label)
    {
        Marker = marker;
        Check = check;
        IsChecked = isChecked;
        Number = number;
        Dot = dot;
        Label = label;
    }

    /// <summary>Index of the selector, or -1.</summary>
    public int Marker { get; }

    /// <summary>Index of the check box or radio button, or -1.</summary>
    public int Check { get; }

    /// <summary>The check box is filled.</summary>
    public bool IsChecked { get; }

    /// <summary>The entry's number, or -1.</summary>
    public int Number { get; }

    /// <summary>Index of what follows the number, or -1.</summary>
    public int Dot { get; }

    /// <summary>Index of the label.</summary>
    public int Label { get; }

    /// <summary>An entry that has only a label.</summary>
    public static OptionLine OfLabel(int label) => new(-1, -1, false, -1, -1, label);

    /// <summary>Reads a row; false when nothing is left for a label.</summary>
    public static bool TryRead(FrameRow row, out OptionLine line)
    {
        ReadOnlySpan<char> text = row.Text;
        int end = row.End, p = row.Start, marker = -1, check = -1, number = -1, dot = -1;
        bool isChecked = false;
        line = default;
        if (row.Kind != RowKind.Text)
            return false;
        if (text[p] is '├' or '└' && p + 2 < end && IsBlank(text[p + 1]) && IsMark(text, p + 2, end, out _, out _))
            p += 2;
        if (Glyphs.IsSelector(text[p]) && p + 1 < end && (IsBlank(text[p + 1]) || IsMark(text, p + 1, end, out _, out _))
            && (!Glyphs.IsFilledMark(text[p]) || IsNumbered(text, p + 1, end)))
        {
            marker = p++;
            Skip(text, ref p, end);
        }

        ReadMark(text, ref p, end, ref check, ref isChecked);
        int digits = p;
        while (digits < end && char.IsAsciiDigit(text[digits]))
            digits++;
        if (digits > p && digits - p <= 2 && digits + 1 < end && text[digits] is '.' or ')' or ':' && IsBehindNumber(text[(digits + 1)..end]))
        {
            number = int.Parse(text[p..digits], System.Globalization.CultureInfo.InvariantCulture);
            dot = digits;
            p = digits + 1;
            Skip(text, ref p, end);
            if (check < 0)
                ReadMark(text, ref p, end, ref check, ref isChecked);
        }

        if (p >= end)
            return false;
        line = new OptionLine(marker, check, isChecked, number, dot, p);
        return true;
    }

    // A filled circle in front of a number points; in front of a word it is a radio button.
    private static bool IsNumbered(ReadOnlySpan<char> text, int p, int end)
    {
        Skip(text, ref p, end);
        return p < end && char.IsAsciiDigit(text[p]);
    }

    private static void ReadMark(ReadOnlySpan<char> text, ref int p, int end, ref int check, ref bool isChecked)
    {
        if (!IsMark(text, p, end, out int length, out bool filled))
            return;
        check = p;
        isChecked = filled;
        p += length;
        Skip(text, ref p, end);
    }

    private static bool IsMark(ReadOnlySpan<char> text, int p, int end, out int length, out bool isFilled)
    {
        length = 1;
        isFilled = false;
        if (p + 1 >= end)
            return false;
        if (Glyphs.IsOpenMark(text[p]) || Glyphs.IsFilledMark(text[p]))
        {
            isFilled = Glyphs.IsFilledMark(text[p]);
            return IsBlank(text[p + 1]);
        }

        if (p + 3 >= end || (text[p], text[p + 2]) is not (('[', ']') or ('(', ')')) || char.IsLetterOrDigit(text[p + 1]) && text[p + 1] is not ('x' or 'X' or 'o'))
            return false;
        length = 3;
        isFilled = !IsBlank(text[p + 1]);
        return IsBlank(text[p + 3]);
    }

    // Claude Code 2.1.197 drops the blank before a label that takes the whole width: "2.Yes, and ...".
    private static bool IsBehindNumber(ReadOnlySpan<char> text) => IsBlank(text[0]) || (text.Length > 1 && char.IsUpper(text[0]) && char.IsLower(text[1]));

    private static bool IsBlank(char c) => c is ' ' or '\u00A0' or '\u3000';

    private static void Skip(ReadOnlySpan<char> text, ref int p, int end)
    {
        while (p < end && IsBlank(text[p]))
            p++;
    }
}
