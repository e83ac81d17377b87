namespace PromptWatcher.Detection;

/// <summary>The lines of a region: rows of a frame, or text that is already at hand.</summary>
internal readonly ref struct LineSource
{
    private readonly Frame? _frame;
    private readonly ReadOnlySpan<int> _rows;
    private readonly ReadOnlySpan<char> _text;
    private readonly IReadOnlyList<PromptOption>? _options;
    private readonly string[]? _lines;

    /// <summary>Rows of a frame.</summary>
    public LineSource(Frame frame, ReadOnlySpan<int> rows)
    {
        _frame = frame;
        _rows = rows;
    }

    /// <summary>One line.</summary>
    public LineSource(ReadOnlySpan<char> text) => _text = text;

    /// <summary>The labels of options.</summary>
    public LineSource(IReadOnlyList<PromptOption> options) => _options = options;

    /// <summary>Lines.</summary>
    public LineSource(string[] lines) => _lines = lines;

    /// <summary>Some line contains the text; case does not matter.</summary>
    public bool Contain(string text)
    {
        for (int i = 0; i < Count; i++)
        {
            if (Line(i).Contains(text, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }

    /// <summary>Some line matches.</summary>
    public bool Match(Pattern pattern)
    {
        for (int i = 0; i < Count; i++)
        {
            if (pattern.IsMatch(Line(i)))
                return true;
        }

        return false;
    }

    private int Count => _frame is not null ? _rows.Length : _options?.Count ?? _lines?.Length ?? 1;

    private ReadOnlySpan<char> Line(int index) => _frame is not null ? _frame[_rows[index]].Content : _options is not null ? _options[index].Label : _lines is not null ? _lines[index] : _text;
}
