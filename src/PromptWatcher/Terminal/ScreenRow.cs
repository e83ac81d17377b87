using System.Text;

namespace PromptWatcher.Terminal;

/// <summary>One line of cells as a structure of arrays: a UTF-16 text plane, a style plane, and side values for clusters.</summary>
/// <remarks>Cells from <see cref="Used"/> on are blank in the default style and are written nowhere.</remarks>
internal sealed class ScreenRow(int columns)
{
    private char[] _text = new char[columns];
    private ushort[] _styles = new ushort[columns];
    private int[] _clusters = [];

    public int Used { get; private set; }

    public bool IsWrapped { get; set; }

    /// <summary>A shell's marks, which scroll with the row.</summary>
    public ShellMarks Marks { get; set; }

    public long Version { get; set; }

    public ReadOnlySpan<char> Text => _text.AsSpan(0, Used);

    public ReadOnlySpan<ushort> Styles => _styles.AsSpan(0, Used);

    public ushort StyleAt(int column) => column < Used ? _styles[column] : (ushort)0;

    /// <summary>What a cell shows, as a value for <see cref="ClusterTable"/>.</summary>
    public int ValueAt(int column) => _text[column] == Screen.ClusterCell ? _clusters[column] : _text[column];

    /// <summary>Writes ASCII up to the first byte that is none; returns how many cells were written.</summary>
    public int WriteAscii(int column, ReadOnlySpan<byte> text, ushort style)
    {
        Extend(column);
        SplitWide(column);
        Ascii.ToUtf16(text, _text.AsSpan(column), out int written);
        Cover(column, written, style);
        return written;
    }

    /// <summary>Writes one character of one or two cells.</summary>
    public void Write(int column, int codePoint, int width, ushort style)
    {
        Extend(column);
        SplitWide(column);
        if (codePoint <= char.MaxValue)
            _text[column] = (char)codePoint;
        else
            SetCluster(column, codePoint);
        Cover(column, width, style);
        if (width == 2)
            _text[column + 1] = Screen.WideTail;
    }

    /// <summary>Adds a mark to a cell that is in use.</summary>
    public void AddMark(int column, int mark, ClusterTable clusters) => SetCluster(column, clusters.Append(ValueAt(column), mark));

    /// <summary>Blanks the cells from <paramref name="start"/> up to <paramref name="end"/>.</summary>
    public void Erase(int start, int end, ushort style, int width)
    {
        if (style == 0)
            end = end >= width ? Math.Max(Used, start) : Math.Min(end, Used);
        if (start >= end)
            return;
        Extend(start);
        SplitWide(start);
        SplitWide(end);
        if (style == 0 && end >= Used)
        {
            Used = start;
            return;
        }

        _text.AsSpan(start, end - start).Fill(' ');
        _styles.AsSpan(start, end - start).Fill(style);
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
        }

        if (style != 0)
            Erase(width - count, width, style, width);
    }

    /// <summary>Makes the row blank.</summary>
    public void Clear(ushort style, int width)
    {
        Fit(width);
        Used = 0;
        IsWrapped = false;
        Marks = ShellMarks.None;
        Erase(0, width, style, width);
    }

    /// <summary>Writes one character everywhere, in the default style.</summary>
    public void Fill(char character, int width)
    {
        Clear(0, width);
        _text.AsSpan(0, width).Fill(character);
        _styles.AsSpan(0, width).Clear();
        Used = width;
    }

    /// <summary>Takes another width; what does not fit is lost.</summary>
    public void Fit(int width)
    {
        if (_text.Length < width)
        {
            Array.Resize(ref _text, width);
            Array.Resize(ref _styles, width);
            if (_clusters.Length > 0)
                Array.Resize(ref _clusters, width);
        }

        if (Used > width)
        {
            SplitWide(width);
            Used = width;
        }
    }

    private void SetCluster(int column, int value)
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
    }

    private void Cover(int column, int count, ushort style)
    {
        int end = column + count;
        if (end < Used && _text[end] == Screen.WideTail)
            _text[end] = ' ';
        _styles.AsSpan(column, count).Fill(style);
        Used = Math.Max(Used, end);
    }

    private void Extend(int column)
    {
        if (column <= Used)
            return;
        _text.AsSpan(Used, column - Used).Fill(' ');
        _styles.AsSpan(Used, column - Used).Clear();
        Used = column;
    }

    /// <summary>A wide character that an edit cuts in two becomes two blanks.</summary>
    private void SplitWide(int column)
    {
        if (column > 0 && column < Used && _text[column] == Screen.WideTail)
            _text[column - 1] = _text[column] = ' ';
    }

    private void Move(int from, int to, int count)
    {
        if (count == 0)
            return;
        _text.AsSpan(from, count).CopyTo(_text.AsSpan(to));
        _styles.AsSpan(from, count).CopyTo(_styles.AsSpan(to));
        if (_clusters.Length > 0)
            _clusters.AsSpan(from, count).CopyTo(_clusters.AsSpan(to));
    }
}
