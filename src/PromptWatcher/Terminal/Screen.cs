using System.Text;
using PromptWatcher.Environments;

namespace PromptWatcher.Terminal;

/// <summary>The screen that a person would see: fed with a program's output, it answers what stands where.</summary>
/// <remarks>
/// xterm is the arbiter of what a sequence does. Never throws on any byte and allocates nothing in steady state. Not thread-safe: a
/// session writes and reads it under its own lock.
/// </remarks>
public sealed partial class Screen
{
    /// <summary>Stands in <see cref="RowText"/> for the right half of a wide character. A lone surrogate never comes from valid text.</summary>
    public const char WideTail = '\uDC01';

    /// <summary>Stands in <see cref="RowText"/> for a character of more than one UTF-16 unit; <see cref="LineText"/> spells it.</summary>
    public const char ClusterCell = '\uDC00';

    private readonly VtParser _parser = new();
    private ScreenBuffer _primary;
    private readonly ScreenRow _scrollbackRow;
    private ScreenBuffer? _alternate;
    private ScreenBuffer _buffer;
    private int _columns;
    private int _rows;
    private long _version = 1;

    /// <summary>A blank screen.</summary>
    /// <param name="size">Columns and rows.</param>
    /// <param name="options">What it keeps; <see langword="null"/> for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">The size is outside the limits.</exception>
    public Screen(TerminalSize size, ScreenOptions? options = null)
    {
        size.Validated(nameof(size));
        options ??= new ScreenOptions();
        (_columns, _rows) = size;
        _initialModes = _modes = _savedModes = options.JoinsClusters ? ScreenModes.Initial | ScreenModes.GraphemeClusters : ScreenModes.Initial;
        TableCapacities tables = options.Tables;
        (_styles, Links, _clusters) = (new StyleTable(tables.Styles), new LinkTable(tables.Links, tables.LinkBytes), new ClusterTable(tables.Clusters));
        _styleSweep = _linkSweep = _clusterSweep = new TableSweep(tables.SweepDistance);
        _primary = new ScreenBuffer(_columns, _rows, new Scrollback(options.ScrollbackLines));
        _buffer = _primary;
        _scrollbackRow = new ScreenRow(_columns);
        (_bottom, _right) = (_rows - 1, _columns - 1);
        _tabStops = new bool[_columns];
        ResetTabStops(0);
    }

    /// <summary>Columns and rows.</summary>
    public TerminalSize Size => new(_columns, _rows);

    /// <summary>What the program asked of its terminal: bytes to type back.</summary>
    public TerminalReplies Replies { get; } = new();

    /// <summary>Grows with each change of what a person sees; it may grow where a write left the same picture.</summary>
    public long Version => _version;

    /// <summary>A number for what the row shows: as long as it is the same, so is the row. A row that scrolls takes its number along.</summary>
    public long RowVersion(int row) => Row(row).Version;

    /// <summary>Takes a program's output, cut anywhere.</summary>
    public void Write(ReadOnlySpan<byte> data)
    {
        (int row, int column, bool isVisible) = (_row, _column, IsCursorVisible);
        var handler = new Handler(this);
        _parser.Parse(data, ref handler);
        if (row != _row || column != _column || isVisible != IsCursorVisible)
            _version++;
    }

    /// <summary>The row's cells, one <see cref="char"/> each, up to the last one written. See <see cref="WideTail"/> and <see cref="ClusterCell"/>.</summary>
    public ReadOnlySpan<char> RowText(int row) => Row(row).Text;

    /// <summary>How many cells of the row have been written.</summary>
    public int RowLength(int row) => Row(row).Used;

    /// <summary>Whether the line goes on in the next row because it was too long.</summary>
    public bool IsRowWrapped(int row) => Row(row).IsWrapped;

    /// <summary>How a cell is drawn.</summary>
    public Style StyleAt(int row, int column)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(column);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(column, _columns);
        return _styles[Row(row).StyleAt(column)];
    }

    /// <summary>The row as a person sees it, without blanks at its end.</summary>
    public string LineText(int row) => Spell(Row(row));

    /// <summary>Writes a cell's text, which the right half of a wide character has none of; false when there is no room for it.</summary>
    internal bool TrySpell(int row, int column, Span<char> text, out int length)
    {
        ScreenRow cells = Row(row);
        char cell = cells.Text[column];
        length = cell == WideTail ? 0 : 1;
        if (cell == ClusterCell)
            return _clusters.TrySpell(cells.ValueAt(column), text, out length);
        if (length > text.Length)
            return false;
        if (length > 0)
            text[0] = cell;
        return true;
    }

    /// <summary>How many lines have scrolled off the primary screen and are still there.</summary>
    public int ScrollbackCount => _primary.Scrollback!.Count;

    /// <summary>The cells of a line that has scrolled off; 0 is the oldest. Valid until the next call.</summary>
    public ReadOnlySpan<char> ScrollbackText(int line) => ScrollbackRow(line).Text;

    /// <summary>A line that has scrolled off as a person sees it; 0 is the oldest.</summary>
    public string ScrollbackLineText(int line) => Spell(ScrollbackRow(line));

    private ScreenRow Row(int row)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(row);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(row, _rows);
        return _buffer[row];
    }

    private ScreenRow ScrollbackRow(int line)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(line);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(line, ScrollbackCount);
        _primary.Scrollback!.Read(line, _scrollbackRow);
        return _scrollbackRow;
    }

    private string Spell(ScreenRow row)
    {
        ReadOnlySpan<char> text = row.Text.TrimEnd(' ');
        if (!text.ContainsAny(WideTail, ClusterCell))
            return text.ToString();

        var spelled = new StringBuilder(text.Length + 16);
        for (int column = 0; column < text.Length; column++)
        {
            if (text[column] == ClusterCell)
                _clusters.AppendTo(spelled, row.ValueAt(column));
            else if (text[column] != WideTail)
                spelled.Append(text[column]);
        }

        return spelled.ToString();
    }

    private void Touch(ScreenRow row) => row.Version = ++_version;

    private void TouchRows(int first, int last)
    {
        for (int row = first; row <= last; row++)
            Touch(_buffer[row]);
    }

    /// <summary>Also the rows of the screen that is not shown now.</summary>
    private void TouchAll()
    {
        for (int row = 0; row < _rows; row++)
        {
            Touch(_primary[row]);
            if (_alternate is not null)
                Touch(_alternate[row]);
        }
    }
}
