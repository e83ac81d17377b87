using System.Text;

namespace PromptWatcher.Terminal;

/// <summary>Writes the cells of one row to where they belong on the receiving terminal, which shows blanks there.</summary>
internal ref struct DumpRow
{
    private readonly ScreenLine _line;
    private readonly int _columns;
    private readonly int _row;
    private readonly ushort _canvas;
    private readonly int _end;
    private readonly bool _isContinuation;
    private readonly Color _background;

    /// <param name="screen">The screen.</param>
    /// <param name="alternate">Which of its two.</param>
    /// <param name="source">The row on it; below 0 a scrolled-off line.</param>
    /// <param name="row">The row of the receiving terminal.</param>
    /// <param name="canvas">The style of the blanks that stand there.</param>
    /// <param name="isContinued">The row before goes on here: the first character is to be printed from its end.</param>
    /// <param name="goesOn">A wrapped row is to end so that the next character printed wraps it.</param>
    public DumpRow(Screen screen, bool alternate, int source, int row, ushort canvas, bool isContinued, bool goesOn)
    {
        _line = screen.LineOn(alternate, source);
        _columns = screen.Size.Columns;
        _row = row;
        _canvas = canvas;
        _background = screen.StyleOf(canvas).Background;
        IsContinued = _isContinuation = isContinued;
        GoesOn = goesOn && _line.IsWrapped;
        _end = GoesOn ? _columns : End(_line, _columns, canvas);

        if (GoesOn && HasUntouchedEnd && source + 1 < screen.Size.Rows && WrapsByItself(screen.LineOn(alternate, source + 1)))
            _end--;
    }

    /// <summary>The cursor still waits at the end of the row before.</summary>
    public bool IsContinued { get; set; }

    public bool GoesOn { get; }

    public readonly ShellMarks Marks => _line.Marks;

    public readonly LineSize Size => _line.Size;

    public readonly bool IsBlank => _end == 0 && !IsContinued;

    public readonly Color FirstBackground => _line.StyleAt(0).Background;

    private readonly bool HasUntouchedEnd => IsUntouched(_columns - 1);

    /// <summary>Whether erasing leaves cells that look so: nothing but a background.</summary>
    public static bool IsErasable(Style style) => style == new Style(default, style.Background, default, default);

    /// <summary>The column behind the last cell that differs from the blanks that stand there.</summary>
    public static int End(ScreenLine line, int columns, ushort canvas)
    {
        int end = canvas == 0 ? Math.Min(line.Used, columns) : columns;
        while (end > 0 && line[end - 1] == ' ' && line.StyleIdAt(end - 1) == canvas)
            end--;
        return end;
    }

    public readonly void Write(scoped ref DumpWriter writer)
    {
        for (int column = 0; column < Math.Max(_end, IsContinued ? 1 : 0);)
            column += WriteRun(ref writer, column, Math.Max(_end, 1));
        if (GoesOn && _end < _columns)
            writer.MoveTo(_row, _end);
    }

    /// <summary>Writes the first character alone.</summary>
    public readonly void WriteFirst(scoped ref DumpWriter writer) => WriteRun(ref writer, 0, 1);

    /// <summary>Prints what stands in a cell again.</summary>
    public readonly void WriteOne(scoped ref DumpWriter writer, int column)
    {
        if (_line[column] == Screen.WideTail)
            column--;
        WriteCharacters(ref writer, column, column + 1);
    }

    private readonly int WriteRun(scoped ref DumpWriter writer, int column, int end)
    {
        if (_line[column] != ' ')
            return WriteCharacters(ref writer, column, end);
        int count = _line.SameFrom(column, end);

        // The cells on which a wrap hangs are printed, whatever stands there; to xterm.js an erase from the first one ends the wrap.
        if (column == 0 && _isContinuation)
            count = 1;
        else if (GoesOn && column + count == _columns && count > 1)
            count--;
        WriteBlanks(ref writer, column, count);
        return count;
    }

    private readonly int WriteCharacters(scoped ref DumpWriter writer, int column, int end)
    {
        int width = _line[column + 1] == Screen.WideTail ? 2 : 1;
        int count = 1;
        if (_line[column] != Screen.ClusterCell)
        {
            while (column + count * width < end && IsSame(column, column + count * width, width))
                count++;
        }

        Span<byte> character = stackalloc byte[ClusterTable.MaxUtf8Length];
        int length = _line.Spell(column, character);
        writer.SetPen(_line.StyleAt(column));
        GoTo(ref writer, column);
        if (_line.IsJoined(column, width))
            WriteJoined(ref writer, column, character[..length], width);
        else
            writer.Print(character[..length], width, count);
        return width * count;
    }

    private readonly void WriteJoined(scoped ref DumpWriter writer, int column, scoped ReadOnlySpan<byte> cluster, int width)
    {
        int last = writer.LastFrom(column);
        bool startsWide = width == 1 && IsWide(cluster);
        if (width == 2 || !DumpWriter.Widens(cluster) && !(startsWide && column == last))
        {
            writer.PrintJoined(cluster, width);

            // A wide character that becomes narrow leaves a cell in its own look behind it, where the cursor stands now.
            if (!startsWide || !IsUntouched(column + 1))
                return;
            writer.SetBackground(_background);
            writer.Append("\e[X"u8);
            return;
        }

        // A single column takes no wide character, and the wrap into this row comes first.
        bool isLost = startsWide && last == 0;
        if (isLost || column == 0 && IsContinued)
            writer.PrintBlanks(1);
        if (isLost)
            return;
        writer.PrintNarrow(cluster, _row, column);
        int scratch = startsWide ? last - 1 : last;
        if (column < last)
            Blank(ref writer, Math.Max(scratch, column + 1), last);
        else if (startsWide && !IsSame(scratch, column, 1))
            WriteWaiting(ref writer, scratch);
    }

    /// <summary>Writes a cell again, and the cursor waits behind the last one as before.</summary>
    private readonly void WriteWaiting(scoped ref DumpWriter writer, int column)
    {
        Style style = _line.StyleAt(column);
        if (_line[column] == ' ' && IsErasable(style))
        {
            writer.SetBackground(style.Background);
            writer.EraseCells(_row, column, column);
            return;
        }

        Style look = writer.Look;
        writer.SaveCursor();
        WriteOne(ref writer, column);
        writer.RestoreWaiting(_row, _columns - 1, look);
    }

    /// <summary>Makes cells as blank as they were.</summary>
    private readonly void Blank(scoped ref DumpWriter writer, int first, int last)
    {
        writer.SetBackground(_background);
        writer.EraseCells(_row, first, last);
    }

    private static bool IsWide(scoped ReadOnlySpan<byte> cluster)
    {
        Rune.DecodeFromUtf8(cluster, out Rune first, out _);
        return CharacterWidth.Of(first.Value) == 2;
    }

    private readonly void WriteBlanks(scoped ref DumpWriter writer, int column, int count)
    {
        Style style = _line.StyleAt(column);
        bool hangsWrap = column == 0 && _isContinuation || GoesOn && column + count == _columns;
        if (!hangsWrap && IsUntouched(column))
        {
            // Worth a change of the pen only where what follows needs the same.
            if (writer.Look != style && (column + count >= _end || _line.StyleIdAt(column + count) != _canvas))
                return;
            if (writer.MoveLength(_row, column) + count >= writer.MoveLength(_row, column + count))
                return;
        }
        else if (!hangsWrap && column + count == _columns && IsErasable(style) && (count > 3 || writer.Look != style))
        {
            writer.SetBackground(style.Background);
            GoTo(ref writer, column);
            writer.Append("\e[K"u8);
            return;
        }

        writer.SetPen(style);
        GoTo(ref writer, column);
        writer.PrintBlanks(count);
    }

    /// <summary>Goes to a cell; to the first of a continued row only printing leads.</summary>
    public readonly void GoTo(scoped ref DumpWriter writer, int column)
    {
        if (column > 0 || !IsContinued)
            writer.MoveTo(_row, column);
    }

    /// <summary>
    /// A wide character that does not fit: a blank before it would be one too many after a change of width. One that is wide only as a
    /// cluster takes the free cell first, and leaves it blank in the default look.
    /// </summary>
    private readonly bool WrapsByItself(ScreenLine next) => next[1] == Screen.WideTail && (_canvas == 0 || !next.IsJoined(0, 2));

    private readonly bool IsUntouched(int column) => _line[column] == ' ' && _line.StyleIdAt(column) == _canvas;

    private readonly bool IsSame(int column, int other, int width) =>
        _line[other] == _line[column]
        && _line.StyleIdAt(other) == _line.StyleIdAt(column)
        && (_line[other + 1] == Screen.WideTail) == (width == 2);
}
