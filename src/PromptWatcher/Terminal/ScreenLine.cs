namespace PromptWatcher.Terminal;

/// <summary>A row or a scrolled-off line as its reader sees it: cells as far as anyone asks, blank where none was written.</summary>
internal readonly ref struct ScreenLine(Screen screen, ScreenRow? row)
{
    private readonly ReadOnlySpan<char> _text = row is null ? [] : row.Text;

    public int Used => _text.Length;

    public ShellMarks Marks => row?.Marks ?? ShellMarks.None;

    public LineSize Size => row?.Size ?? LineSize.Single;

    public bool IsWrapped => row is { IsWrapped: true };

    /// <summary>A character, <see cref="Screen.WideTail"/> or <see cref="Screen.ClusterCell"/>.</summary>
    public char this[int column] => column < _text.Length ? _text[column] : ' ';

    public ushort StyleIdAt(int column) => row?.StyleAt(column) ?? 0;

    public Style StyleAt(int column) => screen.StyleOf(StyleIdAt(column));

    /// <summary>What a cell shows, in UTF-8; returns its length, which is at most <see cref="ClusterTable.MaxUtf8Length"/>.</summary>
    public int Spell(int column, Span<byte> utf8) => screen.Clusters.Spell(column < _text.Length ? row!.ValueAt(column) : ' ', utf8);

    /// <summary>Whether a cell shows what is printed into so many only where clusters are joined.</summary>
    public bool IsJoined(int column, int width) => this[column] == Screen.ClusterCell && screen.Clusters.IsJoined(row!.ValueAt(column), width);

    /// <summary>How many cells show the same from here on, in the same look.</summary>
    public int SameFrom(int column, int end)
    {
        char character = this[column];
        ushort style = StyleIdAt(column);
        int next = column + 1;
        while (next < end && this[next] == character && StyleIdAt(next) == style)
            next++;
        return next - column;
    }
}
