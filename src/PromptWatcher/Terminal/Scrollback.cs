namespace PromptWatcher.Terminal;

/// <summary>The lines that have left the screen, as bytes in pages: an ordinary line costs its characters and a dozen bytes more.</summary>
/// <remarks>The oldest line goes when there are too many; its page is then used again, so that a full scrollback allocates nothing.</remarks>
internal sealed class Scrollback(int maxLines)
{
    private const int FirstPageLength = 4_096, MaxPageLength = 32_768;

    private sealed class Page(int length)
    {
        public readonly byte[] Bytes = new byte[length];
        public int Used;
        public int Lines;
    }

    private readonly record struct Line(int Page, int Offset);

    private readonly List<Page> _pages = [];
    private Line[] _lines = [];
    private int _first;
    private int _firstPage;
    private readonly Stack<Page> _free = new();

    /// <summary>How many lines there are.</summary>
    public int Count { get; private set; }

    /// <summary>Keeps a copy of a row, and drops the oldest line when there are too many.</summary>
    public void Add(ScreenRow row)
    {
        if (Count == maxLines)
            DropFirst();
        Page page = PageFor(ScrollbackLine.MaxLength(row));
        if (Count == _lines.Length)
            Grow();
        _lines[Index(Count++)] = new Line(_firstPage + _pages.Count - 1, page.Used);
        page.Used += ScrollbackLine.Write(row, page.Bytes.AsSpan(page.Used));
        page.Lines++;
    }

    /// <summary>Puts a line (0 is the oldest) into a row.</summary>
    public void Read(int line, ScreenRow row) => ScrollbackLine.Read(Bytes(line), row);

    /// <summary>Takes back the youngest line.</summary>
    public void TakeLast(ScreenRow row)
    {
        Read(Count - 1, row);
        Line last = _lines[Index(--Count)];
        Page page = _pages[last.Page - _firstPage];
        page.Used = last.Offset;
        if (--page.Lines == 0)
            Free(_pages.Count - 1);
    }

    public void Clear()
    {
        Count = 0;
        _first = 0;
        while (_pages.Count > 0)
            Free(_pages.Count - 1);
    }

    /// <summary>Marks the styles that lines have.</summary>
    public void MarkStyles(Span<bool> isUsed)
    {
        for (int line = 0; line < Count; line++)
            ScrollbackLine.MarkStyles(Bytes(line), isUsed);
    }

    private ReadOnlySpan<byte> Bytes(int line)
    {
        Line place = _lines[Index(line)];
        return _pages[place.Page - _firstPage].Bytes.AsSpan(place.Offset);
    }

    private int Index(int line)
    {
        int index = _first + line;
        return index < _lines.Length ? index : index - _lines.Length;
    }

    private void DropFirst()
    {
        _first = Index(1);
        Count--;
        if (--_pages[0].Lines == 0)
        {
            Free(0);
            _firstPage++;
        }
    }

    private void Free(int index)
    {
        Page page = _pages[index];
        _pages.RemoveAt(index);
        page.Used = page.Lines = 0;
        _free.Push(page);
    }

    private Page PageFor(int length)
    {
        Page? last = _pages.Count > 0 ? _pages[^1] : null;
        if (last is not null && last.Bytes.Length - last.Used >= length)
            return last;
        if (!_free.TryPop(out Page? page) || page.Bytes.Length < length)
        {
            int usual = last is null ? FirstPageLength : Math.Min(2 * last.Bytes.Length, MaxPageLength);
            page = new Page(Math.Max(usual, length));
        }

        _pages.Add(page);
        return page;
    }

    private void Grow()
    {
        var lines = new Line[Math.Min(Math.Max(2 * _lines.Length, 64), maxLines)];
        for (int line = 0; line < Count; line++)
            lines[line] = _lines[Index(line)];
        (_lines, _first) = (lines, 0);
    }
}
