using PromptWatcher.Terminal;

namespace PromptWatcher.Detection;

// Entries with boxes or radio buttons in front of them.
internal static partial class MenuFinder
{
    /// <summary>Columns of a branch: the line and a blank.</summary>
    private const int Branch = 2;

    // The top is the highest row that was read as one of the entries, below the first selector: that may point by itself.
    private static OptionList? Boxed(Frame frame, int last, OptionLine line, int from, out int top)
    {
        top = last;
        var list = frame.NewList(OptionForm.Vertical, last);
        int column = TreeColumn(frame, last, line.Check), filled = 0;
        bool isRound = true, isOver = true;
        for (int row = last; row >= from; row--)
        {
            if (!OptionLine.TryRead(frame[row], out OptionLine at) || at.Number > 0)
                break;
            int mark = at.Check >= 0 ? at.Check : at.Marker;
            if (mark < 0 || TreeColumn(frame, row, mark) != column)
                break;
            if (at.Marker >= 0 && at.Check >= 0)
                return null;
            bool isFilled = at.Check < 0 || at.IsChecked;
            isRound &= Glyphs.IsRoundMark(frame[row].Text[mark]);
            isOver &= Glyphs.IsTick(frame[row].Text[mark]);
            filled += isFilled ? 1 : 0;
            list.Items.Add(Span(frame, row, at, isFilled));
            if (top == row + 1 && at.Marker < 0)
                top = row;
        }

        list.Items.Reverse();

        // Nothing but ticks: what was done, unless a question stands above.
        if ((list.Items.Count < 2 && !(isRound && filled == 1 && IsOnlyMatch(frame, list.Top))) || (isOver && !QuestionFinder.IsAsked(frame, list.Top)))
            return null;
        list.IsRadio = isRound && filled == 1 && !IsMarkedElsewhere(frame, list);
        if (list.IsRadio)
            return InBrackets(frame, list.Items[0]) && Cursor(frame, list) is >= 0 and var cursor ? WithCursor(list, cursor) : list;
        if (isRound && !IsUnderlined(frame, list))
            return null;
        return Cursor(frame, list) is >= 0 and var lit ? WithCursor(list, lit) : null;
    }

    // Boxes below another one's, behind the branch of a tree, stand as far to the right as the branch is wide.
    private static int TreeColumn(Frame frame, int row, int mark) =>
        frame[row].ColumnOf(mark) - (mark >= Branch && frame[row].Text[mark - Branch] is '│' or '├' or '└' ? Branch : 0);

    // Where the list's cursor shows apart from the marks, Space fills the one under it.
    private static OptionList WithCursor(OptionList list, int cursor)
    {
        list.Select(cursor);
        list.IsTicked = true;
        return list;
    }

    private static int Cursor(Frame frame, OptionList list) => LitBox(frame, list) is >= 0 and var lit ? lit : OddOne(frame, list);

    private static bool InBrackets(Frame frame, OptionSpan item) => item.HasCheckBox && frame[item.Row].Text[item.Box] is '[' or '(';

    // Round marks that can be filled one by one: the list's cursor is an underline below another entry than the filled one.
    private static bool IsMarkedElsewhere(Frame frame, OptionList list) =>
        IsUnderlined(frame, list) && !frame.StyleAt(list.Items[list.Selected].Row, list.Items[list.Selected].Start).Has(CellAttributes.Underline);

    private static bool IsUnderlined(Frame frame, OptionList list)
    {
        int underlined = 0;
        foreach (OptionSpan item in list.Items)
            underlined += frame.StyleAt(item.Row, item.Start).Has(CellAttributes.Underline) ? 1 : 0;
        return underlined == 1;
    }

    // The list's cursor may be no more than the colour inside the one box: -1 where none has it, or several.
    private static int LitBox(Frame frame, OptionList list)
    {
        int lit = -1;
        for (int i = 0; i < list.Items.Count; i++)
        {
            if (!IsLitInside(frame, list.Items[i]))
                continue;
            if (lit >= 0)
                return -1;
            lit = i;
        }

        return lit;
    }

    private static bool IsLitInside(Frame frame, OptionSpan item) => InBrackets(frame, item) && frame.IsLit(item.Row, item.Box + 1, item.Box);

    // A filled sign in front of one entry. A box in brackets that is on points at nothing, nor does one whose neighbours have boxes too.
    private static bool IsPointer(Frame frame, int row, OptionLine line) =>
        line.IsChecked && !Glyphs.IsTick(frame[row].Text[line.Check]) && frame[row].Text[line.Check] is not ('[' or '(')
        && !(row > 0 && OptionLine.TryRead(frame[row - 1], out OptionLine above) && above.Check >= 0);

    // Some programs draw a tick everywhere, and a faint one for what is off.
    private static bool IsFaintTick(Frame frame, int row, int check) => Glyphs.IsTick(frame[row].Text[check]) && frame.StyleAt(row, check).Has(CellAttributes.Dim);
}
