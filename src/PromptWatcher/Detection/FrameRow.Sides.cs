namespace PromptWatcher.Detection;

// Takes the sides of frames off a row.
internal sealed partial class FrameRow
{
    private const int LongestFrameNesting = 3;

    /// <summary>More line characters than this, by far the most of a row, are a line with a title or a count on it.</summary>
    private const int LongestWordOfLines = 12;

    private void Measure(int columns)
    {
        Start = 0;
        End = Length;
        Depth = 0;
        IsClosed = false;
        TrimRight();
        TrimScrollBar(columns);
        TrimLeft();
        Kind = Start == End ? RowKind.Blank : !Glyphs.IsVertical(_text[Start]) && IsRule(Content) ? RowKind.Rule : RowKind.Text;
        if (Kind != RowKind.Text)
            return;
        bool ascii = _text[Start] == '|' && _text[End - 1] == '|' && End - Start > 2;
        for (int i = 0; i < LongestFrameNesting && Start < End && (Glyphs.IsVertical(_text[Start]) || (ascii && i == 0)); i++)
        {
            Start++;
            Depth++;
            TrimLeft();
        }

        while (End > Start && (Glyphs.IsVertical(_text[End - 1]) || (ascii && !IsClosed)))
        {
            End--;
            IsClosed = true;
            TrimRight();
        }

        // Behind a bar at the left, what begins in the right half is another column of the screen.
        bool isBeside = Depth > 0 && !IsClosed && ColumnOf(Start) > columns / 2;
        Kind = Start >= End || isBeside ? RowKind.Blank : Depth > 0 && IsRule(Content) ? RowKind.Rule : RowKind.Text;
        if (Kind == RowKind.Blank)
            Start = End = Math.Min(Start, Length);
    }

    // A block in the last column, alone or beside a frame.
    private void TrimScrollBar(int columns)
    {
        if (End < 2 || !Glyphs.IsBlock(_text[End - 1]) || ColumnOf(End - 1) != columns - 1 || !(IsBlank(_text[End - 2]) || Glyphs.IsVertical(_text[End - 2])))
            return;
        End--;
        TrimRight();
    }

    private void TrimLeft()
    {
        while (Start < End && IsBlank(_text[Start]))
            Start++;
    }

    private void TrimRight()
    {
        while (End > Start && IsBlank(_text[End - 1]))
            End--;
    }

    private static bool IsBlank(char c) => c is ' ' or '\0' or '\u00A0' or '\u200B' or '\u3000';

    private static bool IsRule(ReadOnlySpan<char> text)
    {
        int lines = 0, others = 0;
        foreach (char c in text)
        {
            if (Glyphs.IsHorizontal(c) || Glyphs.IsCorner(c))
                lines++;
            else if (!IsBlank(c) && !Glyphs.IsVertical(c))
                others++;
        }

        if (others == 0)
            return lines >= 3;
        if (lines >= LongestWordOfLines && lines > 3 * others)
            return true;
        return text.Length > 6 && Glyphs.IsCorner(text[0]) && Glyphs.IsHorizontal(text[1]) && text[0] != '+'
            && Glyphs.IsCorner(text[^1]) && Glyphs.IsHorizontal(text[^2]);
    }
}
