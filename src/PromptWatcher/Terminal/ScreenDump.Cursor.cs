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
        writer.SetCharsets(saved.GraphicSets, saved.ActiveSet);
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
        writer.IsAddressedOnly = (screen.Modes & ScreenModes.ReverseWrap) != 0;
        WriteMargins(screen, ref writer);
        if (IsOutOfReach(screen))
        {
            Screen.SavedCursor saved = screen.SavedOn(screen.IsAlternate);
            writer.RestoreCursor(saved);
            if (!saved.IsWrapPending || saved.Column != screen.CursorColumn)
                writer.MoveBy(screen.CursorRow, screen.CursorColumn);
            return;
        }

        if ((screen.Modes & ScreenModes.Origin) != 0)
        {
            writer.Append("\e[?6h"u8);
            writer.StandAt(screen.Margins.Top, 0);
            writer.Origin = screen.Margins.Top;
        }

        StandAt(screen, ref writer, screen.IsAlternate, screen.CursorRow, screen.CursorColumn, screen.IsWrapPending);
    }

    /// <summary>
    /// Outside the margins in origin mode, or behind the last column where nothing wraps, a cursor stands only after it was restored to there:
    /// most likely it still is where it was saved.
    /// </summary>
    private static bool IsOutOfReach(Screen screen)
    {
        bool isOrigin = (screen.Modes & ScreenModes.Origin) != 0;
        bool isOutside = screen.CursorRow < screen.Margins.Top || screen.CursorRow > screen.Margins.Bottom;
        bool isWrapping = (screen.Modes & ScreenModes.AutoWrap) != 0;
        return (isOrigin && isOutside || screen.IsWrapPending && !isWrapping) && screen.SavedOn(screen.IsAlternate).IsOrigin == isOrigin;
    }

    private static void WriteMargins(Screen screen, scoped ref DumpWriter writer)
    {
        (int top, int bottom) = screen.Margins;
        if (top == 0 && bottom == writer.Rows - 1)
            return;
        writer.Append("\e["u8);
        if (top > 0)
            writer.Append(top + 1);
        if (bottom < writer.Rows - 1)
        {
            writer.Append((byte)';');
            writer.Append(bottom + 1);
        }

        writer.Append((byte)'r');
        writer.StandAt(0, 0);
        writer.IsAddressedOnly = true;
    }

    /// <summary>Goes to a cell; a pending wrap comes from printing what stands in the last one again.</summary>
    private static void StandAt(Screen screen, scoped ref DumpWriter writer, bool alternate, int row, int column, bool isWrapPending)
    {
        if (isWrapPending && writer.IsWrapPending && writer.Row == row)
            return;
        if (isWrapPending)
            new DumpRow(screen, alternate, row, row, canvas: 0, isContinued: false, goesOn: false).WriteLast(ref writer);
        else
            writer.MoveTo(row, column);
    }
}
