namespace PromptWatcher.Terminal;

public sealed partial class Screen
{
    /// <summary>Protection came from SPA (ESC V) and not from DECSCA, so that every erasing function keeps clear of it.</summary>
    private bool _isGuarded;

    private void EraseDisplay(int what, bool isSelective)
    {
        _isWrapPending = false;
        switch (what)
        {
            case 0:
                EraseRow(_row, _column, _columns, isSelective);
                EraseRows(_row + 1, _rows - 1, isSelective);
                break;
            case 1:
                EraseRows(0, _row - 1, isSelective);
                EraseRow(_row, 0, _column + 1, isSelective);
                break;
            case 2:
                EraseRows(0, _rows - 1, isSelective);
                break;
            case 3 when !isSelective:
                _buffer.Scrollback?.Clear();
                break;
        }
    }

    private void EraseLine(int what, bool isSelective)
    {
        _isWrapPending = false;
        switch (what)
        {
            case 0: EraseRow(_row, _column, _columns, isSelective); break;
            case 1: EraseRow(_row, 0, _column + 1, isSelective); break;
            case 2: EraseRow(_row, 0, _columns, isSelective); break;
        }
    }

    private void EraseRows(int first, int last, bool isSelective)
    {
        if (first > last)
            return;
        if (isSelective || _isGuarded)
        {
            for (int row = first; row <= last; row++)
                EraseRow(row, 0, _columns, isSelective);
            return;
        }

        _buffer.ClearRows(first, last, EraseId);
        TouchRows(first, last);
    }

    private void EraseRow(int index, int start, int end, bool isSelective)
    {
        ScreenRow row = _buffer[index];
        if (isSelective || _isGuarded)
            EraseUnprotected(row, start, end);
        else
            row.Erase(start, end, EraseId, _columns);
        if (end == _columns)
            row.IsWrapped = false;
        Touch(row);
    }

    /// <summary>Selective erase (DECSED, DECSEL) leaves the look of cells and everything under DECSCA protection.</summary>
    private void EraseUnprotected(ScreenRow row, int start, int end)
    {
        end = Math.Min(end, row.Used);
        for (int column = start; column < end; column++)
        {
            ushort style = row.StyleAt(column);
            if (!_styles[style].Has(CellAttributes.Protected))
                row.Erase(column, column + 1, style, _columns);
        }
    }

    private void EraseCells(int count)
    {
        _isWrapPending = false;
        EraseRow(_row, _column, Math.Min(_column + count, _columns), isSelective: false);
    }

    private void InsertCells(int count)
    {
        _isWrapPending = false;
        if (!IsBetweenSides)
            return;
        ScreenRow row = _buffer[_row];
        InsertInRow(row, _column, count, EraseId);
        Touch(row);
    }

    private void DeleteCells(int count)
    {
        _isWrapPending = false;
        if (!IsBetweenSides)
            return;
        ScreenRow row = _buffer[_row];
        DeleteInRow(row, _column, count);
        Touch(row);
    }

    /// <summary>DECSCA: 1 protects from selective erase what is printed from now on, 0 and 2 do not.</summary>
    private void SetProtection(int value)
    {
        if (value > 2)
            return;
        _isGuarded = false;
        ProtectPen(value == 1);
    }

    /// <summary>SPA and EPA: the same from every erase, while DECSCA does not take its place.</summary>
    private void SetGuard(bool isGuarded)
    {
        _isGuarded |= isGuarded;
        ProtectPen(isGuarded);
    }

    /// <summary>DECALN: the screen alignment pattern.</summary>
    private void FillWithE()
    {
        ResetMargins();
        MoveTo(0, 0);
        _buffer.ClearRows(0, _rows - 1, 0);
        for (int row = 0; row < _rows; row++)
            _buffer[row].Fill(0, _columns, 'E', 0);
        TouchRows(0, _rows - 1);
    }
}
