using PromptWatcher.Environments;
using PromptWatcher.Terminal;

namespace PromptWatcher.Detection;

/// <summary>What one frame proves, without regard to time.</summary>
internal sealed class ScreenEvidence(Screen screen, Frame frame, RuleSet rules, SignalEvidence signals)
{
    private readonly PromptReader _prompts = new(frame, rules, new PromptDrafter(screen, frame, rules));
    private readonly LineAnchor _anchor = new(screen, frame);
    private ProgramStatusRecord? _reportedStatus;
    private PromptDraft? _reported;

    // A multiplexer: its bar is there whatever runs in it.
    private bool _hasShell;

    /// <summary>The line in which the cursor stands.</summary>
    public CursorLine Line { get; } = new();

    /// <summary>What it asks, or null.</summary>
    public PromptDraft? Draft { get; private set; }

    /// <summary>The program's own input box, or null.</summary>
    public InputBox? Box { get; private set; }

    /// <summary>The first line in the input box.</summary>
    public ReadOnlySpan<char> BoxText => Box is { } box && box.Start < frame[box.Row].End ? frame[box.Row].Text[box.Start..frame[box.Row].End].Trim() : "";

    /// <summary>What shows that it is ready.</summary>
    public IdleProof Idle { get; private set; }

    /// <summary>What the program says of itself around its input box.</summary>
    public StatusReader Status { get; } = new(frame, rules);

    /// <summary>The text in the input box is a command to the program itself, as in <c>/model</c>.</summary>
    public bool IsCommand { get; private set; }

    /// <summary>What the program says it asks (OSC 7501) where its screen shows neither a question nor a prompt of its own; null otherwise.</summary>
    public PromptDraft? Reported =>
        Draft is null && Box is null && Idle == IdleProof.None && signals.Status is { State: ProgramState.Blocked } status ? Report(status) : null;

    /// <summary>What is asked, by the screen or else by the program's report; or null.</summary>
    public PromptDraft? Asked => Draft ?? Reported;

    /// <summary>What holds beside the state.</summary>
    public AgentConditions Conditions => signals.Conditions | Status.Conditions;

    /// <summary>The lines that a rule looks at, for <see cref="Explainer"/>.</summary>
    public IEnumerable<string> Lines(RuleRegion region) => region switch
    {
        RuleRegion.Status => Status.Rows.Select(row => frame[row].Content.ToString()),
        RuleRegion.CursorLine => [Line.Before.Trim().ToString()],
        RuleRegion.LastLine => frame.IsText(frame.Last) ? [frame[frame.Last].Content.ToString()] : [],
        RuleRegion.Question => Draft is null ? [] : [Draft.Question],
        RuleRegion.Options or RuleRegion.FieldOption => Draft is null ? [] : Draft.Options.Select(static option => option.Label),
        _ => [],
    };

    /// <summary>What speaks for a list that is no question.</summary>
    public string DescribeList(TerminalModes? modes, TimeSpan now) => _prompts.DescribeList(modes, signals.CallsForPerson(now));

    /// <summary>A key was typed, which the line at the cursor may show.</summary>
    public void TypeLine()
    {
        _anchor.Type();
        Line.Type();
    }

    /// <summary>Enter was typed: what stood at the cursor is answered.</summary>
    public void ForgetLine() => _anchor.Forget();

    /// <summary>What was read is not to be believed.</summary>
    public void Forget()
    {
        Draft = null;
        Box = null;
        Idle = IdleProof.None;
        IsCommand = false;
        Status.Clear();
        _anchor.Forget();
    }

    /// <summary>Reads the frame.</summary>
    public void Read(TerminalModes? modes, TimeSpan now)
    {
        IsCommand = false;
        Idle = IdleProof.None;
        Box = null;
        Status.Cover();
        _hasShell &= frame.IsAlternate;
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
            _anchor.Set(Line, Draft, Idle);
        }
        else if (Box is not null)
        {
            Idle = IdleProof.InputBox;
            IsCommand = BoxText is ['/' or '@' or '!' or '?', ..];
        }
        else if (!ReadAnchor())
        {
            Draft = _prompts.Read(Line, modes, signals.CallsForPerson(now));
            if (Draft is { IsLine: true } && frame.IsTextOnly && frame.CursorRow < frame.Last && Status.IsBusyRow(frame.Last))
                Draft = null;
            if (Draft is { IsLine: true, IsCertain: false } && (ShellPrompt.IsCommandLine(Line.Before) || IsReturned || Line.IsRepainted))
                Draft = null;
            Idle = Draft is null ? ReadIdle() : IdleProof.None;
            _hasShell |= frame.IsAlternate && Idle == IdleProof.Shell;
            _anchor.Set(Line, Draft, Idle);
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

    private bool ReadAnchor()
    {
        if (!_anchor.Holds(Line))
            return false;
        Draft = _anchor.Question;
        Idle = Draft is null ? IdleProof.Shell : IdleProof.None;
        return true;
    }

    private IdleProof ReadIdle()
    {
        if (frame.IsTextOnly)
            return IdleProof.None;
        if (!frame.IsCursorVisible)
            return frame.IsAlternate && !_hasShell && FullScreenBar.Has(frame) ? IdleProof.Bar : IdleProof.None;
        ShellMark mark = screen.LastShellMark;
        if (mark.Kind == ShellMarkKind.CommandStart && frame.CursorRow >= mark.Row)
            return IdleProof.Shell;
        if (Line.IsAtEnd && (ShellPrompt.IsAt(Line.Before) || ShellPrompt.IsCommandLine(Line.Before) || IsReturned))
            return IdleProof.Shell;
        if (frame.IsAlternate)
            return IsBelowOutput ? IdleProof.None : IdleProof.FullScreen;
        if (!screen.IsBracketedPaste)
            return IdleProof.None;
        return frame.CursorRow >= frame.Last ? IdleProof.LineEditor : FullScreenBar.Has(frame) ? IdleProof.Bar : IdleProof.None;
    }

    // A multiplexer is a full screen with a shell in it: where the cursor comes behind all text, a command may have begun to print.
    private bool IsBelowOutput => Line.IsAboveBar || (Line.IsLast && frame.CursorColumn == 0);

    // A question of a program may come back as well, but seldom does it name a place.
    private bool IsReturned => screen.IsBracketedPaste && ReturnedPrompt.Is(frame, Line);

    private void ReadStatus()
    {
        if (Idle == IdleProof.Shell)
        {
            Status.Clear();
            return;
        }

        Status.Read(Box);
        if (Status.IsIdle && Idle is IdleProof.None or IdleProof.Bar)
            Idle = IdleProof.Rule;
    }
}
