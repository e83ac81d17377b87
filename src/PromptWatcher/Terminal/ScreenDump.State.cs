namespace PromptWatcher.Terminal;

public static partial class ScreenDump
{
    private static void WriteTitles(Screen screen, scoped ref DumpWriter writer)
    {
        foreach (BoundedText title in screen.TitleStack)
        {
            WriteTitle(title, ref writer);
            writer.Append("\e[22;2t"u8);
        }

        if (screen.TitleStack.Length > 0 || !screen.TitleBytes.Utf8.IsEmpty)
            WriteTitle(screen.TitleBytes, ref writer);
    }

    private static void WriteTitle(BoundedText title, scoped ref DumpWriter writer)
    {
        writer.Append("\e]2;"u8);
        writer.AppendClean(title.Utf8);
        writer.Append(DumpWriter.Bell);
    }

    /// <summary>Pushes the stack's entries, the deepest first; those that were never set are 0.</summary>
    private static void WriteKeyboard(Screen screen, scoped ref DumpWriter writer, bool alternate)
    {
        ReadOnlySpan<byte> flags = screen.KeyboardOn(alternate);
        for (int i = flags.LastIndexOfAnyExcept((byte)0); i >= 0; i--)
        {
            writer.Append("\e[>"u8);
            writer.Append((int)flags[i]);
            writer.Append((byte)'u');
        }
    }

    /// <summary>Everything that would disturb the drawing, and last of all where the cursor stands.</summary>
    private static void WriteState(Screen screen, scoped ref DumpWriter writer)
    {
        if (screen.CursorShape != 0)
        {
            writer.Append("\e["u8);
            writer.Append(screen.CursorShape);
            writer.Append(" q"u8);
        }

        WriteSignals(screen, ref writer);
        if (screen.ModifiedKeys != 0)
        {
            writer.Append("\e[>4;"u8);
            writer.Append(screen.ModifiedKeys);
            writer.Append((byte)'m');
        }

        WriteCursor(screen, ref writer);
        WriteModes(screen, ref writer);
        writer.SetPen(screen.Pen);
        if (screen.IsGuarded)
            writer.Append(screen.Pen.Has(CellAttributes.Protected) ? "\eV"u8 : "\eV\eW"u8);
        writer.SetCharsets(screen.Charsets, screen.ActiveSet);
        if (screen.SingleSet >= 0)
            writer.Append(screen.SingleSet == 2 ? "\eN"u8 : "\eO"u8);
        if (screen.IsSynchronizing)
            writer.Append("\e[?2026h"u8);
    }

    /// <summary>Clears all and sets each, unless they are as after the start.</summary>
    private static void WriteTabStops(Screen screen, scoped ref DumpWriter writer)
    {
        ReadOnlySpan<bool> stops = screen.TabStops;
        int column = 0;
        while (column < stops.Length && stops[column] == (column % DumpWriter.TabDistance == 0))
            column++;
        if (column == stops.Length)
            return;

        writer.Append("\e[3g"u8);
        writer.HasFirstTabStops = false;
        for (column = 0; column < stops.Length; column++)
        {
            if (!stops[column])
                continue;
            writer.MoveTo(writer.Row, column);
            writer.Append("\eH"u8);
        }
    }
}
