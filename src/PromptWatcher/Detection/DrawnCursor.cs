namespace PromptWatcher.Detection;

/// <summary>Finds the cursor that a program draws itself while it hides the terminal's.</summary>
internal static class DrawnCursor
{
    /// <summary>One block or one inverse cell stands in a row, and the terminal's cursor is hidden.</summary>
    public static bool IsIn(Frame frame, int row)
    {
        if (frame.IsTextOnly || frame.IsCursorVisible || !frame.IsText(row))
            return false;
        int blocks = 0;
        foreach (char c in frame[row].Content)
            blocks += Glyphs.IsBlock(c) ? 1 : 0;
        return blocks + frame.CountInverse(row) == 1;
    }
}
