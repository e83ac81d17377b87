using PromptWatcher.Environments;

namespace PromptWatcher.Terminal;

public sealed partial class Screen
{
    /// <summary>Takes another size. Lines keep their text, are cut on the right, and go off or come back at the top; none is broken anew.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The size is outside the limits.</exception>
    public void Resize(TerminalSize size)
    {
        size.Validated(nameof(size));
        if (size == Size)
            return;

        int shift = HistoryShift(size.Rows);
        _primary.Resize(size.Columns, size.Rows, shift);
        int alternateShift = Math.Max(0, (IsAlternate ? _row : _savedAlternate.Row) + 1 - size.Rows);
        _alternate?.Resize(size.Columns, size.Rows, alternateShift);
        _scrolled += shift;
        int previousColumns = _columns;
        (_columns, _rows) = size;
        Array.Resize(ref _tabStops, _columns);
        ResetTabStops(Math.Min(previousColumns, _columns));
        ResetMargins();

        // A cursor that waited behind the last column has a place of its own when the row grows.
        bool isWrapPending = _isWrapPending && _columns == previousColumns;
        int column = _isWrapPending && _columns > previousColumns ? _column + 1 : _column;
        MoveTo(_row - (IsAlternate ? alternateShift : shift), column);
        _isWrapPending = isWrapPending;
        _savedPrimary = _savedPrimary with { Row = Math.Max(_savedPrimary.Row - shift, 0) };
        TouchAll();
    }

    /// <summary>How many rows go off the top (or, below 0, come back) so that the cursor and what stands above the bottom stay.</summary>
    private int HistoryShift(int rows)
    {
        int cursor = IsAlternate ? _savedPrimary.Row : _row;
        if (rows > _rows)
            return -Math.Min(rows - _rows, ScrollbackCount);
        int last = _rows - 1;
        while (last > cursor && _primary[last].Used == 0)
            last--;
        return Math.Clamp(last + 1 - rows, 0, cursor);
    }

    /// <summary>RIS: as after the start, without what had scrolled off.</summary>
    private void Reset()
    {
        _modes = _savedModes = ScreenModes.Initial;
        _buffer = _primary;
        _hasLineSizes = false;
        _isGuarded = false;
        ResetMargins();
        SetPen(default);
        _alternate?.ClearRows(0, _rows - 1, 0);
        _primary.ClearRows(0, _rows - 1, 0);
        _primary.Scrollback!.Clear();
        _clusters.Clear();
        MoveTo(0, 0);
        (_savedPrimary, _savedAlternate) = (default, default);
        ResetCharsets();
        ResetTabStops(0);
        Array.Clear(_primaryKeyboard);
        Array.Clear(_alternateKeyboard);
        ModifiedKeys = 0;
        CursorShape = 0;
        _lastPrinted = 0;
        _titleCount = 0;
        _title.Set(default(ReadOnlySpan<byte>));
        Progress = default;
        _colors.Reset();
        ProgramStatus.Clear();
        TouchAll();
    }

    /// <summary>DECSTR: modes and rendition as after the start; the picture and the cursor stay.</summary>
    private void SoftReset()
    {
        const ScreenModes reset = ScreenModes.Insert | ScreenModes.Origin | ScreenModes.ApplicationCursorKeys | ScreenModes.ApplicationKeypad
            | ScreenModes.SideMargins | ScreenModes.ReverseWrap | ScreenModes.KeyboardLock;
        const ScreenModes set = ScreenModes.AutoWrap | ScreenModes.CursorVisible;
        _modes = _modes & ~reset | set;
        _isGuarded = false;
        ResetMargins();
        SetPen(default);
        Saved = default;
        ResetCharsets();
    }

    private void ResetCharsets()
    {
        _charsets = 0;
        _activeSet = 0;
        _singleSet = -1;
        UpdatePlain();
    }
}
