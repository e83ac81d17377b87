namespace PromptWatcher.Terminal;

public static partial class ScreenDump
{
    /// <summary>Makes the cursor as it was saved, saves it, and puts back what later parts rely on.</summary>
    private static void WriteSavedCursor(Screen screen, scoped ref DumpWriter writer, bool alternate)
    {
        Screen.SavedCursor saved = screen.SavedOn(alternate);
        if (saved == default)
            return;
        if (saved.IsOrigin)
        {
            writer.Append("\e[?6h"u8);
            writer.StandAt(0, 0);
        }

        StandAt(screen, ref writer, alternate, saved.Row, saved.Column, saved.IsWrapPending);
        writer.SetPen(saved.Pen);
        writer.SetCharsets(saved.Charsets, saved.ActiveSet);
        writer.Append("\e7"u8);
        writer.SetCharsets(0, 0);
        if (saved.IsOrigin)
        {
            writer.Append("\e[?6l"u8);
            writer.StandAt(0, 0);
        }
    }

    /// <summary>Margins and origin mode move the cursor, so it comes after them.</summary>
    private static void WriteCursor(Screen screen, scoped ref DumpWriter writer)
    {
        WriteMargins(screen, ref writer);
        if (IsOutOfReach(screen))
        {
            writer.RestoreCursor(screen.SavedOn(screen.IsAlternate));
            MoveFromSaved(screen, ref writer);
            return;
        }

        if ((screen.Modes & ScreenModes.Origin) != 0)
        {
            writer.Append("\e[?6h"u8);
            writer.Origin = (screen.Margins.Top, screen.SideMargins.Left);
            writer.StandAt(writer.Origin.Row, writer.Origin.Column);
        }

        StandAt(screen, ref writer, screen.IsAlternate, screen.CursorRow, screen.CursorColumn, screen.IsWrapPending);
    }

    /// <summary>
    /// Outside the margins in origin mode a cursor stands only after it was restored to there: most likely it still is where it was saved.
    /// So does one that waits to wrap, as it may do where the row no longer ends.
    /// </summary>
    private static bool IsOutOfReach(Screen screen)
    {
        Screen.SavedCursor saved = screen.SavedOn(screen.IsAlternate);
        bool isOrigin = (screen.Modes & ScreenModes.Origin) != 0;
        if (screen.IsWrapPending && saved.IsWrapPending && saved.IsOrigin == isOrigin
            && (saved.Row, saved.Column) == (screen.CursorRow, screen.CursorColumn))
            return true;
        if (!isOrigin || !saved.IsOrigin)
            return false;
        (int top, int bottom) = screen.Margins;
        (int left, int right) = screen.SideMargins;
        return screen.CursorRow < top || screen.CursorRow > bottom || screen.CursorColumn < left || screen.CursorColumn > right;
    }

    /// <summary>From where the cursor was saved it goes on without an address.</summary>
    private static void MoveFromSaved(Screen screen, scoped ref DumpWriter writer)
    {
        (int row, int column) = (screen.CursorRow, screen.CursorColumn);
        bool isThere = (writer.Row, writer.Column, writer.IsWrapPending) == (row, column, screen.IsWrapPending);
        if (isThere || screen.SideMargins != (0, writer.Columns - 1))
            return;
        bool isWide = screen.LineOn(screen.IsAlternate, row)[column] == Screen.WideTail;
        writer.MoveBy(row, screen.IsWrapPending && isWide ? column - 1 : column);
        if (screen.IsWrapPending)
            new DumpRow(screen, screen.IsAlternate, row, row, canvas: 0, isContinued: false, goesOn: false).WriteOne(ref writer, column);
    }

    private static void WriteMargins(Screen screen, scoped ref DumpWriter writer)
    {
        if ((screen.Modes & ScreenModes.SideMargins) != 0)
        {
            writer.Append("\e[?69h"u8);
            WriteMargins(ref writer, screen.SideMargins, writer.Columns, (byte)'s');
        }

        WriteMargins(ref writer, screen.Margins, writer.Rows, (byte)'r');
    }

    private static void WriteMargins(scoped ref DumpWriter writer, (int First, int Last) margins, int count, byte final)
    {
        if (margins == (0, count - 1))
            return;
        writer.Append("\e["u8);
        if (margins.First > 0)
            writer.Append(margins.First + 1);
        if (margins.Last < count - 1)
        {
            writer.Append((byte)';');
            writer.Append(margins.Last + 1);
        }

        writer.Append(final);
        writer.StandAt(0, 0);
        writer.IsAddressedOnly = true;
    }

    /// <summary>Goes to a cell; a pending wrap comes from printing what stands there again.</summary>
    private static void StandAt(Screen screen, scoped ref DumpWriter writer, bool alternate, int row, int column, bool isWrapPending)
    {
        // A wide character that stands across a margin would not be printed there.
        if (!isWrapPending || screen.LineOn(alternate, row)[column + 1] == Screen.WideTail)
        {
            writer.MoveTo(row, column);
            return;
        }

        if (writer.IsWrapPending && writer.Row == row && writer.Column == column)
            return;

        // A margin stops the cursor where nothing else does.
        bool needsMargin = !writer.IsAddressedOnly && column > 0 && column < writer.Columns - 1;
        if (needsMargin)
        {
            writer.Append("\e[?69h"u8);
            WriteMargins(ref writer, (0, column), writer.Columns, (byte)'s');
        }

        new DumpRow(screen, alternate, row, row, canvas: 0, isContinued: false, goesOn: false).WriteOne(ref writer, column);
        writer.WaitAt(row, column);
        if (!needsMargin)
            return;
        writer.Append("\e[?69l"u8);
        writer.IsAddressedOnly = false;
    }
}
