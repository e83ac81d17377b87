using System.Runtime.CompilerServices;

namespace PromptWatcher.Terminal;

/// <summary>One line of cells as a structure of arrays: a UTF-16 text plane, a style plane, and side values for clusters.</summary>
/// <remarks>
/// Cells from <see cref="Used"/> on are blank in the default style and are written nowhere. The style plane is only written while the
/// row has more than one style: most rows have one, and then a cell costs two bytes and a run one store of its style.
/// </remarks>
internal sealed class ScreenRow(int columns)
{
    private char[] _text = new char[columns];
    private ushort[] _styles = [];
    private int[] _clusters = [];
    private ushort _style;

    public int Used { get; private set; }

    public bool IsWrapped { get; set; }

    public LineSize Size { get; set; }

    /// <summary>A shell's marks, which scroll with the row.</summary>
    public ShellMarks Marks { get; set; }

    /// <summary>A wide character or a cluster may stand here, so an edit must look for halves.</summary>
    public bool HasWide { get; set; }

    /// <summary>All cells have <see cref="FirstStyle"/>.</summary>
    public bool IsUniform { get; private set; } = true;

    /// <summary>Cells may have side values.</summary>
    public bool HasClusters { get; private set; }

    public long Version { get; set; }

    public ReadOnlySpan<char> Text => _text.AsSpan(0, Used);

    public ushort FirstStyle => IsUniform ? _style : _styles[0];

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

    /// <summary>Blanks the cells from <paramref name="start"/> up to <paramref name="end"/>.</summary>
    public void Erase(int start, int end, ushort style, int width)
    {
        if (style == 0)
        {
            if (end >= Used)
            {
                Truncate(start);
                return;
            }
        }
        else
        {
            Extend(start);
        }

        if (start >= end)
            return;
        SplitWide(start);
        SplitWide(end);
        _text.AsSpan(start, end - start).Fill(' ');
        SetStyle(start, end, style);
        Used = Math.Max(Used, end);
    }

    /// <summary>Makes room for blank cells; what passes <paramref name="width"/> is lost.</summary>
    public void Insert(int column, int count, ushort style, int width)
    {
        count = Math.Min(count, width - column);
        if (column < Used)
        {
            SplitWide(column);
            SplitWide(width - count);
            int moved = Math.Min(Used, width - count) - column;
            Extend(Math.Min(Used + count, width));
            Move(column, column + count, moved);
        }

        Erase(column, column + count, style, width);
    }

    /// <summary>Removes cells; blank ones come in at the end.</summary>
    public void Delete(int column, int count, ushort style, int width)
    {
        count = Math.Min(count, width - column);
        if (column < Used)
        {
            SplitWide(column);
            SplitWide(column + count);
            int kept = Math.Max(Used - column - count, 0);
            Move(column + count, column, kept);
            Used = column + kept;
            if (Used == 0)
                Truncate(0);
        }

        if (style != 0)
            Erase(width - count, width, style, width);
    }

    /// <summary>Takes over cells of a row, which may be this one; a wide character that an edge cuts in two becomes blank.</summary>
    public void Copy(ScreenRow source, int from, int to, int count)
    {
        if (count <= 0)
            return;
        int end = to + count;
        int taken = Math.Clamp(source.Used - from, 0, count);
        bool startsInWide = taken > 0 && source._text[from] == Screen.WideTail;
        bool endsInWide = from + taken < source.Used && source._text[from + taken] == Screen.WideTail;
        bool cutsBefore = to > 0 && to < Used && _text[to] == Screen.WideTail;
        bool cutsAfter = end < Used && _text[end] == Screen.WideTail;

        Extend(end);
        source._text.AsSpan(from, taken).CopyTo(_text.AsSpan(to));
        _text.AsSpan(to + taken, count - taken).Fill(' ');
        CopyStyles(source, from, to, taken);
        if (taken < count)
            SetStyle(to + taken, end, 0);
        if (source.HasClusters)
            CopyClusters(source, from, to, taken);
        HasWide |= source.HasWide;
        if (startsInWide)
            _text[to] = ' ';
        if (endsInWide)
            _text[to + taken - 1] = ' ';
        if (cutsBefore)
            _text[to - 1] = ' ';
        if (cutsAfter)
            _text[end] = ' ';
    }

    /// <summary>Whether the right half of a wide character stands in a cell.</summary>
    public bool IsTail(int column) => column < Used && _text[column] == Screen.WideTail;

    /// <summary>Gives cells another style and leaves what they show.</summary>
    public void Restyle(int start, int end, ushort style)
    {
        Extend(end);
        SetStyle(start, end, style);
    }

    /// <summary>Makes the row blank.</summary>
    public void Clear(ushort style, int width)
    {
        Truncate(0);
        IsWrapped = false;
        Size = LineSize.Single;
        Marks = ShellMarks.None;
        if (_text.Length < width)
            Fit(width);
        if (style != 0)
            Erase(0, width, style, width);
    }

    /// <summary>Writes one character everywhere, in the default style.</summary>
    public void Fill(char character, int width)
    {
        Clear(0, width);
        _text.AsSpan(0, width).Fill(character);
        Used = width;
    }

    /// <summary>Takes another width; what does not fit is lost.</summary>
    public void Fit(int width)
    {
        if (_text.Length < width)
        {
            Array.Resize(ref _text, width);
            if (_styles.Length > 0)
                Array.Resize(ref _styles, width);
            if (_clusters.Length > 0)
                Array.Resize(ref _clusters, width);
        }

        if (Used > width)
        {
            SplitWide(width);
            Truncate(width);
        }
    }

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

    private void CopyStyles(ScreenRow source, int from, int to, int count)
    {
        if (source.IsUniform)
        {
            SetStyle(to, to + count, source._style);
            return;
        }

        if (IsUniform)
            Mix();
        source._styles.AsSpan(from, count).CopyTo(_styles.AsSpan(to));
    }

    private void CopyClusters(ScreenRow source, int from, int to, int count)
    {
        if (_clusters.Length == 0)
            _clusters = new int[_text.Length];
        source._clusters.AsSpan(from, count).CopyTo(_clusters.AsSpan(to));
        HasClusters = true;
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

    private void Move(int from, int to, int count)
    {
        if (count == 0)
            return;
        _text.AsSpan(from, count).CopyTo(_text.AsSpan(to));
        if (!IsUniform)
            _styles.AsSpan(from, count).CopyTo(_styles.AsSpan(to));
        if (HasClusters)
            _clusters.AsSpan(from, count).CopyTo(_clusters.AsSpan(to));
    }
}
