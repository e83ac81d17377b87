namespace PromptWatcher.Terminal;

public sealed partial class Screen
{
    /// <summary>Lines that have left the primary screen at its top, which makes a row's number absolute.</summary>
    private long _scrolled;

    private void LineFeed()
    {
        if (Has(ScreenModes.NewLine))
            CarriageReturn();
        Index();
    }

    /// <summary>On the region's last row only a cursor between the side margins scrolls it.</summary>
    private void Index()
    {
        if (_row == _bottom)
        {
            if (!HasSideMargins)
                ScrollUpByOne();
            else if (IsBetweenSides)
                ScrollUp(1);
        }
        else if (_row < _rows - 1)
        {
            EnterRow(_row + 1);
        }

        _isWrapPending = false;
    }

    private void ReverseIndex()
    {
        if (_row == _top)
        {
            if (IsBetweenSides)
                ScrollDown(1);
        }
        else if (_row > 0)
        {
            EnterRow(_row - 1);
        }

        _isWrapPending = false;
    }

    private void ScrollUpByOne()
    {
        Touch(_buffer.ScrollUp(_top, _bottom, EraseId));
        if (_top == 0 && !IsAlternate)
            _scrolled++;
    }

    private void ScrollUp(int count)
    {
        if (HasSideMargins)
        {
            ScrollBetweenSidesUp(_top, _bottom, count);
            return;
        }

        count = Math.Min(count, _bottom - _top + 1);
        _buffer.ScrollUp(_top, _bottom, count, EraseId);
        if (_top == 0 && !IsAlternate)
            _scrolled += count;
        TouchRows(_bottom + 1 - count, _bottom);
    }

    private void ScrollDown(int count) => MoveRowsDown(_top, count);

    private void InsertLines(int count)
    {
        if (!IsInRegion)
            return;
        MoveRowsDown(_row, count);
        MoveTo(_row, _left);
    }

    private void DeleteLines(int count)
    {
        if (!IsInRegion)
            return;
        if (HasSideMargins)
        {
            ScrollBetweenSidesUp(_row, _bottom, count);
        }
        else
        {
            count = Math.Min(count, _bottom - _row + 1);
            _buffer.DeleteRows(_row, _bottom, count, EraseId);
            TouchRows(_bottom + 1 - count, _bottom);
        }

        MoveTo(_row, _left);
    }

    private void MoveRowsDown(int first, int count)
    {
        if (HasSideMargins)
        {
            ScrollBetweenSidesDown(first, _bottom, count);
            return;
        }

        count = Math.Min(count, _bottom - first + 1);
        _buffer.ScrollDown(first, _bottom, count, EraseId);
        TouchRows(first, first + count - 1);
    }
}
