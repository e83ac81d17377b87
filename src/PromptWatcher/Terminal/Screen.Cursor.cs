namespace PromptWatcher.Terminal;

public sealed partial class Screen
{
    internal readonly record struct SavedCursor(
        int Row, int Column, bool IsWrapPending, bool IsOrigin, Style Pen, int GraphicSets, int ActiveSet);

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
        _column = Math.Clamp(column, 0, _columns - 1);
        _isWrapPending = false;
    }

    /// <summary>Moves to a place counted from the margins in origin mode.</summary>
    private void MoveToAddress(int row, int column)
    {
        if (Has(ScreenModes.Origin))
            row = Math.Min(row + _top, _bottom);
        MoveTo(row, column);
    }

    /// <summary>In reverse-wrap mode (45) the cursor goes on at the end of the row above, and from the first row to the last.</summary>
    private void MoveLeft(int count)
    {
        if (!Has(ScreenModes.ReverseWrap) || !Has(ScreenModes.AutoWrap))
        {
            MoveTo(_row, _column - count);
            return;
        }

        int cells = _columns * _rows;
        int target = (_row * _columns + _column - (count - (_isWrapPending ? 1 : 0)) % cells + cells) % cells;
        MoveTo(target / _columns, target % _columns);
    }

    private void MoveUp(int count) => MoveTo(Math.Max(_row - count, _row >= _top ? _top : 0), _column);

    private void MoveDown(int count) => MoveTo(Math.Min(_row + count, _row <= _bottom ? _bottom : _rows - 1), _column);

    private void SaveCursor() =>
        Saved = new SavedCursor(_row, _column, _isWrapPending, Has(ScreenModes.Origin), _pen, _graphicSets, _activeSet);

    private void RestoreCursor()
    {
        SavedCursor saved = Saved;
        MoveTo(saved.Row, saved.Column);
        _isWrapPending = saved.IsWrapPending && _column == _columns - 1;
        SetPen(saved.Pen);
        _graphicSets = saved.GraphicSets;
        _activeSet = saved.ActiveSet;
        SetMode(ScreenModes.Origin, saved.IsOrigin);
    }

    private void Tab(int count)
    {
        int column = _column;
        for (; count > 0 && column < _columns - 1; count--)
        {
            do
                column++;
            while (column < _columns - 1 && !_tabStops[column]);
        }

        // A tab behind the last column leaves the cursor where it is, so the next character still wraps.
        if (column != _column)
            MoveTo(_row, column);
    }

    private void BackTab(int count)
    {
        int column = _column;
        for (; count > 0 && column > 0; count--)
        {
            do
                column--;
            while (column > 0 && !_tabStops[column]);
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
