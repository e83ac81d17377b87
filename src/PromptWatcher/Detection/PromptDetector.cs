using PromptWatcher.Environments;
using PromptWatcher.Terminal;

namespace PromptWatcher.Detection;

/// <summary>Tells from a screen, as it changes, whether a program works, is idle or asks a person something.</summary>
/// <remarks>
/// All time is given from outside, so the same output at the same times gives the same states at any playback speed. Not thread-safe:
/// the owner calls it under the lock that guards the screen.
/// </remarks>
public sealed class PromptDetector
{
    /// <summary>Screens answer a key this fast, so what changes in this time may be its echo.</summary>
    private static readonly TimeSpan Echo = TimeSpan.FromMilliseconds(300);

    private static readonly byte[] PasteStart = "\e[200~"u8.ToArray();
    private static readonly byte[] KittyEnter = "\e[13u"u8.ToArray();

    private readonly Screen _screen;
    private readonly Func<TerminalModes?>? _terminalModes;
    private readonly Frame _frame;
    private readonly AgentIdentity _identity;
    private readonly ScreenEvidence _evidence;
    private readonly MotionTracker _motion = new();
    private readonly TitleTracker _title = new();
    private readonly WorkSigns _signs;
    private readonly SignalEvidence _signals;
    private readonly Typed _typed;
    private readonly StateDecider _decider;
    private FrameClock _clock;
    private TimeSpan? _unread;
    private PromptDraft? _asked;
    private Prompt? _answered;
    private TimeSpan _answeredAt;

    /// <summary>Creates a detector for one session.</summary>
    /// <param name="screen">The program's screen.</param>
    /// <param name="profile">What is known of the program; null to recognise it, by the general rules until then.</param>
    /// <param name="terminalModes">Asks the environment for the line discipline's modes, where it can tell.</param>
    /// <param name="profiles">The profiles among which it is recognised, and which may change; those of the library when it is null.</param>
    public PromptDetector(Screen screen, AgentProfile? profile = null, Func<TerminalModes?>? terminalModes = null, AgentProfileStore? profiles = null)
    {
        ArgumentNullException.ThrowIfNull(screen);
        _screen = screen;
        _terminalModes = terminalModes;
        _frame = new Frame(screen);
        _identity = new AgentIdentity(_frame, _title, screen, profile, profiles);
        _signals = new SignalEvidence(screen, _identity.Rules, _title);
        _evidence = new ScreenEvidence(screen, _frame, _identity.Rules, _signals);
        _signs = new WorkSigns(_evidence, _signals, _motion, _title);
        _typed = new Typed(_frame, _evidence);
        _decider = new StateDecider(_evidence, _signals, _motion, _signs, _typed);
    }

    /// <summary>What the program is doing.</summary>
    public AgentState State => _decider.State;

    /// <summary>The program on the terminal, as it was named or recognised; null while it is not known.</summary>
    public AgentProfile? Profile => _identity.Profile;

    /// <summary>The first line in the program's own input box; null when there is no box.</summary>
    internal string? InputText => _evidence.Box is null ? null : _evidence.BoxText.ToString();

    /// <summary>When the first output came that was not read yet; null when <see cref="State"/> knows all of it.</summary>
    internal TimeSpan? UnreadSince => _unread;

    /// <summary>The last frame shows the prompt of <see cref="State"/>, which outlasts half a picture without it.</summary>
    internal bool IsPromptShown => State.Prompt is not null && _evidence.Asked is { } shown && shown.IsOneWith(_asked);

    /// <summary>When <see cref="OnTimer"/> is to be called next, on the scale of <c>now</c>; null for no timer.</summary>
    public TimeSpan? NextDue => State.Activity == Activity.Exited ? null
        : _clock.Due is { } frame && (_clock.IsUpdating || _decider.Due is not { } hold || frame <= hold) ? frame
        : _decider.Due;

    /// <summary>Bytes were written to the screen, or its size changed. They are read with <see cref="OnTimer"/>, when the picture is whole.</summary>
    public void OnOutput(TimeSpan now)
    {
        if (State.Activity == Activity.Exited)
            return;
        _unread ??= now;
        _clock.Output(now, _screen.IsSynchronizing, _screen.EndedUpdates);
    }

    /// <summary><see cref="NextDue"/> has come. True when <see cref="State"/> changed.</summary>
    public bool OnTimer(TimeSpan now)
    {
        if (State.Activity == Activity.Exited)
            return false;
        return _clock.Due <= now ? Evaluate(now) : Decide(now);
    }

    /// <summary>The host typed. What that changes is told by <see cref="OnTimer"/>.</summary>
    /// <param name="input">The bytes.</param>
    /// <param name="now">When.</param>
    public void OnInput(ReadOnlySpan<byte> input, TimeSpan now)
    {
        if (State.Activity == Activity.Exited || input.IsEmpty)
            return;
        bool isEnter = !input.StartsWith(PasteStart) && (input.IndexOfAny((byte)'\r', (byte)'\n') >= 0 || input.IndexOf(KittyEnter) >= 0);
        bool isAnswer = false;
        foreach (PromptOption option in State.Prompt?.Options ?? [])
            isAnswer |= !option.IsFreeText && option.Keys.Span.SequenceEqual(input);
        if (State.Prompt is { } prompt && (prompt.IsMultiSelect ? IsSent(prompt, input) : isEnter || isAnswer || IsNumber(prompt, input)))
            (_answered, _answeredAt) = (prompt, now);
        _decider.Input(isEnter, isAnswer, now);
    }

    /// <summary>A key was typed that answers the prompt of <see cref="State"/>, and the program may be about to take it.</summary>
    /// <remarks>Not when the key has opened a text field in the prompt, and not for ever: programs ignore keys.</remarks>
    internal bool IsPromptAnswered(TimeSpan now) =>
        _answered is not null && State.Prompt is { } prompt && prompt.Id == _answered.Id && HasField(prompt) == HasField(_answered) && now - _answeredAt < Holds.IgnoredEnter;

    /// <summary><see cref="OnTimer"/> has failed: the frame is given up. True when <see cref="State"/> changed.</summary>
    internal bool Fail()
    {
        AgentState before = State;
        _clock.Clear();
        _unread = null;
        _frame.Forget();
        _evidence.Forget();
        _decider.Fail();
        return !ReferenceEquals(before, State);
    }

    /// <summary>The program has ended. True when <see cref="State"/> changed.</summary>
    public bool OnExit(TimeSpan now)
    {
        if (State.Activity == Activity.Exited)
            return false;
        _decider.Exit();
        _clock.Clear();
        _unread = null;
        return true;
    }

    /// <summary>Why <see cref="State"/> is what it is: all that was looked at, and what became of it.</summary>
    /// <param name="now">The moment.</param>
    public Explanation Explain(TimeSpan now) =>
        new Explainer(_screen, _frame, _identity.Rules, _evidence, _signals, _motion, _title, _signs, _typed, _decider).Explain(_terminalModes?.Invoke(), now);

    /// <summary>What one still screen shows. Without time there is no motion to see, so much stays <see cref="Activity.Unknown"/>.</summary>
    /// <param name="screen">The screen.</param>
    /// <param name="profile">What is known of the program; null for the general rules alone.</param>
    /// <param name="isTextOnly">The screen was filled with rows of text: its cursor and its colours mean nothing.</param>
    public static AgentState Inspect(Screen screen, AgentProfile? profile = null, bool isTextOnly = false)
    {
        ArgumentNullException.ThrowIfNull(screen);
        var frame = new Frame(screen, isTextOnly);
        var rules = new RuleSet(AgentProfiles.Default, profile);
        var signals = new SignalEvidence(screen, rules, new TitleTracker());
        var evidence = new ScreenEvidence(screen, frame, rules, signals);
        frame.Read();
        signals.Read(TimeSpan.Zero);
        evidence.Read(null, TimeSpan.Zero);
        if (evidence.Draft is { } draft)
            return new AgentState(Activity.Awaiting, new PromptNumbers().Get(draft));
        bool isRunning = evidence.Idle == IdleProof.None && screen.LastShellMark.Kind == ShellMarkKind.Executing;
        if (evidence.Status.IsBusy || signals.Title == Activity.Working || isRunning)
            return new AgentState(Activity.Working);
        return new AgentState(evidence.Idle > IdleProof.LineEditor ? Activity.Idle : Activity.Unknown);
    }

    private bool Evaluate(TimeSpan now)
    {
        _clock.Clear();
        _unread = null;
        _signals.Read(now);
        bool isFrameNew = _frame.Read();
        if (isFrameNew)
            _evidence.Read(_terminalModes?.Invoke(), now);
        if (_identity.Observe(_evidence, isFrameNew, now))
        {
            _signals.ReadTitle();
            _evidence.Read(_terminalModes?.Invoke(), now);
        }

        if (isFrameNew)
        {
            (int top, int bottom) = InputRows();
            _motion.Observe(_frame, now, top, bottom, now - _typed.Last < Echo);
        }

        return Decide(now);
    }

    private (int Top, int Bottom) InputRows() =>
        _evidence.Box is { } box ? (box.Top, box.Bottom)
        : _evidence.Idle == IdleProof.Shell || _evidence.Draft is { IsLine: true } ? (_evidence.Line.Row, _frame.CursorRow)
        : (-1, -1);

    private bool Decide(TimeSpan now)
    {
        AgentState before = State;
        if (ReferenceEquals(before, _decider.Decide(now)))
            return false;
        if (!ReferenceEquals(before.Prompt, State.Prompt))
            _asked = _evidence.Asked;
        return true;
    }

    private bool IsSent(Prompt prompt, ReadOnlySpan<byte> input) =>
        prompt.SendKeyNames is { } keys && input.SequenceEqual(TerminalKeys.Encode(keys, _screen.IsApplicationCursorKeys));

    // The selected option names Enter as its key, and takes its number as the others do.
    private static bool IsNumber(Prompt prompt, ReadOnlySpan<byte> input) =>
        input is [>= (byte)'1' and <= (byte)'9'] && input[0] - '1' is var index && index < prompt.Options.Count && !prompt.Options[index].IsFreeText
        && prompt.Options.Any(static option => option.KeyNames is [>= '1' and <= '9']);

    private static bool HasField(Prompt prompt) => prompt.Options.Any(static option => option.IsField);
}
