using System.Buffers;

namespace PromptWatcher.Terminal;

/// <summary>The shortest stream that makes another terminal show what a <see cref="Screen"/> shows, and go on from there.</summary>
/// <remarks>
/// <para>
/// For a viewer that comes late or has fallen behind: xterm.js, another <see cref="Screen"/>, or any terminal of the same size. The dump is
/// of the screen. A sequence that its parser has read in part is not carried: the viewer goes on with the bytes that follow a moment when
/// <see cref="VtParser.IsBetweenSequences"/> held.
/// </para>
/// <para>
/// It carries the cells of both screens with their looks, wrapped lines (a row wraps by itself again, so that a later change of width finds
/// the whole line), scrolled-off lines, links, cursor, pen, saved cursors, margins, modes, charsets, tab stops, keyboard flags, titles,
/// colours, progress, program status, working directory, command line, and shell marks. Nothing in it makes a terminal answer, ring, notify
/// or touch the clipboard; but xterm.js tells whether it has the focus as soon as a program's wish for that (mode 1004) reaches it.
/// </para>
/// <para>
/// A stream cannot carry: what has happened and left nothing (bells, notifications, questions, the age of a status); the character that REP
/// would repeat; a shell mark whose line is gone, and that a mark is the last one when its line has scrolled off and older marks stand below
/// it; a cursor beyond the end of a double line that came under it; a wide character that was made narrow, on a screen of one column, and a
/// cursor that waits behind one in the last column. xterm.js clears the alternate screen when it leaves it, so what the hidden one holds is
/// lost there; it knows no side margins, no DECCRA and no wrap that waits within a row, of which a few rare states are made.
/// </para>
/// </remarks>
public static partial class ScreenDump
{
    /// <summary>Writes the dump. The screen is only read; allocates nothing but what the output needs.</summary>
    /// <param name="screen">What to show; nobody may write to it meanwhile.</param>
    /// <param name="output">Gets the bytes.</param>
    /// <param name="options">What comes along.</param>
    /// <exception cref="ArgumentOutOfRangeException">A negative number of lines was asked for.</exception>
    public static void Write(Screen screen, IBufferWriter<byte> output, ScreenDumpOptions options = default)
    {
        ArgumentNullException.ThrowIfNull(screen);
        ArgumentNullException.ThrowIfNull(output);
        ArgumentOutOfRangeException.ThrowIfNegative(options.ScrollbackLines ?? 0, nameof(options));

        (int columns, int rows) = screen.Size;
        var writer = new DumpWriter(output, columns, rows, screen.Links);
        if (!options.IsForFreshTerminal)
            writer.Append("\ec"u8);
        WriteSavedModes(screen, ref writer);
        WriteTitles(screen, ref writer);
        WriteScreens(screen, ref writer, Math.Min(screen.ScrollbackCount, options.ScrollbackLines ?? int.MaxValue));
        WriteState(screen, ref writer);
        writer.Flush();
    }

    private static void WriteScreens(Screen screen, scoped ref DumpWriter writer, int history)
    {
        WriteHiddenMarks(screen, ref writer);
        WriteRows(screen, ref writer, alternate: false, history);
        WriteKeyboard(screen, ref writer, alternate: false);
        WriteTabStops(screen, ref writer);
        WriteSavedCursor(screen, ref writer, alternate: false);
        WriteLineSizes(screen, ref writer, alternate: false);

        // Only a switch that saves no cursor and clears nothing.
        bool isNeeded = screen.IsAlternate || HasContent(screen);
        if (!isNeeded)
            return;
        writer.SetBackground(default);
        writer.Append("\e[?47h"u8);
        WriteRows(screen, ref writer, alternate: true, history: 0);
        WriteKeyboard(screen, ref writer, alternate: true);
        WriteSavedCursor(screen, ref writer, alternate: true);
        WriteLineSizes(screen, ref writer, alternate: true);
        if (!screen.IsAlternate)
            writer.Append("\e[?47l"u8);
    }

    /// <summary>Whether the alternate screen keeps anything while it is hidden.</summary>
    private static bool HasContent(Screen screen)
    {
        for (int row = 0; row < screen.Size.Rows; row++)
        {
            ScreenLine line = screen.LineOn(alternate: true, row);
            if (line.IsWrapped || line.Size != LineSize.Single || line.Marks != ShellMarks.None || DumpRow.End(line, screen.Size.Columns, canvas: 0) > 0)
                return true;
        }

        return screen.KeyboardOn(alternate: true).ContainsAnyExcept((byte)0) || screen.SavedOn(alternate: true) != default;
    }
}
