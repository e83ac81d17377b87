using System.Runtime.InteropServices;
using PromptWatcher.Environments;
using PromptWatcher.Terminal;

namespace PromptWatcher.Detection;

/// <summary>What one frame proves, without regard to time.</summary>
internal sealed class ScreenEvidence(Screen screen, Frame frame, RuleSet rules, SignalEvidence signals)
{
    /// <summary>Lines above an input box, and last lines of a screen without one, in which programs say what they do.</summary>
    private const int StatusRows = 3;

    private const int LongestTaskList = 14;

    private readonly PromptReader _prompts = new(frame, rules, new PromptDrafter(screen, frame, rules));
    private readonly List<int> _above = [];
    private readonly List<int> _below = [];
    private string _anchor = "";
    private bool _isAnchorQuestion;
    private PromptDraft? _anchorDraft;
    private AgentConditions _conditions;
    private ProgramStatusRecord? _reportedStatus;
    private PromptDraft? _reported;

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

    /// <summary>The row above the input box in which it stands, or -1.</summary>
    public int BusyRow { get; private set; } = -1;

    /// <summary>The text in the input box is a command to the program itself, as in <c>/model</c>.</summary>
    public bool IsCommand { get; private set; }

    /// <summary>What the program says it asks (OSC 7501) where its screen shows neither a question nor a prompt of its own; null otherwise.</summary>
    public PromptDraft? Reported =>
        Draft is null && Box is null && Idle == IdleProof.None && signals.Status is { State: ProgramState.Blocked } status ? Report(status) : null;

    /// <summary>What holds beside the state.</summary>
    public AgentConditions Conditions => signals.Conditions | _conditions;

    /// <summary>The lines that a rule looks at, for <see cref="Explainer"/>.</summary>
    public IEnumerable<string> Lines(RuleRegion region) => region switch
    {
        RuleRegion.Status => _above.Concat(_below).Select(row => frame[row].Content.ToString()),
        RuleRegion.CursorLine => [Line.Before.Trim().ToString()],
        RuleRegion.LastLine => frame.IsText(frame.Last) ? [frame[frame.Last].Content.ToString()] : [],
        RuleRegion.Question => Draft is null ? [] : [Draft.Question],
        RuleRegion.Options or RuleRegion.FieldOption => Draft is null ? [] : Draft.Options.Select(static option => option.Label),
        _ => [],
    };

    /// <summary>What speaks for a list that is no question.</summary>
    public string DescribeList(TerminalModes? modes, TimeSpan now) => _prompts.DescribeList(modes, signals.CallsForPerson(now));

    /// <summary>Enter was typed: what stood at the cursor is answered.</summary>
    public void ForgetLine() => _anchor = "";

    /// <summary>Reads the frame.</summary>
    public void Read(TerminalModes? modes, TimeSpan now)
    {
        IsBusy = IsCommand = false;
        Idle = IdleProof.None;
        Box = null;
        Draft = _prompts.FromFilter() ?? _prompts.FromDialog();
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
            Draft = _prompts.Read(Line, modes, signals.CallsForPerson(now));
            if (Draft is { IsLine: true } && frame.IsTextOnly && frame.CursorRow < frame.Last && IsBusyRow(frame.Last))
                Draft = null;
            if (Draft is { IsLine: true, IsCertain: false } && ShellPrompt.IsCommandLine(Line.Before))
                Draft = null;
            Idle = Draft is null ? ReadIdle() : IdleProof.None;
            SetAnchor();
        }

        if (Draft is null)
            ReadStatus();
    }

    private PromptDraft Report(ProgramStatusRecord status)
    {
        if (ReferenceEquals(status, _reportedStatus))
            return _reported!;
        _reportedStatus = status;
        PromptKind kind = status.BlockedKind == BlockedKind.Permission ? PromptKind.Permission : PromptKind.Text;
        return _reported = new PromptDraft(kind, status.Message ?? status.Title ?? status.App ?? "", [], false, false, 0, frame.Last) { Structure = "report" };
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
            return IsBelowOutput ? IdleProof.None : IdleProof.FullScreen;
        return screen.IsBracketedPaste && frame.CursorRow >= frame.Last ? IdleProof.LineEditor : IdleProof.None;
    }

    // A multiplexer is a full screen with a shell in it: where the cursor comes behind all text, a command may have begun to print.
    private bool IsBelowOutput => Line.IsAboveBar || (Line.IsLast && frame.CursorColumn == 0);

    private void ReadStatus()
    {
        IsBusyBelow = false;
        ReadStatusRows();
        _conditions = Idle == IdleProof.Shell ? AgentConditions.None : ConditionsIn(_above) | ConditionsIn(_below);
        if (Idle == IdleProof.Shell)
            return;
        IsBusyBelow = Holds(Activity.Working, _below);
        IsBusy = IsBusyBelow || Holds(Activity.Working, _above);
        BusyRow = IsBusy ? FindBusyRow() : -1;
        if (Idle == IdleProof.None && (Holds(Activity.Idle, _above) || Holds(Activity.Idle, _below)))
            Idle = IdleProof.Rule;
    }

    private void ReadStatusRows()
    {
        _above.Clear();
        _below.Clear();
        int above = Box?.Top ?? frame.Last + 1;
        for (int row = above - 1; row >= 0 && _above.Count < StatusRows; row--)
        {
            if (frame[row].Kind == RowKind.Text && !StatusLine.IsLegend(frame[row].Content))
                _above.Add(row);
        }

        if (Box is not { } box)
            return;
        AddHeading();
        for (int row = box.Bottom + 1; row <= frame.Last; row++)
        {
            if (frame[row].Kind == RowKind.Text)
                _below.Add(row);
        }
    }

    // A list of tasks may stand between the line that says what goes on and the input box.
    private void AddHeading()
    {
        if (_above.Count == 0)
            return;
        int row = _above[0], first = row;
        while (row > 0 && first - row < LongestTaskList && frame[row - 1].Kind == RowKind.Text)
            row--;
        if (!_above.Contains(row))
            _above.Add(row);
    }

    private AgentConditions ConditionsIn(List<int> rows) => rules.Conditions(RuleRegion.Status, new LineSource(frame, CollectionsMarshal.AsSpan(rows)));

    private int FindBusyRow()
    {
        foreach (int row in _above)
        {
            if (IsBusyRow(row))
                return row;
        }

        return -1;
    }

    private bool IsBusyRow(int row) => rules.Find(Activity.Working, RuleRegion.Status, new LineSource(frame[row].Content)) is not null;

    private bool Holds(Activity state, List<int> rows) =>
        rules.Find(state, RuleRegion.Status, new LineSource(frame, CollectionsMarshal.AsSpan(rows))) is not null
        || (ReferenceEquals(rows, _below) && Box is { } box && rules.Find(state, RuleRegion.Status, new LineSource(InsideRight(box))) is not null);

    // What stands at the right edge of the input box is the program's, not the person's.
    private ReadOnlySpan<char> InsideRight(InputBox box)
    {
        ReadOnlySpan<char> inside = frame[box.Row].Content;
        int gap = inside.LastIndexOf("   ");
        return gap > 0 ? inside[gap..].TrimStart() : default;
    }
}
