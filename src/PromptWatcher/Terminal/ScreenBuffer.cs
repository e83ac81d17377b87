using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace PromptWatcher.Terminal;

/// <summary>The rows of a screen in their order, and the lines that have scrolled off it. Scrolling moves numbers and no cells.</summary>
internal sealed class ScreenBuffer
{
    private ScreenRow[] _rows;

    /// <summary>Where each row of the screen lies: an order of numbers turns without the write barriers that references cost.</summary>
    private int[] _order;
    private int _start;

    public ScreenBuffer(int columns, int rows, Scrollback? scrollback)
    {
        Scrollback = scrollback;
        (Columns, Rows) = (columns, rows);
        _rows = new ScreenRow[rows];
        for (int row = 0; row < rows; row++)
            _rows[row] = new ScreenRow(columns);
        _order = NewOrder(rows);
    }

    /// <summary>A screen of rows that there are already.</summary>
    public ScreenBuffer(int columns, ScreenRow[] rows, Scrollback scrollback)
    {
        Scrollback = scrollback;
        (Columns, Rows) = (columns, rows.Length);
        _rows = rows;
        _order = NewOrder(Rows);
    }

    public int Columns { get; private set; }

    public int Rows { get; private set; }

    /// <summary>What has scrolled off the top; none on the alternate screen.</summary>
    public Scrollback? Scrollback { get; }

    public ScreenRow this[int row] => _rows[_order[_start + row]];

    /// <summary>The last row with something in it, or -1.</summary>
    public int LastUsed
    {
        get
        {
            int row = Rows - 1;
            while (row >= 0 && this[row].Used == 0)
                row--;
            return row;
        }
    }

    /// <summary>Moves rows up by one, by far the most frequent; returns the row that came in at the bottom.</summary>
    public ScreenRow ScrollUp(int top, int bottom, ushort style)
    {
        ScreenRow row = this[top];
        if (top == 0)
            Scrollback?.Add(row);
        RotateByOne(top, bottom);
        row.Clear(style, Columns);
        return row;
    }

    /// <summary>Moves rows up and clears those that come in at the bottom; those that leave the top of the screen go to the scrollback.</summary>
    /// <param name="top">The first row of the region.</param>
    /// <param name="bottom">Its last row.</param>
    /// <param name="count">From 1 to the height of the region.</param>
    /// <param name="style">The look of the rows that come in.</param>
    public void ScrollUp(int top, int bottom, int count, ushort style)
    {
        for (int row = 0; top == 0 && row < count; row++)
            Scrollback?.Add(this[row]);

        DeleteRows(top, bottom, count, style);
    }

    /// <summary>Moves rows up; those that leave are lost.</summary>
    public void DeleteRows(int top, int bottom, int count, ushort style)
    {
        Rotate(top, bottom, count);
        ClearRows(bottom + 1 - count, bottom, style);
    }

    /// <summary>Moves rows down; those that leave at the bottom are lost.</summary>
    public void ScrollDown(int top, int bottom, int count, ushort style)
    {
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
        var kept = new ScreenRow[rows];
        for (int row = rows - 1; row >= 0; row--)
        {
            kept[row] = row + shift >= 0 && row + shift < Rows ? this[row + shift] : new ScreenRow(columns);
            if (row + shift < 0)
                Scrollback!.TakeLast(kept[row]);
            kept[row].Fit(columns);
        }

        _rows = kept;
        _order = NewOrder(rows);
        _start = 0;
        (Columns, Rows) = (columns, rows);
    }

    /// <summary>Marks the styles that cells have.</summary>
    public void MarkStyles(Span<bool> isUsed)
    {
        Scrollback?.MarkStyles(isUsed);
        foreach (ScreenRow row in _rows)
        {
            for (int column = 0; column < row.Used; column += row.StyleRun(column))
                isUsed[row.StyleAt(column)] = true;
        }
    }

    /// <summary>Marks the clusters that cells show.</summary>
    public void MarkClusters(ClusterTable clusters, Span<bool> isUsed)
    {
        Scrollback?.MarkClusters(clusters, isUsed);
        foreach (ScreenRow row in _rows)
            row.MarkClusters(clusters, isUsed);
    }

    private static int[] NewOrder(int rows)
    {
        var order = new int[2 * rows];
        for (int row = 0; row < rows; row++)
            order[row] = row;
        return order;
    }

    /// <summary>Turns a range of rows so that the first <paramref name="count"/> come last.</summary>
    private void Rotate(int first, int last, int count)
    {
        Span<int> range = _order.AsSpan(_start + first, last - first + 1);
        range[..count].Reverse();
        range[count..].Reverse();
        range.Reverse();
    }

    /// <summary>The whole screen moves its start along an array twice as long.</summary>
    private void RotateByOne(int first, int last)
    {
        if (first == 0 && last == Rows - 1)
        {
            _order[_start + Rows] = _order[_start];
            if (++_start == Rows)
            {
                _order.AsSpan(Rows).CopyTo(_order);
                _start = 0;
            }

            return;
        }

        // No CopyTo: between parts that overlap it leaves managed code, which costs as much as all the rest of a line feed.
        Span<int> range = _order.AsSpan(_start + first, last - first + 1);
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
