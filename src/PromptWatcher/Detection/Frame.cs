using PromptWatcher.Terminal;

namespace PromptWatcher.Detection;

/// <summary>The screen as the detector reads it: text without frames, read again only where rows changed.</summary>
internal sealed class Frame(Screen screen, bool isTextOnly = false)
{
    /// <summary>Columns that text at the right edge may leave free.</summary>
    private const int RightMargin = 2;

    private const long Forgotten = -1;

    private FrameRow[] _rows = [];
    private readonly List<int> _changed = [];
    private readonly OptionLists _lists = new();
    private long _version = Forgotten;

    /// <summary>The rows of the screen.</summary>
    public int Count { get; private set; }

    /// <summary>The columns of the screen.</summary>
    public int Columns { get; private set; }

    /// <summary>The cursor's row.</summary>
    public int CursorRow { get; private set; }

    /// <summary>The cursor's column.</summary>
    public int CursorColumn { get; private set; }

    /// <summary>The program shows the cursor, or may do so.</summary>
    public bool IsCursorVisible { get; private set; }

    /// <summary>The program hides the cursor, or may do so.</summary>
    public bool IsCursorHidden => IsTextOnly || !IsCursorVisible;

    /// <summary>Nothing but the text is known: whether there is a cursor, and what is lit, must be told from the text.</summary>
    public bool IsTextOnly => isTextOnly;

    /// <summary>The alternate buffer is shown.</summary>
    public bool IsAlternate { get; private set; }

    /// <summary>The last row that is not blank, or -1.</summary>
    public int Last { get; private set; } = -1;

    /// <summary>The rows that the last <see cref="Read"/> found changed.</summary>
    public List<int> Changed => _changed;

    /// <summary>A list without entries, to be used until the next <see cref="Read"/>.</summary>
    public OptionList NewList(OptionForm form, int bottom = -1) => _lists.Take(form, bottom);

    /// <summary>Moves with every visible change.</summary>
    public long Version => _version;

    /// <summary>One row.</summary>
    public FrameRow this[int row] => _rows[row];

    /// <summary>The look of a character.</summary>
    public Style StyleAt(int row, int index) => screen.StyleAt(row, Math.Min(_rows[row].ColumnOf(index), Columns - 1));

    /// <summary>A character has its foreground and background swapped.</summary>
    public bool IsInverse(int row, int index) => StyleAt(row, index).Has(CellAttributes.Inverse);

    /// <summary>A character has another ground than one next to it.</summary>
    public bool IsLit(int row, int index, int beside) =>
        StyleAt(row, index).Background != StyleAt(row, beside).Background || IsInverse(row, index) != IsInverse(row, beside);

    /// <summary>How many cells of a row are inverse.</summary>
    public int CountInverse(int row)
    {
        int cells = 0;
        for (int column = 0; column < Columns; column++)
            cells += screen.StyleAt(row, column).Has(CellAttributes.Inverse) ? 1 : 0;
        return cells;
    }

    /// <summary>The row goes on in the next one.</summary>
    public bool IsWrapped(int row) => screen.IsRowWrapped(row);

    /// <summary>Whether a row exists and has text.</summary>
    public bool IsText(int row) => row >= 0 && row < Count && _rows[row].Kind == RowKind.Text;

    /// <summary>Has the next <see cref="Read"/> read every row anew.</summary>
    public void Forget() => _version = Forgotten;

    /// <summary>Reads the screen; false when nothing visible changed.</summary>
    public bool Read()
    {
        _changed.Clear();
        _lists.Clear();
        bool moved = CursorRow != screen.CursorRow || CursorColumn != screen.CursorColumn || IsCursorVisible != screen.IsCursorVisible;
        if (_version == screen.Version && !moved)
            return false;
        bool resized = Resize(screen.Size.Rows, screen.Size.Columns) || IsAlternate != screen.IsAlternate || _version == Forgotten;
        _version = screen.Version;
        CursorRow = Math.Clamp(screen.CursorRow, 0, Count - 1);
        CursorColumn = screen.CursorColumn;
        IsCursorVisible = screen.IsCursorVisible;
        IsAlternate = screen.IsAlternate;
        Last = -1;
        for (int row = 0; row < Count; row++)
        {
            long version = screen.RowVersion(row);
            if (resized || _rows[row].Version != version)
            {
                _rows[row].Read(screen, row, version);
                _changed.Add(row);
            }

            if (_rows[row].Kind != RowKind.Blank)
                Last = row;
        }

        if (isTextOnly)
            PlaceCursor();
        return true;
    }

    // Where a cursor would stand if the last line but hints waited for input: behind its text, or before what is set at the right edge.
    private void PlaceCursor()
    {
        IsCursorVisible = true;
        CursorRow = Math.Max(Last, 0);
        while (CursorRow > 0 && KeyHints.Read(_rows[CursorRow].Content) is not HintKeys.None && IsText(CursorRow - 1))
            CursorRow--;
        FrameRow line = _rows[CursorRow];
        int end = line.Length;
        int gap = line.Text.LastIndexOf("   ");
        if (gap > 0 && line.ColumnOf(end) >= Columns - RightMargin)
            end = line.Text[..gap].TrimEnd().Length;
        CursorColumn = line.ColumnOf(end) + 1;
    }

    private bool Resize(int rows, int columns)
    {
        if (rows == Count && columns == Columns)
            return false;
        if (_rows.Length < rows)
        {
            int have = _rows.Length;
            Array.Resize(ref _rows, rows);
            for (int i = have; i < rows; i++)
                _rows[i] = new FrameRow();
        }

        Count = rows;
        Columns = columns;
        return true;
    }
}
