using PromptWatcher.Terminal;

namespace PromptWatcher.Tests.Terminal.Fuzzing;

/// <summary>What is true of every screen, whatever it was sent.</summary>
internal static class ScreenInvariants
{
    public static void Check(Screen screen)
    {
        (int columns, int rows) = screen.Size;
        Assert.InRange(screen.CursorColumn, 0, columns - 1);
        Assert.InRange(screen.CursorRow, 0, rows - 1);
        Assert.InRange(screen.Margins.Top, 0, screen.Margins.Bottom);
        Assert.InRange(screen.Margins.Bottom, 0, rows - 1);
        Assert.InRange(screen.SideMargins.Left, 0, screen.SideMargins.Right);
        Assert.InRange(screen.SideMargins.Right, 0, columns - 1);
        if ((screen.Modes & ScreenModes.Origin) != 0)
        {
            Assert.InRange(screen.CursorRow, screen.Margins.Top, screen.Margins.Bottom);
            Assert.InRange(screen.CursorColumn, screen.SideMargins.Left, screen.SideMargins.Right);
        }

        Assert.Equal(columns, screen.TabStops.Length);
        Assert.InRange(screen.ScrollbackCount, 0, ScreenOptions.DefaultScrollbackLines);
        Assert.InRange(screen.Replies.Pending.Length, 0, TerminalReplies.MaxPending);
        Assert.InRange(screen.TitleBytes.Utf8.Length, 0, Screen.MaxTitle);
        for (int row = 0; row < rows; row++)
        {
            Assert.InRange(screen.RowLength(row), 0, columns);
            CheckWhole(screen.RowText(row), row);
            screen.LineText(row);
        }

        if (screen.ScrollbackCount > 0)
        {
            CheckWhole(screen.ScrollbackText(screen.ScrollbackCount - 1), -1);
            screen.ScrollbackLineText(0);
        }
    }

    /// <summary>A wide character has its two halves, side by side.</summary>
    private static void CheckWhole(ReadOnlySpan<char> text, int row)
    {
        for (int column = 0; column < text.Length; column++)
        {
            char cell = text[column];
            if (cell == Screen.WideTail && (column == 0 || text[column - 1] != Screen.ClusterCell && CharacterWidth.Of(text[column - 1]) != 2))
                Assert.Fail($"Row {row} has a right half without a left one in column {column}: '{text}'.");
            if (!char.IsSurrogate(cell) && CharacterWidth.Of(cell) == 2 && (column + 1 == text.Length || text[column + 1] != Screen.WideTail))
                Assert.Fail($"Row {row} has a left half without a right one in column {column}: '{text}'.");
        }
    }
}
