namespace PromptWatcher.Detection;

/// <summary>Reads the ticks that stand behind the labels of a list whose entries have no boxes in front.</summary>
internal static class TickMarks
{
    /// <summary>
    /// Notes which entries are ticked. Several are ticked one by one; a single one may be the value of before, which Enter replaces, or the first of
    /// several, which Enter would send.
    /// </summary>
    public static void Read(Frame frame, OptionList list)
    {
        int ticked = 0;
        foreach (OptionSpan item in list.Items)
            ticked += IsTicked(frame, item) ? 1 : 0;
        if (ticked == 0 || list.Items.Exists(static item => item.HasCheckBox))
            return;
        list.IsTicked = ticked > 1;
        list.IsDoubtful = ticked == 1;
        for (int i = 0; ticked > 1 && i < list.Items.Count; i++)
            list.Items[i] = list.Items[i] with { HasCheckBox = true, IsChecked = IsTicked(frame, list.Items[i]) };
    }

    private static bool IsTicked(Frame frame, OptionSpan item) =>
        item.End - item.Start > 2 && Glyphs.IsTick(frame[item.Row].Text[item.End - 1]) && frame[item.Row].Text[item.End - 2] == ' ';
}
