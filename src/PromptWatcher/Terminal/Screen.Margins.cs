namespace PromptWatcher.Terminal;

public sealed partial class Screen
{
    private int _top;
    private int _bottom;

    // The margins at the sides (DECSLRM), which are the screen's edges unless mode 69 is set.
    private int _left;
    private int _right;

    private bool HasSideMargins => _left > 0 || _right < _columns - 1;

    private bool IsBetweenSides => _column >= _left && _column <= _right;

    private bool IsInRegion => _row >= _top && _row <= _bottom && IsBetweenSides;

    private void ResetMargins()
    {
        (_top, _bottom) = (0, _rows - 1);
        SetSides(0, _columns - 1);
    }

    private void SetMargins(int top, int bottom)
    {
        bottom = Math.Min(bottom, _rows - 1);
        if (top >= bottom)
            return;
        (_top, _bottom) = (top, bottom);
        MoveToAddress(0, 0);
    }

    private void SetSideMargins(int left, int right)
    {
        right = Math.Min(right, _columns - 1);
        if (left >= right)
            return;
        SetSides(left, right);
        MoveToAddress(0, 0);
    }

    private void SetSides(int left, int right)
    {
        (_left, _right) = (left, right);
        UpdatePlain();
    }

    /// <summary>DECLRMM. There are no double lines while it is set, and no margins at the sides while it is not.</summary>
    private void SetSideMarginMode(bool isSet)
    {
        SetMode(ScreenModes.SideMargins, isSet);
        if (isSet)
            ResetLineSizes();
        else
            SetSides(0, _columns - 1);
    }

    /// <summary>Moves the cells between the sides up; the ones above go, blank ones come in below.</summary>
    private void ScrollBetweenSidesUp(int top, int bottom, int count)
    {
        count = Math.Min(count, bottom - top + 1);
        for (int row = top; row <= bottom - count; row++)
            _buffer[row].Copy(_buffer[row + count], _left, _left, _right - _left + 1);
        BlankBetweenSides(bottom - count + 1, bottom);
        TouchRows(top, bottom);
    }

    /// <summary>Moves the cells between the sides down; the ones below go, blank ones come in above.</summary>
    private void ScrollBetweenSidesDown(int top, int bottom, int count)
    {
        count = Math.Min(count, bottom - top + 1);
        for (int row = bottom; row >= top + count; row--)
            _buffer[row].Copy(_buffer[row - count], _left, _left, _right - _left + 1);
        BlankBetweenSides(top, top + count - 1);
        TouchRows(top, bottom);
    }

    private void BlankBetweenSides(int first, int last)
    {
        for (int row = first; row <= last; row++)
            _buffer[row].Erase(_left, _right + 1, EraseId, _columns);
    }

    /// <summary>Makes room for blank cells; what passes the right margin is lost.</summary>
    private void InsertInRow(ScreenRow row, int column, int count, ushort style)
    {
        if (!HasSideMargins)
        {
            row.Insert(column, count, style, _columns);
            return;
        }

        count = Math.Min(count, _right + 1 - column);
        row.Copy(row, column, column + count, _right + 1 - column - count);
        row.Erase(column, column + count, style, _columns);
    }

    /// <summary>Removes cells; blank ones come in at the right margin.</summary>
    private void DeleteInRow(ScreenRow row, int column, int count)
    {
        if (!HasSideMargins)
        {
            row.Delete(column, count, EraseId, _columns);
            return;
        }

        count = Math.Min(count, _right + 1 - column);
        row.Copy(row, column + count, column, _right + 1 - column - count);
        row.Erase(_right + 1 - count, _right + 1, EraseId, _columns);
    }
}
