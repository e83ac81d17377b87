namespace PromptWatcher.Terminal;

public sealed partial class Screen
{
    internal readonly record struct SavedCursor(
        int Row, int Column, bool IsWrapPending, bool IsOrigin, Style Pen, int Charsets, int ActiveSet);

    private const int MaxCursorShape = 6;

    private int _row;
    private int _column;

    /// <summary>The last column is written and the next character goes to the next row.</summary>
    private bool _isWrapPending;
    private bool[] _tabStops;
    private SavedCursor _savedPrimary;
    private SavedCursor _savedAlternate;

    /// <summary>The cursor's column, from 0. Behind a character in the last column it stays there until the next one.</summary>
    public int CursorColumn => _column;

    /// <summary>The cursor's row, from 0.</summary>
    public int CursorRow => _row;

    /// <summary>The cursor's shape as set with DECSCUSR: 0 the default, 1-2 a block, 3-4 an underline, 5-6 a bar; odd ones blink.</summary>
    public int CursorShape { get; private set; }

    private ref SavedCursor Saved => ref IsAlternate ? ref _savedAlternate : ref _savedPrimary;

    private void MoveTo(int row, int column)
    {
        _row = Math.Clamp(row, 0, _rows - 1);
        _column = Math.Clamp(column, 0, (_hasLineSizes ? ColumnsOf(_row) : _columns) - 1);
        _isWrapPending = false;
    }

    /// <summary>Moves to a place counted from the margins in origin mode.</summary>
    private void MoveToAddress(int row, int column)
    {
        if (Has(ScreenModes.Origin))
            MoveTo(Math.Min(row + _top, _bottom), Math.Min(column + _left, _right));
        else
            MoveTo(row, column);
    }

    private void MoveToColumn(int column) => MoveTo(_row, Has(ScreenModes.Origin) ? Math.Min(column + _left, _right) : column);

    private void MoveToRow(int row) => MoveTo(Has(ScreenModes.Origin) ? Math.Min(row + _top, _bottom) : row, _column);

    /// <summary>HPR and VPR, which only the margins of origin mode stop.</summary>
    private void MoveRelative(int rows, int columns)
    {
        bool isOrigin = Has(ScreenModes.Origin);
        MoveTo(Math.Min(_row + rows, isOrigin ? _bottom : _rows - 1), Math.Min(_column + columns, isOrigin ? _right : _columns - 1));
    }

    /// <summary>To the left margin, from left of it to the screen's edge.</summary>
    private void CarriageReturn() => MoveTo(_row, LineStart);

    /// <summary>The first column that a motion to the left reaches.</summary>
    private int LineStart => _column >= _left ? _left : 0;

    /// <summary>The column behind the last one that a motion to the right, or text, reaches.</summary>
    private int LineEnd => _column <= _right && HasSideMargins ? _right + 1 : ColumnsOf(_row);

    private void MoveRight(int count) => MoveTo(_row, Math.Min(_column + count, LineEnd - 1));

    /// <summary>In reverse-wrap mode (45) the cursor goes on at the end of the row above, and from the region's first row in its last.</summary>
    private void MoveLeft(int count)
    {
        bool wraps = Has(ScreenModes.ReverseWrap) && Has(ScreenModes.AutoWrap);
        if (wraps && _isWrapPending)
            count--;
        int start = LineStart;
        int beyond = count - (_column - start) - 1;
        if (!wraps || beyond < 0)
        {
            MoveTo(_row, Math.Max(_column - count, start));
            return;
        }

        (int rows, int columns) = Math.DivRem(beyond, _right + 1 - _left);
        MoveTo(RowAbove(rows + 1), _right - columns);
    }

    /// <summary>The row so many rows above the cursor, where the row above the region's first is its last.</summary>
    private int RowAbove(int count)
    {
        // After as many steps as there are rows the way goes round in the region.
        if (count > _rows)
            count = _rows + (count - _rows) % (_bottom + 1 - _top);
        int row = _row;
        for (; count > 0; count--)
            row = row == _top ? _bottom : row == 0 ? _rows - 1 : row - 1;
        return row;
    }

    private void MoveUp(int count) => MoveTo(Math.Max(_row - count, _row >= _top ? _top : 0), _column);

    private void MoveDown(int count) => MoveTo(Math.Min(_row + count, _row <= _bottom ? _bottom : _rows - 1), _column);

    private void SaveCursor() =>
        Saved = new SavedCursor(_row, _column, _isWrapPending, Has(ScreenModes.Origin), _pen.Style, _charsets, _activeSet);

    private void RestoreCursor()
    {
        SavedCursor saved = Saved;

        // In origin mode the margins hold it, as xterm's lower and right ones do; one beyond the others has an address below 0 there, and is told as 65534.
        if (saved.IsOrigin)
            MoveTo(Math.Clamp(saved.Row, _top, _bottom), Math.Clamp(saved.Column, _left, _right));
        else
            MoveTo(saved.Row, saved.Column);
        _isWrapPending = saved.IsWrapPending && _column == LineEnd - 1;
        SetPen(saved.Pen);
        _charsets = saved.Charsets;
        _activeSet = saved.ActiveSet;
        SetMode(ScreenModes.Origin, saved.IsOrigin);
    }

    private void Tab(int count)
    {
        // From beyond the right margin xterm comes back to it.
        int last = HasSideMargins ? _right : ColumnsOf(_row) - 1;
        int column = Math.Min(_column, last);
        for (; count > 0 && column < last; count--)
        {
            do
                column++;
            while (column < last && !_tabStops[column]);
        }

        // A tab behind the last column leaves the cursor where it is, so the next character still wraps.
        if (column != _column)
            MoveTo(_row, column);
    }

    private void BackTab(int count)
    {
        int first = Has(ScreenModes.Origin) ? _left : 0;
        int column = _column;
        for (; count > 0 && column > first; count--)
        {
            do
                column--;
            while (column > first && !_tabStops[column]);
        }

        // As in xterm a pending wrap stays.
        _column = column;
    }

    private void ClearTabStop(int which)
    {
        if (which == 0)
            _tabStops[_column] = false;
        else if (which == 3)
            Array.Clear(_tabStops);
    }

    private void ResetTabStops(int from)
    {
        const int distance = 8;
        for (int column = from; column < _tabStops.Length; column++)
            _tabStops[column] = column % distance == 0;
    }
}
