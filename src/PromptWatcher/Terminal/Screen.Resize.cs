using PromptWatcher.Environments;

namespace PromptWatcher.Terminal;

public sealed partial class Screen
{
    /// <summary>
    /// Takes another size. On the primary screen lines are broken anew for another width, and the limit of the scrollback counts them as they
    /// then are; on the alternate one rows are cut on the right.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The size is outside the limits.</exception>
    public void Resize(TerminalSize size)
    {
        size.Validated(nameof(size));
        if (size == Size)
            return;

        bool isAlternate = IsAlternate;
        var cursor = new ReflowPoint(_row, _column, _isWrapPending);
        Span<ReflowPoint> points = [isAlternate ? _hiddenCursor : cursor, PointOf(_savedPrimary), PointOfMark()];
        bool isMarkThere = points[2].Row >= -ScrollbackCount;
        if (size.Columns == _columns)
            ChangeHeight(size.Rows, points);
        else
            _primary = Reflow.Run(_primary, size.Columns, size.Rows, points);

        ReflowPoint alternateCursor = isAlternate ? cursor : PointOf(_savedAlternate);
        int shift = Math.Max(0, alternateCursor.Row + 1 - size.Rows);
        _alternate?.Resize(size.Columns, size.Rows, shift);
        _buffer = isAlternate ? _alternate! : _primary;

        int previousColumns = _columns;
        (_columns, _rows) = size;
        Array.Resize(ref _tabStops, _columns);
        ResetTabStops(Math.Min(previousColumns, _columns));
        ResetMargins();
        PlaceCursor(isAlternate ? alternateCursor with { Row = alternateCursor.Row - shift } : points[0]);
        _hiddenCursor = points[0];
        _savedPrimary = Moved(_savedPrimary, points[1]);
        _savedAlternate = Moved(_savedAlternate, PointOf(_savedAlternate) with { Row = _savedAlternate.Row - shift });
        if (isMarkThere)
            (_markLine, _markColumn) = (_scrolled + points[2].Row, points[2].Column);
        EndCutLine(_primary);
        EndCutLine(_alternate);
        FindLineSizes();
        TouchAll();
    }

    private static ReflowPoint PointOf(SavedCursor saved) => new(saved.Row, saved.Column, saved.IsWrapPending);

    private SavedCursor Moved(SavedCursor saved, ReflowPoint place) => saved with
    {
        Row = Math.Clamp(place.Row, 0, _rows - 1), Column = Math.Min(place.Column + (HasRoom(place) ? 1 : 0), _columns - 1), IsWrapPending = place.IsBehind && !HasRoom(place),
    };

    private ReflowPoint PointOfMark() => new((int)Math.Clamp(_markLine - _scrolled, int.MinValue, _rows - 1), _markColumn, false);

    /// <summary>Rows go off the top, or come back, so that the cursor stays; what then stands below the bottom is lost, as in xterm.js.</summary>
    private void ChangeHeight(int rows, Span<ReflowPoint> points)
    {
        int shift = rows > _rows
            ? -Math.Min(rows - _rows, ScrollbackCount)
            : Math.Clamp(Math.Max(_primary.LastUsed, points[0].Row) + 1 - rows, 0, points[0].Row);
        _primary.Resize(_columns, rows, shift);
        foreach (ref ReflowPoint point in points)
            point.Row -= shift;
    }

    /// <summary>A cursor that waited behind the last column has a place of its own where the row is longer now.</summary>
    private void PlaceCursor(ReflowPoint place)
    {
        MoveTo(place.Row, place.Column + (HasRoom(place) ? 1 : 0));
        _isWrapPending = place.IsBehind && !HasRoom(place);
    }

    private bool HasRoom(ReflowPoint place) => place.IsBehind && place.Column + 1 < _columns;

    /// <summary>What the last row went on in is no longer there.</summary>
    private void EndCutLine(ScreenBuffer? buffer)
    {
        if (buffer is not null)
            buffer[_rows - 1].IsWrapped = false;
    }

    /// <summary>Lines of double size may have come back, which there are none of while margins may be set at the sides.</summary>
    private void FindLineSizes()
    {
        for (int row = 0; row < _rows && !_hasLineSizes; row++)
            _hasLineSizes = _primary[row].Size != LineSize.Single;
        if (Has(ScreenModes.SideMargins))
            ResetLineSizes();
        UpdatePlain();
    }
}
