namespace PromptWatcher.Terminal;

public sealed partial class Screen
{
    private const int MaxTitles = 8;

    private readonly BoundedText _title = new();
    private readonly BoundedText[] _titles = [.. Enumerable.Range(0, MaxTitles).Select(static _ => new BoundedText())];
    private readonly BoundedText _notification = new();
    private int _titleCount;
    private ShellMarkKind _markKind;
    private long _markLine;
    private int _markColumn;
    private int? _markExitCode;

    /// <summary>The window title that the program set last, without control characters.</summary>
    public string Title => _title.ToString();

    /// <summary>The program's last progress report.</summary>
    public ProgressState Progress { get; private set; }

    /// <summary>The text of the program's last notification (OSC 9, 99 or 777), without control characters; null before the first.</summary>
    public string? Notification => NotificationCount == 0 ? null : _notification.ToString();

    /// <summary>How many notifications have come.</summary>
    public int NotificationCount { get; private set; }

    /// <summary>How often the bell has rung.</summary>
    public int BellCount { get; private set; }

    /// <summary>The last mark of a shell's prompt and command (OSC 133 or 633).</summary>
    public ShellMark LastShellMark =>
        new(_markKind, (int)Math.Clamp(_markLine - _scrolled, int.MinValue, int.MaxValue), _markColumn, _markExitCode);

    private void PushTitle()
    {
        if (_titleCount < MaxTitles)
            _titles[_titleCount++].Set(_title);
    }

    private void PopTitle()
    {
        if (_titleCount > 0)
            _title.Set(_titles[--_titleCount]);
    }
}
