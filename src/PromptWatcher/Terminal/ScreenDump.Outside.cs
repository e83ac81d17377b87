namespace PromptWatcher.Terminal;

/// <summary>
/// A cursor outside the margins in origin mode: no address reaches it. A program brings it there by restoring it, and whatever it does
/// then, one of the two saved cursors is out there as well, so it is restored from that one and goes on as far as it may.
/// </summary>
public static partial class ScreenDump
{
    /// <summary>The cursor is out there, and neither saved cursor leads to it: it went round from the first row to the last in reverse-wrap mode.</summary>
    internal static bool IsOutOfReach(Screen screen) =>
        (screen.Modes & ScreenModes.Origin) != 0 && IsOutside(screen) && !IsReached(screen, alternate: false) && !IsReached(screen, alternate: true);

    private static bool IsOutside(Screen screen)
    {
        (int top, int bottom) = screen.Margins;
        (int left, int right) = screen.SideMargins;
        return screen.CursorRow < top || screen.CursorRow > bottom || screen.CursorColumn < left || screen.CursorColumn > right;
    }

    private static bool TryGoFromSaved(Screen screen, scoped ref DumpWriter writer)
    {
        bool alternate = screen.IsAlternate;
        if (!IsReached(screen, alternate))
        {
            alternate = !alternate;
            if (!IsReached(screen, alternate))
                return false;
        }

        // The two screens share the cursor, but not what was saved of it.
        if (alternate != screen.IsAlternate)
            writer.Append(alternate ? "\e[?47h"u8 : "\e[?47l"u8);
        writer.RestoreCursor(screen.SavedOn(alternate));
        if (alternate != screen.IsAlternate)
            writer.Append(alternate ? "\e[?47l"u8 : "\e[?47h"u8);
        GoOn(screen, ref writer);
        return true;
    }

    /// <summary>From where the cursor was saved it goes on without an address.</summary>
    private static void GoOn(Screen screen, scoped ref DumpWriter writer)
    {
        (int row, int column) = (screen.CursorRow, screen.CursorColumn);
        if ((writer.Row, writer.Column, writer.IsWrapPending) == (row, column, screen.IsWrapPending))
            return;
        bool isTail = screen.IsWrapPending && screen.LineOn(screen.IsAlternate, row)[column] == Screen.WideTail;
        writer.MoveOutside(row, isTail ? column - 1 : column);
        if (!screen.IsWrapPending)
            return;
        PrintAgain(screen, ref writer, screen.IsAlternate, row, column);
        writer.WaitAt(row, column);
    }

    /// <summary>Whether a cursor saved in origin mode leads to this one.</summary>
    private static bool IsReached(Screen screen, bool alternate)
    {
        Screen.SavedCursor saved = screen.SavedOn(alternate);
        return saved.IsOrigin
            && IsReached(saved.Row, screen.CursorRow, screen.Margins, screen.Size.Rows)
            && IsReached(saved.Column, screen.CursorColumn, screen.SideMargins, screen.Size.Columns);
    }

    /// <summary>A margin stops every motion that does not begin beyond it.</summary>
    private static bool IsReached(int from, int to, (int First, int Last) margins, int count) =>
        to < from ? to >= (from >= margins.First ? margins.First : 0) : to == from || to <= (from <= margins.Last ? margins.Last : count - 1);
}
