using PromptWatcher.Terminal;

namespace PromptWatcher.Detection;

/// <summary>One row of a frame: its text as a person sees it, without the sides of the frames around it.</summary>
internal sealed partial class FrameRow
{
    private char[] _text = [];
    private char[] _previous = [];
    private int[] _columns = [];
    private bool _isMapped;
    private int _look;

    /// <summary>The screen's version of the row when it was read; -1 before.</summary>
    public long Version { get; private set; } = -1;

    /// <summary>Length of the text.</summary>
    public int Length { get; private set; }

    /// <summary>Length of the text before the last change.</summary>
    public int PreviousLength { get; private set; }

    /// <summary>What the row consists of.</summary>
    public RowKind Kind { get; private set; }

    /// <summary>Index of the first character inside the frames.</summary>
    public int Start { get; private set; }

    /// <summary>Index behind the last character inside the frames.</summary>
    public int End { get; private set; }

    /// <summary>How many frame sides stand to the left of the content.</summary>
    public int Depth { get; private set; }

    /// <summary>A frame side closes the row on the right.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>The whole row.</summary>
    public ReadOnlySpan<char> Text => _text.AsSpan(0, Length);

    /// <summary>The whole row before the last change.</summary>
    public ReadOnlySpan<char> Previous => _previous.AsSpan(0, PreviousLength);

    /// <summary>The row without frames and without blanks at both ends.</summary>
    public ReadOnlySpan<char> Content => _text.AsSpan(Start, End - Start);

    /// <summary>The screen column of a character of <see cref="Text"/>.</summary>
    public int ColumnOf(int index) => !_isMapped ? index : index < Length ? _columns[index] : (Length == 0 ? index : _columns[Length - 1] + index - Length + 1);

    /// <summary>The index in <see cref="Text"/> of the character at or behind a screen column, at most <see cref="Length"/>.</summary>
    public int IndexOf(int column)
    {
        if (!_isMapped)
            return Math.Min(column, Length);
        int index = 0;
        while (index < Length && _columns[index] < column)
            index++;
        return index;
    }

    /// <summary>The first word of another row would not have fitted behind the text, up to a column.</summary>
    public bool HasNoRoomFor(FrameRow next, int right)
    {
        int word = next.Content.IndexOf(' ');
        return ColumnOf(End) + 1 + (word < 0 ? next.Content.Length : word) > right;
    }

    /// <summary>The last <see cref="Read"/> found other colours or attributes.</summary>
    public bool IsRestyled { get; private set; }

    /// <summary>Reads the row again.</summary>
    public void Read(Screen screen, int row, long version)
    {
        (_text, _previous) = (_previous, _text);
        PreviousLength = Length;
        Version = version;
        ReadOnlySpan<char> cells = screen.RowText(row);
        _isMapped = cells.IndexOfAny(Screen.WideTail, Screen.ClusterCell) >= 0;
        if (_isMapped)
            Map(screen, row, cells.Length);
        else
            Copy(cells);
        while (Length > 0 && IsBlank(_text[Length - 1]))
            Length--;
        int look = Look(screen, row, cells.Length);
        IsRestyled = look != _look;
        _look = look;
        Measure(screen.Size.Columns);
    }

    private static int Look(Screen screen, int row, int columns)
    {
        var hash = new HashCode();
        Style last = default;
        for (int column = 0; column < columns; column++)
        {
            Style style = screen.StyleAt(row, column);
            if (style != last)
                hash.Add(HashCode.Combine(column, style));
            last = style;
        }

        return hash.ToHashCode();
    }

    /// <summary>Part of the row as a string, with runs of blanks as they are.</summary>
    public string Slice(int start, int end) => end <= start ? "" : new string(_text, start, end - start).Trim();

    private void Copy(ReadOnlySpan<char> cells)
    {
        Reserve(cells.Length);
        cells.CopyTo(_text);
        Length = cells.Length;
    }

    // Cells and characters differ: a text element stands in one cell, with a second one behind it when it is wide.
    private void Map(Screen screen, int row, int cells)
    {
        Length = 0;
        Reserve(cells);
        for (int column = 0; column < cells; column++)
        {
            int length;
            while (!screen.TrySpell(row, column, _text.AsSpan(Length), out length))
                Reserve(2 * _text.Length);
            if (_columns.Length < _text.Length)
                Array.Resize(ref _columns, _text.Length);
            _columns.AsSpan(Length, length).Fill(column);
            Length += length;
        }
    }

    private void Reserve(int length)
    {
        if (_text.Length < length)
            Array.Resize(ref _text, length);
    }
}
