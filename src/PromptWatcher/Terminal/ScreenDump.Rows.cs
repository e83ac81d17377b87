namespace PromptWatcher.Terminal;

public static partial class ScreenDump
{
    /// <summary>Writes one screen from top to bottom; the lines before it scroll off again.</summary>
    private static void WriteRows(Screen screen, scoped ref DumpWriter writer, bool alternate, int history)
    {
        int bottom = writer.Rows - 1;
        ushort canvas = history == 0 && !(alternate && HasMarks(screen)) ? WriteCanvas(screen, ref writer, alternate) : (ushort)0;
        ShellMark last = screen.LastShellMark;
        int behind = 0;
        bool isContinued = false;
        for (int row = -history; row <= bottom; row++)
        {
            var cells = new DumpRow(screen, alternate, row, Math.Min(row + history, bottom), canvas, isContinued, goesOn: row < bottom);
            if (isContinued)
                WriteWrap(ref writer, ref cells);
            else if (row > -history && history > 0)
                behind++;
            bool isLast = row == last.Row && (cells.Marks & FlagOf(last.Kind)) != 0;
            ShellMarks marks = isLast && row >= 0 ? cells.Marks & ~FlagOf(last.Kind) : cells.Marks;
            if (marks != ShellMarks.None && !alternate)
            {
                Descend(ref writer, ref behind);
                WriteMarks(ref writer, ref cells, marks, isLast ? last : default);
            }

            if (!cells.IsBlank)
            {
                Descend(ref writer, ref behind);
                cells.Write(ref writer);
            }

            isContinued = cells.GoesOn;
            if (row < 0)
                WriteLineSize(ref writer, ref behind, ref cells);
        }

        Descend(ref writer, ref behind);
        if (history > 0)
            writer.IsAddressedOnly = false;
        if (bottom > 0 && screen.LineOn(alternate, bottom).IsWrapped)
            WriteWrappedLastRow(screen, ref writer, alternate);
        WriteLastMark(screen, ref writer, alternate);
    }

    /// <summary>Goes down where older lines scroll off meanwhile; elsewhere each row is reached by itself. Rows that come in take the pen's background, so it must be none.</summary>
    private static void Descend(scoped ref DumpWriter writer, scoped ref int count)
    {
        if (writer.Row + count >= writer.Rows)
        {
            writer.SetBackground(default);
            writer.StartLine(count);
        }

        count = 0;
    }

    /// <summary>A wrap that scrolls brings in a row with the pen's background as well; then a blank without one goes first.</summary>
    private static void WriteWrap(scoped ref DumpWriter writer, scoped ref DumpRow row)
    {
        if (writer.Row < writer.Rows - 1 || row.FirstBackground == default)
            return;
        if (!writer.IsWrapPending)
        {
            writer.SetPen(default);
            writer.PrintBlanks(1);
        }

        writer.SetBackground(default);
        writer.PrintBlanks(1);
        row.IsContinued = false;
    }

    /// <summary>
    /// A row is wrapped by what is printed in the next one, and the last has none. It is written one row higher and pushed down, which some
    /// program had done as well.
    /// </summary>
    private static void WriteWrappedLastRow(Screen screen, scoped ref DumpWriter writer, bool alternate)
    {
        int last = writer.Rows - 1;
        PushDown(ref writer);
        new DumpRow(screen, alternate, last, last - 1, canvas: 0, isContinued: false, goesOn: true).Write(ref writer);
        writer.SetBackground(default);
        writer.PrintBlanks(writer.IsWrapPending ? 1 : 2);
        PushDown(ref writer);

        var above = new DumpRow(screen, alternate, last - 1, last - 1, canvas: 0, isContinued: false, goesOn: true);
        above.Write(ref writer);
        if (above.GoesOn)
            new DumpRow(screen, alternate, last, last, canvas: 0, isContinued: true, goesOn: false).WriteFirst(ref writer);

        // What is pushed down leaves its marks behind.
        for (int row = last - 1; row <= last; row++)
            WriteMarks(screen, ref writer, alternate, row);
    }

    /// <summary>Inserts a line above the last one.</summary>
    private static void PushDown(scoped ref DumpWriter writer)
    {
        writer.SetBackground(default);
        writer.MoveTo(writer.Rows - 2, 0);
        writer.Control(1, (byte)'L');
    }

    /// <summary>
    /// Fills the screen with the background that most rows have at their end, when it is not the default: each of them is shorter then, and
    /// blank ones need nothing. Returns the style of the blanks that stand there now.
    /// </summary>
    private static ushort WriteCanvas(Screen screen, scoped ref DumpWriter writer, bool alternate)
    {
        ushort candidate = 0;
        for (int pass = 0, votes = 0; pass < 2; pass++)
        {
            if (pass == 1)
                votes = 0;
            for (int row = 0; row < writer.Rows; row++)
            {
                ushort style = EndStyle(screen, alternate, row);
                if (pass == 0 && votes == 0)
                    candidate = style;
                votes += style == candidate ? 1 : pass == 0 ? -1 : 0;
            }

            if (pass == 1 && 2 * votes <= writer.Rows)
                return 0;
        }

        if (candidate == 0)
            return 0;
        // Whether an erase ends a pending wrap is not the same everywhere.
        if (writer.IsWrapPending)
            writer.MoveTo(0, 0);
        writer.SetPen(screen.StyleOf(candidate));
        writer.Append("\e[2J"u8);
        return candidate;
    }

    /// <summary>The style of a row's last cell, where an erase could have made it.</summary>
    private static ushort EndStyle(Screen screen, bool alternate, int row)
    {
        ScreenLine line = screen.LineOn(alternate, row);
        int column = screen.Size.Columns - 1;
        return line[column] == ' ' && DumpRow.IsErasable(line.StyleAt(column)) ? line.StyleIdAt(column) : (ushort)0;
    }
}
