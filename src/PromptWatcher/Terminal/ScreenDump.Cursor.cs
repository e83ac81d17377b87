namespace PromptWatcher.Terminal;

public static partial class ScreenDump
{
    /// <summary>Makes the cursor as it was saved, saves it, and puts back what later parts rely on.</summary>
    private static void WriteSavedCursor(Screen screen, scoped ref DumpWriter writer, bool alternate)
    {
        Screen.SavedCursor saved = screen.SavedOn(alternate);
        if (saved == default && !writer.HasSavedCursor)
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
        writer.HasSavedCursor = false;
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
        writer.HasLineSizes = writer.KeepsSavedCursor = true;
        if ((screen.Modes & ScreenModes.Origin) != 0)
        {
            writer.Append("\e[?6h"u8);
            writer.Origin = (screen.Margins.Top, screen.SideMargins.Left);
            writer.StandAt(writer.Origin.Row, writer.Origin.Column);
        }

        StandAt(screen, ref writer, screen.IsAlternate, screen.CursorRow, screen.CursorColumn, screen.IsWrapPending);
    }

    private static void WriteMargins(Screen screen, scoped ref DumpWriter writer)
    {
        if ((screen.Modes & ScreenModes.SideMargins) != 0)
        {
            writer.Append("\e[?69h"u8);
            WriteMargins(ref writer, screen.SideMargins, writer.Columns, (byte)'s');
            writer.SideMargins = screen.SideMargins;
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
}
