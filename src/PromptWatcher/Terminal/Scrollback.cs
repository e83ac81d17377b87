namespace PromptWatcher.Terminal;

/// <summary>The lines that have left the screen, as bytes in pages: an ordinary line costs its characters and a dozen bytes more.</summary>
/// <remarks>The oldest line goes when there are too many; its page is then used again, so that a full scrollback allocates nothing.</remarks>
internal sealed class Scrollback(int maxLines)
{
    private const int FirstPageLength = 4_096, MaxPageLength = 32_768;

    /// <summary>Bytes of all pages: 64 MiB. Very wide lines of many colours get fewer than the lines that were asked for.</summary>
    public const int MaxBytes = 64 << 20;

    private readonly List<ScrollbackPage> _pages = [];
    private readonly Stack<ScrollbackPage> _free = new();
    private ScrollbackPage? _last;
    private int _bytes;

    /// <summary>How many lines there can be.</summary>
    public int MaxLines { get; private set; } = maxLines;

    /// <summary>How many lines there are.</summary>
    public int Count { get; private set; }

    /// <summary>Keeps a copy of a row, and drops the oldest line when there are too many.</summary>
    public void Add(ScreenRow row)
    {
        if (Count == MaxLines && !DropFirst())
            return;
        int length = ScrollbackLine.MaxLength(row);
        if (_last is null || !_last.HasRoom(length))
            _last = NewPage(length);
        _last.Add(row);
        Count++;
    }

    /// <summary>Puts a line (0 is the oldest) into a row.</summary>
    public void Read(int line, ScreenRow row)
    {
        int page = 0;
        for (; line >= _pages[page].Count; page++)
            line -= _pages[page].Count;
        ScrollbackLine.Read(_pages[page][line], row);
    }

    /// <summary>Takes back the youngest line.</summary>
    public void TakeLast(ScreenRow row)
    {
        ScrollbackLine.Read(_last![_last.Count - 1], row);
        Count--;
        if (_last.DropLast() == 0)
            Free(_pages.Count - 1);
    }

    /// <summary>Keeps no more than the last lines from now on.</summary>
    public void Limit(int lines)
    {
        MaxLines = lines;
        while (Count > lines)
            DropFirst();
        while (_free.TryPop(out ScrollbackPage? page))
            _bytes -= page.Length;
    }

    public void Clear()
    {
        Count = 0;
        while (_pages.Count > 0)
            Free(_pages.Count - 1);
    }

    /// <summary>Marks the styles that lines have.</summary>
    public void MarkStyles(Span<bool> isUsed)
    {
        foreach (ScrollbackPage page in _pages)
        {
            for (int line = 0; line < page.Count; line++)
                ScrollbackLine.MarkStyles(page[line], isUsed);
        }
    }

    /// <summary>Marks the clusters that lines show.</summary>
    public void MarkClusters(ClusterTable clusters, Span<bool> isUsed)
    {
        foreach (ScrollbackPage page in _pages)
        {
            for (int line = 0; line < page.Count; line++)
                ScrollbackLine.MarkClusters(page[line], clusters, isUsed);
        }
    }

    private bool DropFirst()
    {
        if (Count == 0)
            return false;
        Count--;
        if (_pages[0].DropFirst() == 0)
            Free(0);
        return true;
    }

    private void Free(int index)
    {
        ScrollbackPage page = _pages[index];
        _pages.RemoveAt(index);
        if (page == _last)
            _last = _pages.Count > 0 ? _pages[^1] : null;
        page.Clear();
        _free.Push(page);
    }

    private ScrollbackPage NewPage(int length)
    {
        while (_bytes + length > MaxBytes && _free.Count == 0 && DropFirst())
        {
        }

        if (_free.TryPop(out ScrollbackPage? page) && !page.HasRoom(length))
        {
            _bytes -= page.Length;
            page = null;
        }

        if (page is null)
        {
            int usual = _last is null ? FirstPageLength : Math.Min(2 * _last.Length, MaxPageLength);
            page = new ScrollbackPage(Math.Max(usual, length + sizeof(int)));
            _bytes += page.Length;
        }

        _pages.Add(page);
        return page;
    }
}
