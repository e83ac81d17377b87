namespace PromptWatcher.Terminal;

public sealed partial class Screen
{
    private int _top;
    private int _bottom;

    /// <summary>Lines that have left the primary screen at its top, which makes a row's number absolute.</summary>
    private long _scrolled;

    private void SetMargins(int top, int bottom)
    {
        bottom = Math.Min(bottom, _rows - 1);
        if (top >= bottom)
            return;
        (_top, _bottom) = (top, bottom);
        MoveToAddress(0, 0);
    }

    private void LineFeed()
    {
        if (Has(ScreenModes.NewLine))
            MoveTo(_row, 0);
        Index();
    }

    private void Index()
    {
        if (_row == _bottom)
            ScrollUp(1);
        else if (_row < _rows - 1)
            _row++;
        _isWrapPending = false;
    }

    private void ReverseIndex()
    {
        if (_row == _top)
            ScrollDown(1);
        else if (_row > 0)
            _row--;
        _isWrapPending = false;
    }

    private void ScrollUp(int count)
    {
        count = Math.Min(count, _bottom - _top + 1);
        _buffer.ScrollUp(_top, _bottom, count, EraseId);
        if (_top == 0 && !IsAlternate)
            _scrolled += count;
        TouchRows(_bottom + 1 - count, _bottom);
    }

    private void ScrollDown(int count)
    {
        count = Math.Min(count, _bottom - _top + 1);
        _buffer.ScrollDown(_top, _bottom, count, EraseId);
        TouchRows(_top, _top + count - 1);
    }

    private void InsertLines(int count)
    {
        if (_row < _top || _row > _bottom)
            return;
        count = Math.Min(count, _bottom - _row + 1);
        _buffer.ScrollDown(_row, _bottom, count, EraseId);
        TouchRows(_row, _row + count - 1);
        MoveTo(_row, 0);
    }

    private void DeleteLines(int count)
    {
        if (_row < _top || _row > _bottom)
            return;
        count = Math.Min(count, _bottom - _row + 1);
        _buffer.DeleteRows(_row, _bottom, count, EraseId);
        TouchRows(_bottom + 1 - count, _bottom);
        MoveTo(_row, 0);
    }
}
