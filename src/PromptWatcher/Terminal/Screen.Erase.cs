namespace PromptWatcher.Terminal;

public sealed partial class Screen
{
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
        if (isSelective)
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
        if (isSelective)
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
        ScreenRow row = _buffer[_row];
        row.Insert(_column, count, EraseId, _columns);
        Touch(row);
    }

    private void DeleteCells(int count)
    {
        _isWrapPending = false;
        ScreenRow row = _buffer[_row];
        row.Delete(_column, count, EraseId, _columns);
        Touch(row);
    }

    /// <summary>SL and SR: every row of the region moves sideways, when the cursor stands in it.</summary>
    private void ShiftCells(int count, bool isLeft)
    {
        if (_row < _top || _row > _bottom)
            return;
        if (isLeft)
            DeleteColumnsAt(0, count);
        else
            InsertColumnsAt(0, count);
    }

    private void InsertColumns(int count)
    {
        if (_row >= _top && _row <= _bottom)
            InsertColumnsAt(_column, count);
    }

    private void DeleteColumns(int count)
    {
        if (_row >= _top && _row <= _bottom)
            DeleteColumnsAt(_column, count);
    }

    private void InsertColumnsAt(int column, int count)
    {
        _isWrapPending = false;
        for (int row = _top; row <= _bottom; row++)
            _buffer[row].Insert(column, count, EraseId, _columns);
        TouchRows(_top, _bottom);
    }

    private void DeleteColumnsAt(int column, int count)
    {
        _isWrapPending = false;
        for (int row = _top; row <= _bottom; row++)
            _buffer[row].Delete(column, count, EraseId, _columns);
        TouchRows(_top, _bottom);
    }

    /// <summary>DECALN: the screen alignment pattern.</summary>
    private void FillWithE()
    {
        (_top, _bottom) = (0, _rows - 1);
        MoveTo(0, 0);
        for (int row = 0; row < _rows; row++)
            _buffer[row].Fill('E', _columns);
        TouchRows(0, _rows - 1);
    }
}
