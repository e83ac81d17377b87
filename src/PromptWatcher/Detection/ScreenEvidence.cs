using System.Runtime.InteropServices;
using PromptWatcher.Environments;
using PromptWatcher.Terminal;

namespace PromptWatcher.Detection;

/// <summary>What one frame proves, without regard to time.</summary>
internal sealed class ScreenEvidence(Screen screen, Frame frame, RuleSet rules)
{
    /// <summary>Lines above an input box, and last lines of a screen without one, in which programs say what they do.</summary>
    private const int StatusRows = 3;

    private const int LongestTaskList = 14;

    private readonly PromptReader _prompts = new(screen, frame, rules);
    private readonly List<int> _status = [];
    private string _anchor = "";
    private bool _isAnchorQuestion;
    private PromptDraft? _anchorDraft;

    /// <summary>The line in which the cursor stands.</summary>
    public CursorLine Line { get; } = new();

    /// <summary>What it asks, or null.</summary>
    public PromptDraft? Draft { get; private set; }

    /// <summary>The program's own input box, or null.</summary>
    public InputBox? Box { get; private set; }

    /// <summary>The first line in the input box.</summary>
    public string BoxText => Box is { } box && box.Start < frame[box.Row].End ? frame[box.Row].Slice(box.Start, frame[box.Row].End) : "";

    /// <summary>What shows that it is ready.</summary>
    public IdleProof Idle { get; private set; }

    /// <summary>A line says that work goes on.</summary>
    public bool IsBusy { get; private set; }

    /// <summary>That line stands below the input box, where a program prints no text of others.</summary>
    public bool IsBusyBelow { get; private set; }

    /// <summary>The text in the input box is a command to the program itself, as in <c>/model</c>.</summary>
    public bool IsCommand { get; private set; }

    /// <summary>What the title says, or null.</summary>
    public Activity? Title { get; private set; }

    /// <summary>The program reports progress (OSC 9;4).</summary>
    public bool IsProgressing { get; private set; }

    /// <summary>Enter was typed: what stood at the cursor is answered.</summary>
    public void ForgetLine() => _anchor = "";

    /// <summary>Reads the frame.</summary>
    public void Read(TerminalModes? modes)
    {
        IsBusy = IsCommand = false;
        Idle = IdleProof.None;
        Box = null;
        Draft = _prompts.FromFilter();
        if (Draft is not null)
            return;
        Line.Read(frame);
        Box = InputBoxFinder.Find(frame);
        if (Box is { } left && frame.IsTextOnly && Line.Row > left.Bottom && (ShellPrompt.IsLine(Line.Before) || ShellPrompt.IsCommandLine(Line.Before)))
            Box = null;
        if (Box is { IsFramed: true } framed && _prompts.FromField(framed) is { } boxed)
        {
            Draft = boxed;
            Box = null;
            return;
        }

        if (Box is null && frame.IsTextOnly && ShellPrompt.IsLine(Line.Before))
        {
            Idle = IdleProof.Shell;
        }
        else if (Box is { IsFramed: false } bare && _prompts.FromBarePrompt(bare) is { } answered)
        {
            Draft = answered;
            Box = null;
            SetAnchor();
        }
        else if (Box is { } box)
        {
            Idle = IdleProof.InputBox;
            ReadOnlySpan<char> typed = frame[box.Row].Text[Math.Min(box.Start, frame[box.Row].End)..frame[box.Row].End].TrimStart();
            IsCommand = typed.Length > 0 && typed[0] is '/' or '@' or '!' or '?';
        }
        else if (!ReadAnchor())
        {
            Draft = _prompts.Read(Line, modes, Title == Activity.Awaiting);
            if (Draft is { IsLine: true } && frame.IsTextOnly && frame.CursorRow < frame.Last && IsBusyIn([frame.Last]))
                Draft = null;
            if (Draft is { IsLine: true, IsCertain: false } && ShellPrompt.IsCommandLine(Line.Before))
                Draft = null;
            Idle = Draft is null ? ReadIdle() : IdleProof.None;
            SetAnchor();
        }

        if (Draft is null)
            ReadStatus();
    }

    /// <summary>Reads what the program reports beside its screen.</summary>
    public void ReadSignals(bool isTitleNew)
    {
        IsProgressing = screen.Progress.Kind is ProgressKind.Normal or ProgressKind.Indeterminate;
        if (!isTitleNew)
            return;
        string title = screen.Title;
        var lines = new LineSource(title);
        Title = title.Length == 0 ? null
            : rules.Find(Activity.Awaiting, RuleRegion.Title, lines) is not null ? Activity.Awaiting
            : rules.Find(Activity.Working, RuleRegion.Title, lines) is not null ? Activity.Working
            : rules.Find(Activity.Idle, RuleRegion.Title, lines) is not null ? Activity.Idle
            : null;
    }

    // While a person types behind a prompt or a question, the line still begins with it.
    private bool ReadAnchor()
    {
        if (_anchor.Length == 0 || !frame.IsCursorVisible || Line.Before.Length <= _anchor.Length || !Line.Before.StartsWith(_anchor))
            return false;
        if (_isAnchorQuestion)
            Draft = _anchorDraft;
        else
            Idle = IdleProof.Shell;
        return true;
    }

    private void SetAnchor()
    {
        _isAnchorQuestion = Draft is { IsLine: true };
        _anchorDraft = _isAnchorQuestion ? Draft : null;
        bool isKept = frame.IsCursorVisible && (_isAnchorQuestion || (Idle == IdleProof.Shell && Line.IsAtEnd));
        if (!isKept)
            _anchor = "";
        else if (!Line.Before.SequenceEqual(_anchor))
            _anchor = Line.Before.ToString();
    }

    private IdleProof ReadIdle()
    {
        if (!frame.IsCursorVisible || frame.IsTextOnly)
            return IdleProof.None;
        ShellMark mark = screen.LastShellMark;
        if (mark.Kind == ShellMarkKind.CommandStart && frame.CursorRow >= mark.Row)
            return IdleProof.Shell;
        if (Line.IsAtEnd && (ShellPrompt.IsAt(Line.Before) || ShellPrompt.IsCommandLine(Line.Before)))
            return IdleProof.Shell;
        if (frame.IsAlternate)
            return IdleProof.FullScreen;
        return screen.IsBracketedPaste && frame.CursorRow >= frame.Last ? IdleProof.LineEditor : IdleProof.None;
    }

    private void ReadStatus()
    {
        _status.Clear();
        int above = Box?.Top ?? frame.Last + 1;
        for (int row = above - 1, rows = 0; row >= 0 && rows < StatusRows; row--)
        {
            if (frame[row].Kind != RowKind.Text)
                continue;
            _status.Add(row);
            rows++;
        }

        AddHeading();
        IsBusyBelow = false;
        if (Idle == IdleProof.Shell)
            return;
        IsBusy = IsBusyIn(_status);
        if (Box is null)
            return;
        _status.Clear();
        for (int row = Box.Value.Bottom + 1; row <= frame.Last; row++)
        {
            if (frame[row].Kind == RowKind.Text)
                _status.Add(row);
        }

        ReadOnlySpan<char> inside = frame[Box.Value.Row].Content;
        int gap = inside.LastIndexOf("   ");
        IsBusyBelow = IsBusyIn(_status) || (gap > 0 && rules.Find(Activity.Working, RuleRegion.Status, new LineSource(inside[gap..].TrimStart())) is not null);
        IsBusy |= IsBusyBelow;
    }

    // A list of tasks may stand between the line that says what goes on and the input box.
    private void AddHeading()
    {
        if (Box is null || _status.Count == 0)
            return;
        int row = _status[0], first = row;
        while (row > 0 && first - row < LongestTaskList && frame[row - 1].Kind == RowKind.Text)
            row--;
        if (!_status.Contains(row))
            _status.Add(row);
    }

    private bool IsBusyIn(List<int> rows) =>
        rules.Find(Activity.Working, RuleRegion.Status, new LineSource(frame, CollectionsMarshal.AsSpan(rows))) is not null;
}
