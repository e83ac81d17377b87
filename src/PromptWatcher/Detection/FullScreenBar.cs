using PromptWatcher.Terminal;

namespace PromptWatcher.Detection;

/// <summary>Finds the bar in which programs that draw the whole screen name themselves, their file or their keys.</summary>
internal static class FullScreenBar
{
    /// <summary>Rows at the end of the screen of which one may be the bar: keys are listed below it.</summary>
    private const int LastRows = 3;

    /// <summary>The first row, or one of the last, is lit over the whole width.</summary>
    public static bool Has(Frame frame)
    {
        bool isBar = IsLit(frame, 0);
        for (int row = Math.Max(1, frame.Count - LastRows); row < frame.Count && !isBar; row++)
            isBar = IsLit(frame, row);
        return isBar;
    }

    // On another ground than the middle of the screen: some programs colour all of it.
    private static bool IsLit(Frame frame, int row)
    {
        if (!frame.IsText(row))
            return false;
        (Color Ground, bool IsInverse) look = Look(frame, row, 0);
        if (look == Look(frame, frame.Count / 2, 0))
            return false;
        for (int i = 1; i < frame.Columns; i++)
        {
            if (Look(frame, row, i) != look)
                return false;
        }

        return true;
    }

    private static (Color Ground, bool IsInverse) Look(Frame frame, int row, int column)
    {
        Style style = frame.StyleAt(row, column);
        return (style.Background, style.Has(CellAttributes.Inverse));
    }
}
