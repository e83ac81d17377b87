namespace PromptWatcher.Terminal;

/// <summary>A place that a <see cref="Reflow"/> follows: it stays on its character.</summary>
/// <param name="Row">The row, from 0; below 0 in the scrollback.</param>
/// <param name="Column">The column, from 0.</param>
/// <param name="IsBehind">Behind the last column, where the next character wraps.</param>
internal record struct ReflowPoint(int Row, int Column, bool IsBehind);

/// <summary>Breaks the lines of a screen and its scrollback anew for another width.</summary>
/// <remarks>
/// A line is a row and the ones that it wraps into. All go one after another into a new scrollback, from which the screen then takes its
/// rows back. The row that stood on top stays on top, unless what follows needs more rows (the first ones go off, though never the
/// cursor's), or fewer, or the screen is higher: then older lines come back, as in xterm.js (xterm itself breaks no line anew).
/// </remarks>
internal sealed class Reflow
{
    private readonly ScreenBuffer _old;
    private readonly int _columns;
    private readonly Scrollback _lines;
    private readonly ScreenRow _row;
    private readonly ReflowPoint[] _points;
    private readonly ReflowPoint[] _places;
    private int _column;
    private int _count;

    private Reflow(ScreenBuffer old, int columns, int rows, ReadOnlySpan<ReflowPoint> points)
    {
        _old = old;
        _columns = columns;
        _row = new ScreenRow(columns);
        _lines = new Scrollback(old.Scrollback!.MaxLines + rows + old.Rows * (old.Columns / Math.Max(columns / 2, 1) + 2));

        // The last one is the row that stood on top.
        _points = [.. points, default];
        _places = new ReflowPoint[_points.Length];
    }

    /// <summary>Gives the screen's content in another size, and the points where they stand then.</summary>
    /// <param name="old">A screen with a scrollback.</param>
    /// <param name="columns">The new width.</param>
    /// <param name="rows">The new height.</param>
    /// <param name="points">The cursor first.</param>
    public static ScreenBuffer Run(ScreenBuffer old, int columns, int rows, Span<ReflowPoint> points)
    {
        var reflow = new Reflow(old, columns, rows, points);
        reflow.AddRows();
        int top = reflow.Top(reflow._places[^1].Row, reflow._places[0].Row, rows);
        for (int i = 0; i < points.Length; i++)
            points[i] = reflow._places[i] with { Row = reflow._places[i].Row - top };
        return reflow.Take(top, rows);
    }

    private int Top(int oldTop, int cursor, int rows)
    {
        int growth = rows - _old.Rows;
        int blank = Math.Max(_old.Rows - 1 - Math.Max(_old.LastUsed, _points[0].Row) + Math.Min(growth, 0), 0);
        int top = Math.Max(Math.Min(oldTop - Math.Max(growth, 0), _count + blank - rows), 0);
        if (_count - top > rows)
            top = Math.Min(_count - rows, cursor);
        return Math.Max(Math.Max(top, cursor - rows + 1), _count - _lines.Count);
    }

    private ScreenBuffer Take(int top, int rows)
    {
        var shown = new ScreenRow[rows];
        for (int row = Math.Max(_count - top, rows) - 1; row >= 0; row--)
        {
            var taken = new ScreenRow(_columns);
            if (row < _count - top)
                _lines.TakeLast(taken);
            if (row < rows)
                shown[row] = taken;
        }

        _lines.Limit(_old.Scrollback!.MaxLines);
        return new ScreenBuffer(_columns, shown, _lines);
    }

    private void AddRows()
    {
        int last = _old.LastUsed;
        foreach (ReflowPoint point in _points)
            last = Math.Max(last, point.Row);
        var scratch = new ScreenRow(_old.Columns);
        int hole = 0;
        bool isWrapped = false;
        for (int row = -_old.Scrollback!.Count; row <= last; row++)
        {
            ScreenRow source = row < 0 ? scratch : _old[row];
            if (row < 0)
                _old.Scrollback.Read(_old.Scrollback.Count + row, scratch);

            // A wide character leaves the last column free when it wraps: that cell is no part of the line.
            bool startsWide = source.Used > 1 && source.Text[1] == Screen.WideTail;
            if (isWrapped && !(hole == 1 && startsWide))
                _column = Math.Max(Math.Min(_column + hole, _row.ColumnsOf(_columns)), _column);
            Add(source, row);
            isWrapped = source.IsWrapped && row < last;
            hole = source.ColumnsOf(_old.Columns) - source.Used;
            if (!isWrapped)
                End();
        }
    }

    private void Add(ScreenRow source, int row)
    {
        _row.Marks |= source.Marks;
        if (source.Size != LineSize.Single)
            _row.Size = source.Size;

        // Blanks at the end of a line are cut where they would wrap: a coloured bar stays one row high.
        int length = source.IsWrapped ? source.Used : source.Text.TrimEnd(' ').Length;
        Follow(row, 0, int.MaxValue);
        for (int from = 0; from < length;)
        {
            int width = _row.ColumnsOf(_columns);
            if (_column >= width)
                Wrap();
            int count = Math.Min(length - from, width - _column);
            if (from + count < source.Used && source.Text[from + count] == Screen.WideTail)
                count--;
            if (count == 0)
            {
                // A single column has no room for a wide character.
                if (_column == 0)
                    from += 2;
                else
                    Wrap();
                continue;
            }

            Follow(row, from, from + count);
            _row.Copy(source, from, _column, count);
            _column += count;
            from += count;
        }

        Follow(row, length, int.MaxValue);
        _row.Copy(source, length, _column, Math.Min(source.Used - length, _row.ColumnsOf(_columns) - _column));
    }

    /// <summary>The cells of a row between two columns come to the current place.</summary>
    private void Follow(int row, int start, int end)
    {
        for (int i = 0; i < _points.Length; i++)
        {
            int column = _points[i].Column + (_points[i].IsBehind ? 1 : 0);
            if (_points[i].Row != row || column < start || column >= end)
                continue;
            int place = _column + column - start;
            int width = _row.ColumnsOf(_columns);
            _places[i] = new ReflowPoint(_count, Math.Min(place, width - 1), place == width && column == start);
        }
    }

    private void Wrap()
    {
        LineSize size = _row.Size;
        _row.IsWrapped = true;
        End();
        _row.Size = size;
    }

    private void End()
    {
        _lines.Add(_row);
        _row.Clear(0, _columns);
        _column = 0;
        _count++;
    }
}
