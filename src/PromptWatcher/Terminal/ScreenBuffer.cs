namespace PromptWatcher.Terminal;

/// <summary>The rows of a screen and the lines that have scrolled off it, in one ring: scrolling moves an index and no cells.</summary>
internal sealed class ScreenBuffer
{
    private readonly int _maxHistory;
    private ScreenRow?[] _ring;
    private int _top;

    public ScreenBuffer(int columns, int rows, int maxHistory)
    {
        _maxHistory = maxHistory;
        _ring = new ScreenRow?[rows + maxHistory];
        Columns = columns;
        Rows = rows;
    }

    public int Columns { get; private set; }

    public int Rows { get; private set; }

    public int History { get; private set; }

    /// <summary>A row of the screen (from 0) or of what has scrolled off (below 0).</summary>
    public ScreenRow this[int row]
    {
        get
        {
            ref ScreenRow? slot = ref Slot(row);
            return slot ??= new ScreenRow(Columns);
        }
    }

    /// <summary>Moves rows up; those that leave the top of the screen become history.</summary>
    public void ScrollUp(int top, int bottom, int count, ushort style)
    {
        if (top > 0)
        {
            DeleteRows(top, bottom, count, style);
            return;
        }

        count = Math.Min(count, bottom + 1);
        for (int i = 0; i < count; i++)
            Advance();
        if (bottom < Rows - 1)
            Rotate(bottom + 1 - count, Rows - 1, Rows - 1 - bottom);
        ClearRows(bottom + 1 - count, bottom, style);
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

    public void ClearHistory() => History = 0;

    /// <summary>Takes another size. <paramref name="shift"/> top rows become history, or as many come back from it when it is negative.</summary>
    public void Resize(int columns, int rows, int shift)
    {
        int oldRows = Rows;
        int history = Math.Clamp(History + shift, 0, _maxHistory);
        var ring = new ScreenRow?[rows + _maxHistory];
        for (int i = -history; i < Math.Min(rows, oldRows - shift); i++)
        {
            ScreenRow? row = Slot(i + shift);
            if (i >= 0)
                row?.Fit(columns);
            ring[i < 0 ? i + ring.Length : i] = row;
        }

        _ring = ring;
        _top = 0;
        (Columns, Rows, History) = (columns, rows, history);
    }

    private ref ScreenRow? Slot(int row)
    {
        int index = _top + row;
        if (index < 0)
            index += _ring.Length;
        else if (index >= _ring.Length)
            index -= _ring.Length;
        return ref _ring[index];
    }

    private void Advance()
    {
        _top = _top + 1 == _ring.Length ? 0 : _top + 1;
        History = Math.Min(History + 1, _maxHistory);
    }

    /// <summary>Turns a range of rows so that the first <paramref name="count"/> come last, in time that does not depend on the count.</summary>
    private void Rotate(int first, int last, int count)
    {
        Reverse(first, first + count - 1);
        Reverse(first + count, last);
        Reverse(first, last);
    }

    private void Reverse(int first, int last)
    {
        for (; first < last; first++, last--)
            (Slot(first), Slot(last)) = (Slot(last), Slot(first));
    }
}
