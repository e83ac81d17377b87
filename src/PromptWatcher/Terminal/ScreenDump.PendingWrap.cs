namespace PromptWatcher.Terminal;

public static partial class ScreenDump
{
    /// <summary>Goes to a cell; a pending wrap comes from printing again what stands at the end of the line.</summary>
    private static void StandAt(Screen screen, scoped ref DumpWriter writer, bool alternate, int row, int column, bool isWrapPending)
    {
        if (!isWrapPending)
        {
            writer.MoveTo(row, column);
            return;
        }

        if (writer.IsWrapPending && writer.Row == row && writer.Column == column)
            return;
        ScreenLine line = screen.LineOn(alternate, row);
        int end = writer.Columns - 1;
        if (writer.HasLineSizes && line.Size != LineSize.Single)
        {
            WaitInDouble(screen, ref writer, row, column, line.Size);
        }
        else
        {
            // Beyond the right margin there is another end, and a wide character that stands across the margin cannot be printed there.
            int right = writer.SideMargins.Right;
            if (column <= right && (writer.Origin != default || column == right && line[column + 1] != Screen.WideTail))
                end = right;
            if (column < end)
                SetStop(screen, ref writer, row, column);
            PrintAgain(screen, ref writer, alternate, row, Math.Max(column, end));
            if (column < end)
                TabBack(screen, ref writer, end, column);
        }

        writer.WaitAt(row, column);
    }

    /// <summary>The line gets its size when the cursor waits at its end; that takes it to the middle.</summary>
    private static void WaitInDouble(Screen screen, scoped ref DumpWriter writer, int row, int column, LineSize size)
    {
        int middle = Math.Max(writer.Columns / 2, 1) - 1;
        if (column < middle)
            SetStop(screen, ref writer, row, column);
        writer.MoveTo(row, 0);
        writer.Append("\e#5"u8);
        PrintAgain(screen, ref writer, screen.IsAlternate, row, writer.Columns - 1);
        WriteLineSize(ref writer, size);
        if (column < middle)
            TabBack(screen, ref writer, middle, column);
    }

    private static void SetStop(Screen screen, scoped ref DumpWriter writer, int row, int column)
    {
        if (!NeedsStop(screen, ref writer, column))
            return;
        writer.MoveTo(row, column);
        writer.Append("\eH"u8);
    }

    /// <summary>A tab to the left is the one motion that leaves a wrap pending: so it comes to wait within a row.</summary>
    private static void TabBack(Screen screen, scoped ref DumpWriter writer, int from, int column)
    {
        writer.Control(screen.TabStops[(column + 1)..from].Count(true) + 1, (byte)'Z');
        if (NeedsStop(screen, ref writer, column))
            writer.Append("\e[g"u8);
    }

    private static bool NeedsStop(Screen screen, scoped ref DumpWriter writer, int column) =>
        column > writer.Origin.Column && !screen.TabStops[column];

    private static void PrintAgain(Screen screen, scoped ref DumpWriter writer, bool alternate, int row, int column) =>
        new DumpRow(screen, alternate, row, row, canvas: 0, isContinued: false, goesOn: false).WriteOne(ref writer, column);
}
