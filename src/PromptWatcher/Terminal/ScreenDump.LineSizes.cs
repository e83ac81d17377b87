namespace PromptWatcher.Terminal;

public static partial class ScreenDump
{
    /// <summary>DECDWL and DECDHL, when everything stands in its place: such a line has half the columns.</summary>
    private static void WriteLineSizes(Screen screen, scoped ref DumpWriter writer, bool alternate)
    {
        for (int row = 0; row < writer.Rows; row++)
        {
            LineSize size = screen.LineOn(alternate, row).Size;
            if (size == LineSize.Single)
                continue;
            writer.MoveTo(row, 0);
            WriteLineSize(ref writer, size);
            writer.IsAddressedOnly = true;
        }
    }

    /// <summary>A line that is to scroll off gets its size before; one that is to wrap does not move the cursor away from its end for that.</summary>
    private static void WriteLineSize(scoped ref DumpWriter writer, scoped ref int behind, scoped ref DumpRow row)
    {
        if (row.Size == LineSize.Single)
            return;
        Descend(ref writer, ref behind);
        if (!row.GoesOn)
        {
            row.GoTo(ref writer, 0);
        }
        else if (!writer.IsWrapPending)
        {
            // The free cell before a wide character: in half the columns its place is another one.
            writer.SetPen(default);
            writer.PrintBlanks(1);
        }

        WriteLineSize(ref writer, row.Size);
        writer.IsAddressedOnly = true;
    }

    private static void WriteLineSize(scoped ref DumpWriter writer, LineSize size) =>
        writer.Append(size switch { LineSize.DoubleWidth => "\e#6"u8, LineSize.DoubleHeightTop => "\e#3"u8, _ => "\e#4"u8 });
}
