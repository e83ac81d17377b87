using PromptWatcher.Terminal;

namespace PromptWatcher.Detection;

/// <summary>Turns the entries of a list into answers: labels without markers, and the keys that choose each from where the list's cursor stands.</summary>
internal static class OptionReader
{
    private const int LargestDigit = 9;

    /// <summary>Columns of a digit, a dot and a blank: some programs go on with a long label below its number.</summary>
    private const int NumberWidth = 3;

    /// <summary>Columns between a label and the arrow of a scroll bar in the same row.</summary>
    private const int ScrollBarDistance = 4;

    /// <summary>The answers of a list.</summary>
    public static List<PromptOption> Read(Frame frame, OptionList list, HintKeys hints, RuleSet rules, bool applicationCursorKeys)
    {
        var options = new List<PromptOption>(list.Items.Count);
        // Ticks everywhere: only their looks tell which are on.
        bool isTold = !frame.IsTextOnly || !list.Items.TrueForAll(item => item.IsChecked && Glyphs.IsTick(frame[item.Row].Text[Math.Max(item.Start - 2, 0)]));
        for (int i = 0; i < list.Items.Count; i++)
        {
            string keys = Keys(list, i, hints), label = Label(frame, list, i);
            bool holdsCursor = FieldOption.HoldsCursor(frame, list, i);
            options.Add(new PromptOption(label, list.Items[i].IsSelected, keys, TerminalKeys.Encode(keys, applicationCursorKeys))
            {
                IsChecked = list.Items[i].HasCheckBox && !list.IsRadio && isTold ? list.Items[i].IsChecked : null,
                IsFreeText = holdsCursor || FieldOption.IsPlaceholder(frame, list, i) || rules.OpensField(label),
                IsField = holdsCursor,
            });
        }

        return options;
    }

    private static string Keys(OptionList list, int index, HintKeys hints)
    {
        OptionSpan item = list.Items[index];
        int number = item.Number;
        bool ticks = list.IsMultiple && list.IsTickedWithSpace(hints);
        if (list.Form == OptionForm.Typed)
            return $"{number} Enter";
        bool isKey = list.Form == OptionForm.Numbered && number is > 0 and <= LargestDigit && !ticks && !IsDriven(list, hints);

        if (list.IsDoubtful && (hints & HintKeys.Enter) == 0)
            return "";

        // The one that is on stays on; another takes its place.
        if (list is { IsRadio: true, IsTicked: true })
            return item.IsChecked ? "Enter" : Moves(list, index) + "Space Enter";

        // A program that only prints its menu may read one key and know no cursor in it.
        if (item.IsSelected && !list.IsMultiple && !(isKey && list.IsPrinted))
            return "Enter";
        if (isKey)
            return number.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return list.Selected < 0 ? "" : Moves(list, index) + (ticks ? "Space" : "Enter");
    }

    private static string Moves(OptionList list, int index)
    {
        int selected = list.Selected;
        (string back, string on) = list.Form == OptionForm.Horizontal ? ("Left ", "Right ") : ("Up ", "Down ");
        return string.Concat(Enumerable.Repeat(index < selected ? back : on, Math.Abs(index - selected)));
    }

    // Numbers may be there to be read only: where the hints name the keys that choose, those are sure to.
    private static bool IsDriven(OptionList list, HintKeys hints) => list.Selected >= 0 && !list.IsMultiple && hints.Name(HintKeys.Arrows | HintKeys.Enter);

    private static string Label(Frame frame, OptionList list, int index)
    {
        OptionSpan item = list.Items[index];
        FrameRow row = frame[item.Row];
        ReadOnlySpan<char> text = row.Text[item.Start..item.End];
        int gap = list.IsWhole ? ScrollBar(text) : text.IndexOf("  ");
        string label = row.Slice(item.Start, gap < 0 ? item.End : item.Start + gap);
        if (gap < 0 && list.Form is OptionForm.Numbered or OptionForm.Vertical)
            label = Continue(frame, list, index, label);
        return label.TrimEnd('✔', '✓', ' ');
    }

    // A sign alone at the end of the row belongs to the frame.
    private static int ScrollBar(ReadOnlySpan<char> text)
    {
        ReadOnlySpan<char> label = text[..^1].TrimEnd();
        return text.Length - label.Length > ScrollBarDistance ? label.Length : -1;
    }

    // A label that was too long goes on in the next rows; a description starts there although it would have fitted.
    private static string Continue(Frame frame, OptionList list, int index, string label)
    {
        OptionSpan item = list.Items[index];
        int end = index + 1 < list.Items.Count ? list.Items[index + 1].Row : list.Bottom + 1;
        int column = frame[item.Row].ColumnOf(item.Start) - (item.Number > 0 ? NumberWidth : 1);
        for (int row = item.Row + 1; row < end; row++)
        {
            FrameRow next = frame[row];
            if (next.Kind != RowKind.Text)
                break;
            int start = next.Start;
            if (item.IsSelected && Glyphs.IsSelector(next.Text[start]))
                start += next.Text[(start + 1)..].IndexOfAnyExcept(' ', '\u00A0') + 1;
            if (next.ColumnOf(start) < column || !QuestionFinder.IsFull(frame, row - 1, next))
                break;
            label += " " + next.Slice(start, next.End);
        }

        return label;
    }
}
