namespace PromptWatcher.Detection;

/// <summary>How the entries of a list stand on the screen, which decides the keys that choose them.</summary>
internal enum OptionForm
{
    /// <summary>Numbered, with a selector: the number chooses, and arrows with Enter do.</summary>
    Numbered,

    /// <summary>Not numbered: arrows up and down, then Enter.</summary>
    Vertical,

    /// <summary>Buttons side by side: arrows left and right, then Enter.</summary>
    Horizontal,

    /// <summary>Numbered or lettered without a selector: the number is typed and sent with Enter.</summary>
    Typed,
}

/// <summary>Where one entry stands.</summary>
/// <param name="Row">Its first row.</param>
/// <param name="Start">Index of its label.</param>
/// <param name="End">Index behind its label in the first row.</param>
/// <param name="Number">Its number, or -1.</param>
/// <param name="IsSelected">The list's cursor stands on it.</param>
/// <param name="HasCheckBox">It can be ticked.</param>
internal readonly record struct OptionSpan(int Row, int Start, int End, int Number, bool IsSelected, bool HasCheckBox)
{
    /// <summary>Index of its box, where it has one.</summary>
    public int Box { get; init; }

    /// <summary>Its box is filled.</summary>
    public bool IsChecked { get; init; }

    /// <summary>Its box is round, as those are of which one is on.</summary>
    public bool IsRound { get; init; }
}

/// <summary>Entries that belong together.</summary>
internal sealed class OptionList
{
    /// <summary>How they stand.</summary>
    public OptionForm Form { get; private set; }

    /// <summary>The entries from first to last.</summary>
    public List<OptionSpan> Items { get; } = [];

    /// <summary>Only its colours tell which entry is selected.</summary>
    public bool IsHighlighted { get; set; }

    /// <summary>The entries stand in brackets.</summary>
    public bool IsBracketed { get; set; }

    /// <summary>It was printed line by line, with the cursor left below it.</summary>
    public bool IsPrinted { get; set; }

    /// <summary>The filled one of its round boxes is the list's cursor.</summary>
    public bool IsRadio { get; set; }

    /// <summary>Its marks are boxes that Space fills, whatever hints say or do not say.</summary>
    public bool IsTicked { get; set; }

    /// <summary>Enter chooses, or sends what is ticked: only hints tell.</summary>
    public bool IsDoubtful { get; set; }

    /// <summary>A label is all that stands in its row, in however many columns.</summary>
    public bool IsWhole { get; set; }

    /// <summary>The row of the first entry.</summary>
    public int Top => Items[0].Row;

    /// <summary>The last row of the last entry, with its description.</summary>
    public int Bottom { get; set; }

    /// <summary>The entry under the list's cursor, or -1.</summary>
    public int Selected => Items.FindIndex(static item => item.IsSelected);

    /// <summary>Begins anew, without entries.</summary>
    public OptionList Begin(OptionForm form, int bottom)
    {
        (Form, Bottom) = (form, bottom);
        IsHighlighted = IsBracketed = IsPrinted = IsRadio = IsTicked = IsDoubtful = IsWhole = false;
        Items.Clear();
        return this;
    }

    /// <summary>Puts the list's cursor on one entry, or on none with -1.</summary>
    public void Select(int index)
    {
        for (int i = 0; i < Items.Count; i++)
            Items[i] = Items[i] with { IsSelected = i == index };
    }

    /// <summary>The one entry whose look is unlike that of all others, which takes three of them to tell; or -1.</summary>
    public int OddOne<T>(Frame frame, Func<Frame, OptionSpan, T> look)
        where T : IEquatable<T>
    {
        int odd = -1;
        for (int i = 0; i < Items.Count; i++)
        {
            if (IsShared(i, frame, look))
                continue;
            if (odd >= 0)
                return -1;
            odd = i;
        }

        return Items.Count < 3 ? -1 : odd;
    }

    private bool IsShared<T>(int index, Frame frame, Func<Frame, OptionSpan, T> look)
        where T : IEquatable<T>
    {
        T own = look(frame, Items[index]);
        for (int i = 0; i < Items.Count; i++)
        {
            if (i != index && look(frame, Items[i]).Equals(own))
                return true;
        }

        return false;
    }

    /// <summary>The entries can be ticked one by one.</summary>
    public bool IsMultiple => Items.TrueForAll(static item => item.HasCheckBox) || Items.Count(static item => item.HasCheckBox) * 2 > Items.Count;

    /// <summary>Space ticks an entry: hints say so, or its marks do where hints do not name Enter.</summary>
    public bool IsTickedWithSpace(HintKeys hints) => (hints & HintKeys.Space) != 0 || (IsTicked && (hints & HintKeys.Enter) == 0);

    /// <summary>Several entries may be on at once. Round boxes of which exactly one is on take one answer, unless a key of its own ticks them.</summary>
    public bool TakesMany(HintKeys hints) =>
        IsMultiple && !IsRadio
        && (Items.Exists(static item => item is { HasCheckBox: true, IsRound: false }) || (hints & HintKeys.Space) != 0 || Items.Count(static item => item.IsChecked) != 1);
}
