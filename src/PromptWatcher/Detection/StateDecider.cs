namespace PromptWatcher.Detection;

/// <summary>Turns what frames prove, over time, into a state.</summary>
/// <remarks>
/// Work is believed at once, a question after one stable frame, idleness only with proof and after a pause. Nothing is ever concluded
/// from the absence of evidence, except that a question or a prompt which is gone has been answered.
/// </remarks>
internal sealed class StateDecider(Frame frame, ScreenEvidence evidence, SignalEvidence signals, MotionTracker motion, WorkSigns signs)
{
    /// <summary>Programs that erase and write again without announcing it show half a picture for about 30 ms.</summary>
    private static readonly TimeSpan CertainHold = TimeSpan.FromMilliseconds(40);
    private static readonly TimeSpan DoubtfulHold = TimeSpan.FromMilliseconds(200);

    /// <summary>A language model's answer that pauses behind a word is no question yet.</summary>
    private static readonly TimeSpan StreamHold = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan GoneHold = TimeSpan.FromMilliseconds(120);
    private static readonly TimeSpan EnterHold = TimeSpan.FromMilliseconds(150);
    private static readonly TimeSpan IgnoredEnterHold = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LostHold = TimeSpan.FromMilliseconds(600);
    private static readonly TimeSpan StartHold = TimeSpan.FromSeconds(1);

    /// <summary>What a program says it asks, and its screen does not show: it may only be about to.</summary>
    private static readonly TimeSpan ReportedHold = TimeSpan.FromMilliseconds(700);

    private static readonly TimeSpan TakeAge = TimeSpan.FromSeconds(8);

    /// <summary>A message that was taken from the input box, and nothing shows yet that somebody works on it.</summary>
    private static readonly TimeSpan BeginAge = TimeSpan.FromSeconds(3);

    /// <summary>A panel that comes this soon after a key was opened by it.</summary>
    private static readonly TimeSpan OverlayAge = TimeSpan.FromSeconds(2);

    private readonly PromptNumbers _numbers = new();
    private PromptDraft? _candidate;
    private TimeSpan _candidateSince;
    private TimeSpan _proofSince;
    private IdleProof _proof;
    private IdleProof _lastProof;
    private TimeSpan _draftGone;
    private TimeSpan? _goneSince;
    private TimeSpan? _firstOutput;
    private TimeSpan _input = MotionTracker.Never;
    private TimeSpan? _enter;
    private long _enterVersion = -1;
    private string _sent = "";
    private TimeSpan? _taken;
    private bool _isTyped;
    private bool _isCommand;
    private bool _isPanel;

    /// <summary>The state.</summary>
    public AgentState State { get; private set; } = new(Activity.Starting);

    /// <summary>Why it is that.</summary>
    public Ground Ground { get; private set; }

    /// <summary>The sign of work that decided, with <see cref="Ground.Work"/>.</summary>
    public WorkSign Sign { get; private set; }

    /// <summary>When time alone may change the state.</summary>
    public TimeSpan? Due { get; private set; }

    /// <summary>When something was last typed.</summary>
    public TimeSpan LastInput => _input;

    /// <summary>Something was typed.</summary>
    public void Input(bool isEnter, TimeSpan now)
    {
        _input = now;
        if (!isEnter)
        {
            _isTyped = true;
            return;
        }

        _isCommand = evidence.IsCommand;
        _sent = _isTyped && !_isCommand ? evidence.BoxText : "";
        _taken = null;
        _isTyped = false;
        _enter = now;
        _enterVersion = frame.Version;
        evidence.ForgetLine();
        if (_candidate is { IsLine: true })
            _numbers.End();
        else
            Answered();
        Wake(now + EnterHold, now);
    }

    /// <summary>A key that answers the question was typed. Among boxes such a key only ticks one.</summary>
    public void Answered()
    {
        if (_candidate is { IsMultiSelect: false })
            _numbers.Answer();
    }

    /// <summary>The program has ended.</summary>
    public void Exit()
    {
        State = new AgentState(Activity.Exited);
        Ground = Ground.Exit;
        Due = null;
    }

    /// <summary>Decides anew.</summary>
    public AgentState Decide(TimeSpan now)
    {
        Due = null;
        _firstOutput ??= now;
        bool isBeforeEnter = _enter is not null && _enterVersion == frame.Version;
        PromptDraft? draft = evidence.Draft;
        if (draft is not null && isBeforeEnter && (draft.IsLine || now - _enter < IgnoredEnterHold))
            draft = null;
        else if (draft is null && evidence.Reported is { } reported && IsStanding(now))
            draft = reported;
        if (draft is null && evidence.Draft is null)
            _numbers.Miss();
        Track(draft, isBeforeEnter ? IdleProof.None : evidence.Idle, isBeforeEnter, now);
        Activity activity = draft is not null ? Ask(draft, now) : Rest(now, isBeforeEnter);
        Enter(activity, draft, now);
        return State;
    }

    private void Track(PromptDraft? draft, IdleProof proof, bool isBeforeEnter, TimeSpan now)
    {
        if (draft is not null && !draft.IsOneWith(_candidate))
            _candidateSince = now;
        if (draft is null && _candidate is not null)
            _draftGone = now;
        _candidate = draft;
        if (proof != _proof)
            _proofSince = now;
        _proof = proof;
        signs.Observe(now);
        if (_sent.Length > 0 && !isBeforeEnter && !IsInBox)
            _taken ??= now;
        _goneSince = draft is not null || proof != IdleProof.None ? null : _goneSince ?? now;
    }

    private Activity Ask(PromptDraft draft, TimeSpan now)
    {
        TimeSpan since = _candidateSince;
        if ((!draft.IsCertain || draft.IsLine) && motion.LastWriting > since)
            since = motion.LastWriting;
        if (!draft.IsCertain && draft.IsLine && _isTyped)
            since = Later(since, _input);
        TimeSpan hold = draft.IsLine && evidence.Line.IsStreamed ? StreamHold
            : draft.IsCertain ? CertainHold
            : draft == evidence.Reported ? ReportedHold
            : signals.CallsForPerson(now) ? CertainHold
            : DoubtfulHold;
        TimeSpan ready = since + hold;
        if (State.Activity == Activity.Awaiting || now >= ready)
            return Say(Activity.Awaiting, Ground.Question);
        Wake(ready, now);
        return Say(State.Activity, Ground.Kept);
    }

    // A report is over when something is answered or written after it.
    private bool IsStanding(TimeSpan now) =>
        signals.StatusSince > (_enter ?? MotionTracker.Never) && motion.LastWriting <= signals.StatusSince + ReportedHold && !motion.IsWriting(now);

    private Activity Rest(TimeSpan now, bool isBeforeEnter)
    {
        if (State.Activity == Activity.Awaiting && _numbers.IsOpen && IsBefore(_draftGone + GoneHold, now))
            return Say(Activity.Awaiting, Ground.Kept);
        if (IsWorking(now))
        {
            if (_taken is not null)
                _sent = "";
            return Say(Activity.Working, Ground.Work);
        }

        if (IsNotTaken(now))
            return Say(Activity.Working, Ground.NotTaken);
        if (IsNotBegun(now))
            return Say(Activity.Working, Ground.Sent);
        if (_proof != IdleProof.None)
        {
            TimeSpan ready = Later(_proofSince, motion.LastChange) + Hold();
            if (_enter is { } enter && State.Activity != Activity.Idle && _proof == IdleProof.InputBox)
                ready = Later(ready, enter + 5 * EnterHold);
            bool isSent = State.Activity == Activity.Idle && _proof == IdleProof.InputBox && !_isCommand
                && _enter is { } sent && motion.LastWriting > sent && now - sent < OverlayAge;
            if (isSent)
            {
                Wake(ready, now);
                return Say(Activity.Working, Ground.Sent);
            }

            if (now >= ready || State.Activity == Activity.Idle)
                return Say(Activity.Idle, Ground.Rest);
            Wake(ready, now);
        }

        return Unproven(now, isBeforeEnter);
    }

    private Activity Unproven(TimeSpan now, bool isBeforeEnter)
    {
        switch (State.Activity)
        {
            case Activity.Awaiting:
                TimeSpan gone = (isBeforeEnter ? _enter!.Value + EnterHold - GoneHold : _draftGone) + GoneHold;
                if (now >= gone)
                    return Say(Activity.Working, Ground.QuestionGone);
                Wake(gone, now);
                break;
            case Activity.Idle when _enter is { } enter && _proof == IdleProof.None && !_isCommand:
                if (now >= enter + EnterHold)
                    return Say(Activity.Working, Ground.Entered);
                Wake(enter + EnterHold, now);
                break;
            case Activity.Idle when _proof == IdleProof.None && _lastProof == IdleProof.InputBox && !_isPanel && now - _input >= OverlayAge:
                if (_goneSince is { } since && now >= since + LostHold)
                    return Say(Activity.Working, Ground.PromptGone);
                Wake((_goneSince ?? now) + LostHold, now);
                break;
            case Activity.Starting when _proof == IdleProof.None:
                if (motion.IsWriting(now) || now >= _firstOutput + StartHold)
                    return Say(Activity.Working, Ground.Started);
                Wake(_firstOutput!.Value + StartHold, now);
                break;
        }

        return Say(State.Activity, Ground.Kept);
    }

    private Activity Say(Activity activity, Ground ground)
    {
        Ground = ground;
        return activity;
    }

    private bool IsWorking(TimeSpan now)
    {
        if (_proof == IdleProof.Shell)
            return false;
        bool isWorking = false;
        foreach (WorkSign sign in WorkSigns.All)
        {
            if (signs.Until(sign, now) is not { } until || until <= now)
                continue;
            Sign = isWorking ? Sign : sign;
            isWorking = true;
            Wake(until, now);
        }

        return isWorking;
    }

    // A message that still stands in the box after Enter: the program has not come to read it.
    private bool IsNotTaken(TimeSpan now) =>
        _sent.Length > 0 && _taken is null && _enter is { } enter && now >= enter + EnterHold && IsBefore(enter + TakeAge, now);

    private bool IsInBox => evidence.Box is not null && evidence.BoxText.StartsWith(_sent, StringComparison.Ordinal);

    private bool IsNotBegun(TimeSpan now) => _sent.Length > 0 && _taken is { } taken && evidence.Box is { IsFramed: true } && !signals.IsAtRest && IsBefore(taken + BeginAge, now);

    private bool IsBefore(TimeSpan end, TimeSpan now)
    {
        Wake(end, now);
        return now < end;
    }

    // How long nothing may move before a proof counts.
    private TimeSpan Hold() => _proof switch
    {
        IdleProof.Shell => TimeSpan.FromMilliseconds(120),
        IdleProof.InputBox => TimeSpan.FromMilliseconds(signals.IsAtRest ? 300 : State.Activity == Activity.Starting ? 700 : 450),
        _ => TimeSpan.FromMilliseconds(600),
    };

    private void Enter(Activity activity, PromptDraft? draft, TimeSpan now)
    {
        if (_proof == IdleProof.InputBox || activity is not (Activity.Idle or Activity.Awaiting))
            _isPanel = false;
        else
            _isPanel |= IsOpenedByUser(now);
        if (activity == Activity.Awaiting && _isPanel)
            activity = Say(Activity.Idle, Ground.Overlay);

        if (activity == Activity.Awaiting)
        {
            if (draft is null)
                return;
            if (_numbers.IsDoubtful(draft) && now < _candidateSince + CertainHold)
            {
                Wake(_candidateSince + CertainHold, now);
                return;
            }

            Prompt prompt = _numbers.Get(draft);
            if (!ReferenceEquals(State.Prompt, prompt) || State.Conditions != evidence.Conditions)
                State = new AgentState(Activity.Awaiting, prompt, false, evidence.Conditions);
            return;
        }

        if (draft is null)
            _numbers.End();
        bool isOverlay = activity == Activity.Idle && _isPanel;
        if (activity == Activity.Idle && _proof != IdleProof.None)
        {
            if (State.Activity != Activity.Idle)
                _enter = null;
            _lastProof = _proof;
            _isCommand &= State.Activity == Activity.Idle && _enter is not null;
        }

        if (State.Activity != activity || State.IsOverlay != isOverlay || State.Prompt is not null || State.Conditions != evidence.Conditions)
            State = new AgentState(activity, null, isOverlay, evidence.Conditions);
    }

    // A list that comes up at an idle input box right after a key, without a message sent in between, is the user's own.
    private bool IsOpenedByUser(TimeSpan now) =>
        State.Activity == Activity.Idle && _lastProof == IdleProof.InputBox
        && now - _input < OverlayAge && (_enter is null || _isCommand);

    private static TimeSpan Later(TimeSpan a, TimeSpan b) => a > b ? a : b;

    private void Wake(TimeSpan at, TimeSpan now)
    {
        if (at > now && (Due is null || at < Due))
            Due = at;
    }
}
