using PromptWatcher.Terminal;

namespace PromptWatcher.Detection;

/// <summary>Finds answers side by side: <c>&lt;Yes&gt; &lt;No&gt;</c>, words of which one is lit, and <c>no / yes</c> behind a question.</summary>
internal static class ButtonFinder
{
    private const int RowsSearched = 16;
    private const int LongestButton = 28;
    private const int HintDistance = 3;

    /// <summary>The lowest row of buttons, or null.</summary>
    public static OptionList? Find(Frame frame)
    {
        for (int row = frame.Last; row >= Math.Max(0, frame.Last - RowsSearched); row--)
        {
            if (frame[row].Kind != RowKind.Text)
                continue;
            if ((Bracketed(frame, row) ?? Toggle(frame, row) ?? Radios(frame, row) ?? Lit(frame, row)) is { } list)
                return list;
            if (frame[row].Depth > 0 && KeyHints.Read(frame[row].Content) == HintKeys.None)
                return null;
        }

        return null;
    }

    private static OptionList? Bracketed(Frame frame, int row)
    {
        ReadOnlySpan<char> text = frame[row].Text;
        OptionList? list = null;
        int ground = Math.Max(frame[row].Start - 1, 0), focus = -1;
        int cursor = !frame.IsCursorHidden && frame.CursorRow == row ? frame[row].IndexOf(frame.CursorColumn) : -1;
        for (int p = frame[row].Start; p < frame[row].End;)
        {
            if (text[p] == ' ')
            {
                p++;
                continue;
            }

            char close = text[p] switch { '<' => '>', '[' => ']', _ => '\0' };
            int length = close == '\0' ? -1 : text[p..frame[row].End].IndexOf(close);
            if (length is < 2 or > LongestButton || text[p + 1] == '-' || (close == ']' && text[p + 1] != ' '))
                return null;
            (int start, int end) = Trim(text, p + 1, p + length);
            if (start == end)
                return null;
            (list ??= NewBracketed(frame, row)).Items.Add(new OptionSpan(row, start, end, -1, frame.IsLit(row, start, ground), false));
            if (cursor >= p && cursor <= p + length)
                focus = list.Items.Count - 1;
            p += length + 1;
        }

        if (list is null || (frame[row].Depth == 0 && !frame.IsAlternate))
            return null;
        if (list.Items.Count == 1)
            list.Select(0);
        else if (focus >= 0)
            list.Select(focus);
        return list;
    }

    private static OptionList? Lit(Frame frame, int row)
    {
        if (!frame.IsCursorHidden && (frame.CursorRow == row || IsLeftAbove(frame, row)))
            return null;
        ReadOnlySpan<char> text = frame[row].Text;
        if (text[frame[row].Start..frame[row].End].IndexOf("  ") < 0)
            return null;
        OptionList? list = null;
        for (int p = frame[row].Start; p < frame[row].End;)
        {
            int length = text[p..frame[row].End].IndexOf("  ");
            int end = length < 0 ? frame[row].End : p + length;
            if (KeyHints.Read(text[p..end]) != HintKeys.None)
                break;
            if (end - p > LongestButton || !char.IsLetter(text[p]))
                return null;
            (list ??= frame.NewList(OptionForm.Horizontal, row)).Items.Add(new OptionSpan(row, p, end, -1, IsLit(frame, row, p), false));
            p = end;
            while (p < frame[row].End && text[p] == ' ')
                p++;
        }

        if (list is null || list.Items.Count < 2)
            return null;
        if (frame.IsTextOnly)
            return IsSentWithEnter(frame, row) ? list : null;
        int lit = list.Items.Count(static item => item.IsSelected);
        if (lit != list.Items.Count)
            return lit == 1 ? list : null;

        // All have a ground of their own: the one whose ground is unlike the others' is selected. In a frame, they are buttons even when none of them has the focus.
        list.Select(list.OddOne(frame, static (frame, item) => frame.StyleAt(item.Row, item.Start).Background));
        return list.Selected >= 0 || frame[row].IsClosed ? list : null;
    }

    // The program has gone on to print below the row.
    private static bool IsLeftAbove(Frame frame, int row) => frame[row].Depth == 0 && !frame.IsAlternate && !frame.IsTextOnly && frame.CursorRow > row;

    // Words side by side are buttons when a hint beside them, or right below, says so.
    private static bool IsSentWithEnter(Frame frame, int row)
    {
        ReadOnlySpan<char> text = frame[row].Content;
        int gap = text.LastIndexOf("   ");
        HintKeys keys = KeyHints.Read(text[Math.Max(gap, 0)..]) | KeyHints.Read(frame, row + 1, row + HintDistance);
        return (keys & HintKeys.Enter) != 0;
    }

    private static OptionList? Toggle(Frame frame, int row)
    {
        ReadOnlySpan<char> text = frame[row].Text;
        int p = text.LastIndexOfAny('›', '‣');
        if (p < 0 || p + 1 == text.Length || text[p + 1] != ' ' || frame[row].Start >= p || !frame.IsCursorHidden)
            return null;
        OptionList? list = null;
        for (p += 2; p < frame[row].End;)
        {
            int length = text[p..frame[row].End].IndexOf(" / ");
            int end = length < 0 ? frame[row].End : p + length;
            if (end - p is < 1 or > LongestButton)
                return null;
            (list ??= frame.NewList(OptionForm.Horizontal, row)).Items.Add(new OptionSpan(row, p, end, -1, frame.StyleAt(row, p).Has(CellAttributes.Underline | CellAttributes.Inverse), false));
            p = end + (length < 0 ? 0 : 3);
        }

        return list?.Items.Count >= 2 && (frame.IsTextOnly || list.Items.Count(static item => item.IsSelected) == 1) ? list : null;
    }

    // "● Yes / ○ No"
    private static OptionList? Radios(Frame frame, int row)
    {
        ReadOnlySpan<char> text = frame[row].Text;
        OptionList? list = null;
        for (int p = frame[row].Start; p < frame[row].End;)
        {
            bool isFilled = Glyphs.IsFilledMark(text[p]);
            int length = text[p..frame[row].End].IndexOf(" / ");
            int end = length < 0 ? frame[row].End : p + length;
            if ((!isFilled && !Glyphs.IsOpenMark(text[p])) || end - p is < 3 or > LongestButton || text[p + 1] != ' ')
                return null;
            (list ??= frame.NewList(OptionForm.Horizontal, row)).Items.Add(new OptionSpan(row, p + 2, end, -1, isFilled, false));
            p = end + (length < 0 ? 0 : 3);
        }

        return list?.Items.Count >= 2 && list.Items.Count(static item => item.IsSelected) == 1 ? list : null;
    }

    private static bool IsLit(Frame frame, int row, int index) => frame.IsLit(row, index, Gap(frame[row].Text, index));

    // The nearest blank to the left that belongs to no button.
    private static int Gap(ReadOnlySpan<char> text, int index)
    {
        for (int i = index - 2; i > 0; i--)
        {
            if (text[i] == ' ' && text[i - 1] == ' ')
                return i;
        }

        return 0;
    }

    private static OptionList NewBracketed(Frame frame, int row)
    {
        OptionList list = frame.NewList(OptionForm.Horizontal, row);
        list.IsBracketed = true;
        return list;
    }

    private static (int Start, int End) Trim(ReadOnlySpan<char> text, int start, int end)
    {
        while (start < end && text[start] == ' ')
            start++;
        while (end > start && text[end - 1] == ' ')
            end--;
        return (start, end);
    }
}
