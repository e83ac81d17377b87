namespace PromptWatcher.Detection;

/// <summary>Finds the keys that send what is checked in a list.</summary>
internal static class SendKeys
{
    /// <summary>Rows above a list in which its steps may stand side by side.</summary>
    private const int StepRows = 6;

    /// <summary>The keys, or null when the screen does not tell.</summary>
    public static string? Of(Frame frame, OptionList list, HintKeys hints)
    {
        // Where one key ticks, the other sends; where Enter ticks, the next step is reached sideways; below a dialog's list, Enter presses the button.
        if (list.IsTickedWithSpace(hints))
            return "Enter";
        if ((hints & HintKeys.Tab) != 0)
            return "Tab";
        if (ButtonFinder.Find(frame) is { IsBracketed: true } buttons && buttons.Top > list.Bottom && (frame.IsCursorHidden || buttons.Selected >= 0))
            return "Enter";
        for (int row = list.Top - 1; row >= Math.Max(0, list.Top - StepRows); row--)
        {
            if (frame.IsText(row) && frame[row].Content is ['←', .., '→'])
                return "Right";
        }

        return null;
    }
}
