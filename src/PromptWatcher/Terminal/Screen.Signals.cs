namespace PromptWatcher.Terminal;

public sealed partial class Screen
{
    /// <summary>Titles that are kept; one more pushes out the oldest.</summary>
    private const int MaxTitles = 10;

    private readonly BoundedText _title = new(MaxTitle);
    private readonly BoundedText[] _titles = [.. Enumerable.Range(0, MaxTitles).Select(static _ => new BoundedText(MaxTitle))];
    private int _titleCount;

    /// <summary>The window title that the program set last, without what nobody sees.</summary>
    public string Title => _title.ToString();

    /// <summary>The title as it came.</summary>
    internal ReadOnlySpan<byte> TitleUtf8 => _title.Utf8;

    /// <summary>How often the bell has rung.</summary>
    public int BellCount { get; private set; }

    private void PushTitle()
    {
        if (_titleCount == MaxTitles)
        {
            BoundedText oldest = _titles[0];
            Array.Copy(_titles, 1, _titles, 0, MaxTitles - 1);
            _titles[--_titleCount] = oldest;
        }

        _titles[_titleCount++].Set(_title);
    }

    private void PopTitle()
    {
        if (_titleCount > 0)
            _title.Set(_titles[--_titleCount]);
    }
}
