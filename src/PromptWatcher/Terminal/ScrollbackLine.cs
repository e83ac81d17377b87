using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PromptWatcher.Terminal;

/// <summary>
/// A line of the <see cref="Scrollback"/> as bytes: a header, its text with one byte a cell where it is ASCII and two elsewhere, its
/// styles in runs, and the values of the cells that stand for clusters, in their order.
/// </summary>
internal static class ScrollbackLine
{
    [Flags]
    private enum Traits : byte
    {
        None = 0,
        Wrapped = 1,
        Ascii = 2,
    }

    // The row's size (two bits) and a shell's marks (four) stand above the traits.
    private const int SizeShift = 2, SizeMask = 3, MarksShift = 4;

    /// <summary>A row of one style has no runs: the style stands here.</summary>
    private readonly record struct Header(ushort Cells, ushort Style, ushort Runs, ushort Clusters, Traits Traits);

    private readonly record struct Run(ushort Length, ushort Style);

    /// <summary>Bytes that a row may need.</summary>
    public static int MaxLength(ScreenRow row)
    {
        int perCell = sizeof(char) + (row.IsUniform ? 0 : Unsafe.SizeOf<Run>()) + (row.HasClusters ? sizeof(int) : 0);
        return Unsafe.SizeOf<Header>() + row.Used * perCell;
    }

    /// <summary>Writes a row; returns how many bytes it took.</summary>
    public static int Write(ScreenRow row, Span<byte> bytes)
    {
        int length = Unsafe.SizeOf<Header>();
        ReadOnlySpan<char> text = row.Text;
        var traits = (Traits)((int)row.Marks << MarksShift | (int)row.Size << SizeShift);
        if (row.IsWrapped)
            traits |= Traits.Wrapped;
        if (CellText.TryNarrow(text, bytes[length..]))
        {
            traits |= Traits.Ascii;
            length += text.Length;
        }
        else
        {
            MemoryMarshal.AsBytes(text).CopyTo(bytes[length..]);
            length += text.Length * sizeof(char);
        }

        int runs = row.IsUniform ? 0 : WriteRuns(row, bytes, ref length);
        int clusters = row.HasClusters ? WriteClusters(row, bytes, ref length) : 0;
        MemoryMarshal.Write(bytes, new Header((ushort)text.Length, row.StyleAt(0), (ushort)runs, (ushort)clusters, traits));
        return length;
    }

    /// <summary>Puts a line into a row.</summary>
    public static void Read(ReadOnlySpan<byte> bytes, ScreenRow row)
    {
        Header header = Take<Header>(ref bytes);
        row.Clear(0, header.Cells);
        Span<char> cells = row.Open(0, header.Cells);
        if ((header.Traits & Traits.Ascii) != 0)
        {
            CellText.Widen(bytes[..header.Cells], cells);
            bytes = bytes[header.Cells..];
        }
        else
        {
            MemoryMarshal.Cast<byte, char>(bytes)[..header.Cells].CopyTo(cells);
            bytes = bytes[(header.Cells * sizeof(char))..];
        }

        if (header.Runs == 0)
            row.Cover(0, header.Cells, header.Style);
        for (int run = 0, column = 0; run < header.Runs; run++)
        {
            (ushort length, ushort style) = Take<Run>(ref bytes);
            row.Cover(column, length, style);
            column += length;
        }

        ReadOnlySpan<int> clusters = Clusters(bytes, header);
        for (int column = 0, cluster = 0; cluster < clusters.Length; column++)
        {
            if (cells[column] == Screen.ClusterCell)
                row.SetValue(column, clusters[cluster++]);
        }

        int tail = cells.IndexOf(Screen.WideTail);
        if (tail >= 0)
            row.SetTail(tail);
        row.IsWrapped = (header.Traits & Traits.Wrapped) != 0;
        row.Size = (LineSize)((int)header.Traits >> SizeShift & SizeMask);
        row.Marks = (ShellMarks)((int)header.Traits >> MarksShift);
    }

    /// <summary>Marks the styles of a line.</summary>
    public static void MarkStyles(ReadOnlySpan<byte> bytes, Span<bool> isUsed)
    {
        Header header = TakeHeader(ref bytes);
        isUsed[header.Style] = true;
        for (int run = 0; run < header.Runs; run++)
            isUsed[Take<Run>(ref bytes).Style] = true;
    }

    /// <summary>Marks the clusters of a line.</summary>
    public static void MarkClusters(ReadOnlySpan<byte> bytes, ClusterTable clusters, Span<bool> isUsed)
    {
        Header header = TakeHeader(ref bytes);
        foreach (int value in Clusters(bytes[(header.Runs * Unsafe.SizeOf<Run>())..], header))
            clusters.Mark(value, isUsed);
    }

    private static ReadOnlySpan<int> Clusters(ReadOnlySpan<byte> bytes, Header header) => MemoryMarshal.Cast<byte, int>(bytes)[..header.Clusters];

    /// <summary>Passes over the text as well.</summary>
    private static Header TakeHeader(ref ReadOnlySpan<byte> bytes)
    {
        Header header = Take<Header>(ref bytes);
        bytes = bytes[(header.Cells * ((header.Traits & Traits.Ascii) != 0 ? 1 : sizeof(char)))..];
        return header;
    }

    private static int WriteRuns(ScreenRow row, Span<byte> bytes, ref int length)
    {
        ReadOnlySpan<ushort> styles = row.Styles;
        int runs = 0;
        int start = 0;
        for (int column = 0; column < styles.Length; column += 16)
        {
            for (uint ends = CellText.RunEnds(styles, column); ends != 0; ends &= ends - 1, runs++)
            {
                int end = column + BitOperations.TrailingZeroCount(ends) + 1;
                Put(bytes, ref length, new Run((ushort)(end - start), styles[start]));
                start = end;
            }
        }

        if (start == styles.Length)
            return runs;
        Put(bytes, ref length, new Run((ushort)(styles.Length - start), styles[start]));
        return runs + 1;
    }

    private static int WriteClusters(ScreenRow row, Span<byte> bytes, ref int length)
    {
        ReadOnlySpan<char> text = row.Text;
        Span<int> values = MemoryMarshal.Cast<byte, int>(bytes[length..]);
        int clusters = 0;
        for (int start = 0; start < text.Length; start += 16)
        {
            for (uint found = CellText.Find(text, start, Screen.ClusterCell); found != 0; found &= found - 1)
                values[clusters++] = row.ValueAt(start + BitOperations.TrailingZeroCount(found));
        }

        length += clusters * sizeof(int);
        return clusters;
    }

    private static void Put<T>(Span<byte> bytes, ref int length, T value) where T : unmanaged
    {
        MemoryMarshal.Write(bytes[length..], value);
        length += Unsafe.SizeOf<T>();
    }

    private static T Take<T>(ref ReadOnlySpan<byte> bytes) where T : unmanaged
    {
        T value = MemoryMarshal.Read<T>(bytes);
        bytes = bytes[Unsafe.SizeOf<T>()..];
        return value;
    }
}
