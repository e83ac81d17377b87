namespace PromptWatcher.Detection;

/// <summary>Turns what frames prove, over time, into a state.</summary>
/// <remarks>
/// Work is believed at once, a question after one stable frame, idleness only with proof and after a pause. Nothing is ever concluded
/// from the absence of evidence, except that a question or a prompt which is gone has been answered.
/// </remarks>
internal sealed class StateDecider(ScreenEvidence evidence, SignalEvidence signals, MotionTracker motion, WorkSigns signs, Typed typed)
{
    private readonly PromptNumbers _numbers = new();
    private readonly Sightings _seen = new();
    private TimeSpan? _firstOutput;
    private IdleProof _lastProof;
    private bool _isPanel;
    private PromptDraft? _panel;

    /// <summary>The state.</summary>
    public AgentState State { get; private set; } = new(Activity.Starting);

    /// <summary>Why it is that.</summary>
    public Ground Ground { get; private set; }

    /// <summary>The sign of work that decided, with <see cref="Ground.Work"/>.</summary>
    public WorkSign Sign { get; private set; }

    /// <summary>When time alone may change the state.</summary>
    public TimeSpan? Due { get; private set; }

    /// <summary>Something was typed; as an answer, it ends the question.</summary>
    public void Input(bool isEnter, bool isAnswer, TimeSpan now)
    {
        typed.Key(isEnter, now);
        if (isEnter && _seen.Question is { IsLine: true })
            _numbers.End();
        else if ((isEnter || isAnswer) && _seen.Question is { IsMultiSelect: false })
            _numbers.Answer();
        if (isEnter)
            Wake(now + Holds.Enter, now);
    }

    /// <summary>What the screen shows could not be read, so nothing is known until it can.</summary>
    public void Fail()
    {
        _numbers.End();
        _isPanel = false;
        Set(Activity.Unknown, null);
        Ground = Ground.Failure;
        Due = null;
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
        PromptDraft? question = Question(now);
        if (question is null && evidence.Draft is null)
            _numbers.Miss();
        _seen.Observe(question, Proof(now), now);
        signs.Observe(now);
        typed.Observe(now);
        Become(question is not null ? Ask(question, now) : Rest(now), now);
        return State;
    }

    // What the screen asks, unless Enter has just answered it, or else what the program says it asks until something is answered or written.
    private PromptDraft? Question(TimeSpan now)
    {
        if (evidence.Draft is { } draft)
            return typed.IsBeforeEnter && (draft.IsLine || now - typed.Enter < Holds.IgnoredEnter) ? null : draft;
        bool isStanding = signals.StatusSince > (typed.Enter ?? MotionTracker.Never) && motion.LastWriting <= signals.StatusSince + Holds.Reported && !motion.IsWriting(now);
        return isStanding ? evidence.Reported : null;
    }

    // A bar alone proves nothing while anything moves or has just been typed.
    private IdleProof Proof(TimeSpan now)
    {
        TimeSpan still = Later(Later(motion.LastChange, motion.LastLook), typed.Last) + Holds.Still;
        return typed.IsBeforeEnter || (evidence.Idle == IdleProof.Bar && IsBefore(still, now)) ? IdleProof.None : evidence.Idle;
    }

    private Activity Ask(PromptDraft question, TimeSpan now)
    {
        bool isStreamed = question.IsLine && evidence.Line.IsStreamed;
        TimeSpan since = _seen.QuestionSince;
        if (isStreamed || !question.IsCertain)
            since = Later(since, motion.LastWriting);
        if (!question.IsCertain && question.IsLine && typed.IsUnsent)
            since = Later(since, typed.Last);
        bool isCertain = question.IsCertain && !(question.IsLine && motion.IsWriting(now));
        TimeSpan ready = since + Holds.Question(isStreamed, isCertain, question == evidence.Reported, signals.CallsForPerson(now));
        return State.Activity == Activity.Awaiting || !IsBefore(ready, now) ? Say(Activity.Awaiting, Ground.Question) : Say(State.Activity, Ground.Kept);
    }

    private Activity Rest(TimeSpan now)
    {
        // Half a picture has no input box below it.
        if (State.Activity == Activity.Awaiting && _numbers.IsOpen && evidence.Box is null && IsBefore(_seen.QuestionGone + Holds.Gone, now))
            return Say(Activity.Awaiting, Ground.Kept);
        if (IsWorking(now))
        {
            typed.Work();
            return Say(Activity.Working, Ground.Work);
        }

        if (typed.IsMessageOpen && typed.Taken is null && now >= typed.Enter + Holds.Enter && IsBefore(typed.Enter!.Value + Holds.NotTaken, now))
            return Say(Activity.Working, Ground.NotTaken);
        if (typed.IsMessageOpen && typed.Taken is { } taken && evidence.Box is { IsFramed: true } && !signals.IsAtRestSince(typed.Enter!.Value) && IsBefore(taken + Holds.Taken, now))
            return Say(Activity.Working, Ground.Taken);
        return (_seen.Proof == IdleProof.None ? null : Proven(now)) ?? Unproven(now);
    }

    private Activity? Proven(TimeSpan now)
    {
        TimeSpan ready = Later(_seen.ProofSince, motion.LastChange) + Holds.Rest(_seen.Proof, signals.IsAtRest, IsStarting);
        if (State.Activity == Activity.Idle && _seen.Proof == IdleProof.InputBox && typed.IsFollowed(motion.LastWriting, now))
        {
            Wake(ready, now);
            return Say(Activity.Working, Ground.Sent);
        }

        if (typed.Enter is { } enter && _seen.Proof == IdleProof.InputBox)
            ready = Later(ready, enter + (evidence.Box is { IsFramed: true } && !typed.IsWorkedOn ? Holds.EnterAtFramedBox : Holds.EnterAtBox));
        return State.Activity != Activity.Idle && IsBefore(ready, now) ? null : Say(Activity.Idle, Ground.Rest);
    }

    // Titles tell of rest before the program's first picture is whole.
    private bool IsStarting => signals.IsAtRest ? _lastProof == IdleProof.None && signals.Status is null : State.Activity == Activity.Starting;

    private Activity Unproven(TimeSpan now)
    {
        bool isProven = _seen.Proof != IdleProof.None;
        switch (State.Activity)
        {
            case Activity.Awaiting when !IsBefore(typed.IsBeforeEnter ? typed.Enter!.Value + Holds.Enter : _seen.QuestionGone + Holds.Gone, now):
                return Say(Activity.Working, Ground.QuestionGone);
            case Activity.Idle when !isProven && typed.Enter is { } enter && !typed.IsCommand:
                return IsBefore(enter + Holds.Enter, now) ? Say(Activity.Idle, Ground.Kept) : Say(Activity.Working, Ground.Entered);
            case Activity.Idle when !isProven && _lastProof == IdleProof.InputBox && !_isPanel && now - typed.Last >= Holds.ByKey && !IsBefore((_seen.NothingSince ?? now) + Holds.Lost, now):
                return Say(Activity.Working, Ground.PromptGone);
            case Activity.Starting when !isProven && (motion.IsWriting(now) || !IsBefore(_firstOutput!.Value + Holds.Start, now)):
                return Say(Activity.Working, Ground.Started);
            default:
                return Say(State.Activity, Ground.Kept);
        }
    }

    private bool IsWorking(TimeSpan now)
    {
        if (_seen.Proof == IdleProof.Shell)
            return false;
        bool isWorking = false;
        foreach (WorkSign sign in WorkSigns.All)
        {
            if (signs.Until(sign, now) is not { } until || !IsBefore(until, now))
                continue;
            Sign = isWorking ? Sign : sign;
            isWorking = true;
        }

        return isWorking;
    }

    private void Become(Activity activity, TimeSpan now)
    {
        _isPanel = activity is Activity.Idle or Activity.Awaiting && _seen.Proof != IdleProof.InputBox && (_isPanel ? !IsOver(now) : IsOpenedByUser(now));
        if (_isPanel && _seen.Question is { } list)
            _panel = list;
        if (activity == Activity.Awaiting && _isPanel)
            activity = Say(Activity.Idle, Ground.Overlay);
        if (activity == Activity.Awaiting)
        {
            if (_seen.Question is { } question && !(_numbers.IsDoubtful(question) && IsBefore(_seen.QuestionSince + Holds.Certain, now)))
                Set(activity, _numbers.Get(question));
            return;
        }

        if (_seen.Question is null)
            _numbers.End();
        if (activity == Activity.Idle && _seen.Proof != IdleProof.None)
        {
            typed.Rest(State.Activity != Activity.Idle);
            _lastProof = _seen.Proof;
        }

        Set(activity, null);
    }

    // A list that comes up at an idle input box right after a key, without a message sent in between, is the user's own.
    private bool IsOpenedByUser(TimeSpan now) =>
        State.Activity == Activity.Idle && _lastProof == IdleProof.InputBox && now - typed.Last < Holds.ByKey && (typed.Enter is null || typed.IsCommand) && !IsCalled(now);

    // What the program asks takes a panel's place: it calls for a person, or it is another question that no key has brought.
    private bool IsOver(TimeSpan now) =>
        IsCalled(now) || (_seen.Question is { } question && _panel is { } panel && question.Question != panel.Question && now - typed.Last >= Holds.ByKey);

    private bool IsCalled(TimeSpan now) => _seen.Question is not null && signals.CallsForPerson(now);

    private void Set(Activity activity, Prompt? prompt)
    {
        bool isOverlay = activity == Activity.Idle && _isPanel;
        if (State.Activity != activity || !ReferenceEquals(State.Prompt, prompt) || State.IsOverlay != isOverlay || State.Conditions != evidence.Conditions)
            State = new AgentState(activity, prompt, isOverlay, evidence.Conditions);
    }

    private Activity Say(Activity activity, Ground ground)
    {
        Ground = ground;
        return activity;
    }

    // True, with a timer for the end, when it is still to come.
    private bool IsBefore(TimeSpan end, TimeSpan now)
    {
        Wake(end, now);
        return now < end;
    }

    private void Wake(TimeSpan at, TimeSpan now)
    {
        if (at > now && (Due is null || at < Due))
            Due = at;
    }

    private static TimeSpan Later(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
