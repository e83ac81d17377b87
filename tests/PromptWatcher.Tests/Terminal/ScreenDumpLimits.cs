using PromptWatcher.Terminal;

namespace PromptWatcher.Tests.Terminal;

/// <summary>The states that no stream of output brings about again, one predicate each. All are rare: who skips them counts how many.</summary>
internal static class ScreenDumpLimits
{
    public static bool AreExceededBy(Screen screen) =>
        HasLastMarkAboveOlderOnes(screen) || HasWideCharacterInOneColumn(screen) || IsBeyondDouble(screen) || WaitsBehindNarrow(screen);

    /// <summary>The cursor stands beyond the end of a double line that came under it, with a scroll or with the other screen.</summary>
    private static bool IsBeyondDouble(Screen screen) =>
        screen.RowSize(screen.CursorRow) != LineSize.Single && screen.CursorColumn >= Math.Max(screen.Size.Columns / 2, 1);

    /// <summary>The cursor waits behind a wide character that was made narrow; what is beside it could only be printed again.</summary>
    private static bool WaitsBehindNarrow(Screen screen)
    {
        ScreenLine line = screen.LineOn(screen.IsAlternate, screen.CursorRow);
        return screen.IsWrapPending && (IsNarrow(line, screen.SideMargins.Right) || IsNarrow(line, screen.Size.Columns - 1));
    }

    /// <summary>The last shell mark has scrolled off, and below it stand older ones, which a terminal gets later than those above.</summary>
    private static bool HasLastMarkAboveOlderOnes(Screen screen)
    {
        ShellMark last = screen.LastShellMark;
        if (last.Row >= 0 || !ScreenFacts.HasMarkedLine(screen))
            return false;
        for (int row = last.Row + 1; row < screen.Size.Rows; row++)
        {
            if (screen.LineOn(alternate: false, row).Marks != ShellMarks.None)
                return true;
        }

        return false;
    }

    /// <summary>A wide character was made narrow before its screen came to have one column, which takes none.</summary>
    private static bool HasWideCharacterInOneColumn(Screen screen)
    {
        if (screen.Size.Columns > 1)
            return false;
        for (int row = -screen.ScrollbackCount; row < screen.Size.Rows; row++)
        {
            if (IsWide(screen.LineOn(alternate: false, row)) || row >= 0 && IsWide(screen.LineOn(alternate: true, row)))
                return true;
        }

        return false;
    }

    private static bool IsNarrow(ScreenLine line, int column) =>
        column > 0 && IsWide(line, column) && line[column + 1] != Screen.WideTail && line[column - 1] != ' ';

    private static bool IsWide(ScreenLine line, int column = 0) =>
        line[column] == Screen.ClusterCell && CharacterWidth.Of(ScreenComparison.Text(line, column).EnumerateRunes().First().Value) == 2;
}
