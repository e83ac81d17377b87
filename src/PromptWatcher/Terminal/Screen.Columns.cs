namespace PromptWatcher.Terminal;

/// <summary>The functions that move every row of the region sideways. As in xterm a pending wrap outlives them.</summary>
public sealed partial class Screen
{
    /// <summary>SL.</summary>
    private void ShiftLeft(int count)
    {
        if (IsInRegion)
            DeleteColumnsAt(_left, count);
    }

    /// <summary>SR.</summary>
    private void ShiftRight(int count)
    {
        if (IsInRegion)
            InsertColumnsAt(_left, count);
    }

    /// <summary>DECIC.</summary>
    private void InsertColumns(int count)
    {
        if (IsInRegion)
            InsertColumnsAt(_column, count);
    }

    /// <summary>DECDC.</summary>
    private void DeleteColumns(int count)
    {
        if (IsInRegion)
            DeleteColumnsAt(_column, count);
    }

    /// <summary>DECBI: to the left, and at the left margin the region moves instead.</summary>
    private void BackIndex()
    {
        if (_column != _left)
            MoveTo(_row, _column - 1);
        else
            ShiftRight(1);
    }

    /// <summary>DECFI: to the right, and at the right margin the region moves instead.</summary>
    private void ForwardIndex()
    {
        if (_column != _right)
            MoveTo(_row, _column + 1);
        else
            ShiftLeft(1);
    }

    private void InsertColumnsAt(int column, int count)
    {
        for (int row = _top; row <= _bottom; row++)
            InsertInRow(_buffer[row], column, count, EraseId);
        TouchRows(_top, _bottom);
    }

    private void DeleteColumnsAt(int column, int count)
    {
        for (int row = _top; row <= _bottom; row++)
            DeleteInRow(_buffer[row], column, count);
        TouchRows(_top, _bottom);
    }
}
