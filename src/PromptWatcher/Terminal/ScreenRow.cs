using System.Runtime.CompilerServices;

namespace PromptWatcher.Terminal;

/// <summary>One line of cells as a structure of arrays: a UTF-16 text plane, a style plane, and side values for clusters.</summary>
/// <remarks>
/// Cells from <see cref="Used"/> on are blank in the default style and are written nowhere. The style plane is only written while the
/// row has more than one style: most rows have one, and then a cell costs two bytes and a run one store of its style.
/// </remarks>
internal sealed partial class ScreenRow(int columns)
{
    private char[] _text = new char[columns];
    private ushort[] _styles = [];
    private int[] _clusters = [];
    private ushort _style;

    public int Used { get; private set; }

    public bool IsWrapped { get; set; }

    public LineSize Size { get; set; }

    /// <summary>How many of a screen's columns the row can show: half of them when its characters are larger.</summary>
    public int ColumnsOf(int columns) => Size == LineSize.Single ? columns : Math.Max(columns / 2, 1);

    /// <summary>A shell's marks, which scroll with the row.</summary>
    public ShellMarks Marks { get; set; }

    /// <summary>A wide character or a cluster may stand here, so an edit must look for halves.</summary>
    public bool HasWide { get; set; }

    /// <summary>All cells have one style.</summary>
    public bool IsUniform { get; private set; } = true;

    /// <summary>Cells may have side values.</summary>
    public bool HasClusters { get; private set; }

    public long Version { get; set; }

    public ReadOnlySpan<char> Text => _text.AsSpan(0, Used);

    public ushort StyleAt(int column) => column >= Used ? (ushort)0 : IsUniform ? _style : _styles[column];

    /// <summary>The styles of the cells, of a row that is not uniform.</summary>
    public ReadOnlySpan<ushort> Styles => _styles.AsSpan(0, Used);

    /// <summary>How many cells from a column on, up to <see cref="Used"/>, have the style that the first of them has.</summary>
    public int StyleRun(int column)
    {
        if (IsUniform)
            return Used - column;
        ReadOnlySpan<ushort> styles = _styles.AsSpan(column, Used - column);
        int length = styles.IndexOfAnyExcept(styles[0]);
        return length < 0 ? styles.Length : length;
    }

    /// <summary>What a cell shows, as a value for <see cref="ClusterTable"/>.</summary>
    public int ValueAt(int column) => _text[column] == Screen.ClusterCell ? _clusters[column] : _text[column];

    /// <summary>Writes ASCII up to the first byte that is none; returns how many cells were written.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int WriteAscii(int column, ReadOnlySpan<byte> text, ushort style)
    {
        if (column > Used || HasWide)
            Open(column, 0);
        int written = CellText.Widen(text, _text.AsSpan(column));
        if (HasWide)
        {
            Cover(column, written, style);
            return written;
        }

        int end = column + written;
        if (!IsUniform)
            CellText.Fill(_styles.AsSpan(column, written), style);
        else if (style != _style)
            SetStyle(column, end, style);
        if (end > Used)
            Used = end;
        return written;
    }

    /// <summary>Cells to be filled by the caller, who calls <see cref="Cover"/> for as many as it has written.</summary>
    public Span<char> Open(int column, int count)
    {
        if (column > Used)
            Extend(column);
        if (HasWide)
            SplitWide(column);
        return _text.AsSpan(column, count);
    }

    /// <summary>Ends a write to cells: gives them their style and mends a wide character that they cut.</summary>
    public void Cover(int column, int count, ushort style)
    {
        int end = column + count;
        if (HasWide && end < Used && _text[end] == Screen.WideTail)
            _text[end] = ' ';
        SetStyle(column, end, style);
        if (end > Used)
            Used = end;
    }

    /// <summary>Writes a narrow character many times.</summary>
    public void Fill(int column, int count, char character, ushort style)
    {
        Open(column, count).Fill(character);
        Cover(column, count, style);
    }

    /// <summary>Writes one character of one or two cells.</summary>
    public void Write(int column, int codePoint, int width, ushort style)
    {
        Open(column, width);
        SetValue(column, codePoint);
        Cover(column, width, style);
        if (width == 2)
            SetTail(column + 1);
    }

    /// <summary>Puts a code point, or the complement of a <see cref="ClusterTable"/> entry, into a cell.</summary>
    public void SetValue(int column, int value)
    {
        if (value is >= 0 and <= char.MaxValue)
        {
            _text[column] = (char)value;
            return;
        }

        if (_clusters.Length == 0)
            _clusters = new int[_text.Length];
        _text[column] = Screen.ClusterCell;
        _clusters[column] = value;
        HasClusters = true;
    }

    /// <summary>Makes a cell the right half of a wide character.</summary>
    public void SetTail(int column)
    {
        _text[column] = Screen.WideTail;
        HasWide = true;
    }

    /// <summary>Adds a mark to a cell that is in use.</summary>
    public void AddMark(int column, int mark, ClusterTable clusters) => SetValue(column, clusters.Append(ValueAt(column), mark));

    /// <summary>Marks the clusters that cells show.</summary>
    public void MarkClusters(ClusterTable clusters, Span<bool> isUsed)
    {
        for (int column = 0; HasClusters && column < Used; column++)
            clusters.Mark(ValueAt(column), isUsed);
    }

    /// <summary>Makes the right half of a wide character a blank cell; the character is a narrow one.</summary>
    public void Free(int column) => _text[column] = ' ';

    private void Truncate(int end)
    {
        if (end == 0)
        {
            Used = 0;
            _style = 0;
            IsUniform = true;
            HasWide = HasClusters = false;
        }
        else if (end < Used)
        {
            SplitWide(end);
            Used = end;
        }
    }

    private void SetStyle(int start, int end, ushort style)
    {
        if (IsUniform)
        {
            if (style == _style)
                return;
            if (start == 0 && end >= Used)
            {
                _style = style;
                return;
            }

            Mix();
        }

        CellText.Fill(_styles.AsSpan(start, end - start), style);
    }

    private void Mix()
    {
        if (_styles.Length == 0)
            _styles = new ushort[_text.Length];
        _styles.AsSpan(0, Used).Fill(_style);
        IsUniform = false;
    }

    private void Extend(int column)
    {
        if (column <= Used)
            return;
        _text.AsSpan(Used, column - Used).Fill(' ');
        SetStyle(Used, column, 0);
        Used = column;
    }

    /// <summary>A wide character that an edit cuts in two becomes two blanks.</summary>
    private void SplitWide(int column)
    {
        if (HasWide && column > 0 && column < Used && _text[column] == Screen.WideTail)
            _text[column - 1] = _text[column] = ' ';
    }
}
