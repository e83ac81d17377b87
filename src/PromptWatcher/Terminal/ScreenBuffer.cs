using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace PromptWatcher.Terminal;

/// <summary>The rows of a screen in their order, and the lines that have scrolled off it. Scrolling moves numbers and no cells.</summary>
internal sealed class ScreenBuffer
{
    private ScreenRow?[] _rows;

    /// <summary>Where each row of the screen lies: an order of numbers turns without the write barriers that references cost.</summary>
    private int[] _order;

    public ScreenBuffer(int columns, int rows, int maxScrollback)
    {
        Scrollback = maxScrollback > 0 ? new Scrollback(maxScrollback) : null;
        (Columns, Rows) = (columns, rows);
        _rows = new ScreenRow?[rows];
        _order = NewOrder(rows);
    }

    public int Columns { get; private set; }

    public int Rows { get; private set; }

    /// <summary>What has scrolled off the top; none on the alternate screen.</summary>
    public Scrollback? Scrollback { get; }

    public ScreenRow this[int row]
    {
        get
        {
            ref ScreenRow? slot = ref _rows[_order[row]];
            return slot ?? (slot = new ScreenRow(Columns));
        }
    }

    /// <summary>Moves rows up and clears those that come in at the bottom; those that leave the top of the screen go to the scrollback.</summary>
    public void ScrollUp(int top, int bottom, int count, ushort style)
    {
        count = Math.Min(count, bottom - top + 1);
        if (top == 0 && Scrollback is not null)
        {
            for (int row = 0; row < count; row++)
                Scrollback.Add(this[row]);
        }

        DeleteRows(top, bottom, count, style);
    }

    /// <summary>Moves rows up; those that leave are lost.</summary>
    public void DeleteRows(int top, int bottom, int count, ushort style)
    {
        count = Math.Min(count, bottom - top + 1);
        Rotate(top, bottom, count);
        ClearRows(bottom + 1 - count, bottom, style);
    }

    /// <summary>Moves rows down; those that leave at the bottom are lost.</summary>
    public void ScrollDown(int top, int bottom, int count, ushort style)
    {
        count = Math.Min(count, bottom - top + 1);
        Rotate(top, bottom, bottom - top + 1 - count);
        ClearRows(top, top + count - 1, style);
    }

    public void ClearRows(int first, int last, ushort style)
    {
        for (int row = first; row <= last; row++)
            this[row].Clear(style, Columns);
    }

    /// <summary>Takes another size. <paramref name="shift"/> top rows go off, or as many come back when it is negative.</summary>
    public void Resize(int columns, int rows, int shift)
    {
        for (int row = 0; row < shift; row++)
            Scrollback?.Add(this[row]);
        var kept = new ScreenRow?[rows];
        for (int row = rows - 1; row >= 0; row--)
        {
            if (row + shift < 0)
                Scrollback!.TakeLast(kept[row] = new ScreenRow(columns));
            else if (row + shift < Rows)
                kept[row] = _rows[_order[row + shift]];
            kept[row]?.Fit(columns);
        }

        _rows = kept;
        _order = NewOrder(rows);
        (Columns, Rows) = (columns, rows);
    }

    /// <summary>Marks the styles that cells have.</summary>
    public void MarkStyles(Span<bool> isUsed)
    {
        Scrollback?.MarkStyles(isUsed);
        foreach (ScreenRow? row in _rows)
        {
            for (int column = 0; row is not null && column < row.Used; column += row.StyleRun(column))
                isUsed[row.StyleAt(column)] = true;
        }
    }

    private static int[] NewOrder(int rows)
    {
        var order = new int[rows];
        for (int row = 0; row < rows; row++)
            order[row] = row;
        return order;
    }

    /// <summary>Turns a range of rows so that the first <paramref name="count"/> come last.</summary>
    private void Rotate(int first, int last, int count)
    {
        Span<int> range = _order.AsSpan(first, last - first + 1);
        if (count == 1)
        {
            RotateByOne(range);
            return;
        }

        range[..count].Reverse();
        range[count..].Reverse();
        range.Reverse();
    }

    /// <summary>By far the most frequent. No <c>CopyTo</c>: between parts that overlap it leaves managed code, which costs as much as all the rest of a line feed.</summary>
    private static void RotateByOne(Span<int> range)
    {
        int moved = range[0];
        ref int start = ref MemoryMarshal.GetReference(range);
        int i = 0;
        for (; i < range.Length - Vector256<int>.Count; i += Vector256<int>.Count)
            Vector256.LoadUnsafe(ref start, (nuint)i + 1).StoreUnsafe(ref start, (nuint)i);
        for (; i < range.Length - 1; i++)
            range[i] = range[i + 1];
        range[^1] = moved;
    }
}
