namespace PromptWatcher.Detection;

/// <summary>What a person typed, and what became of it on the screen.</summary>
internal sealed class Typed(Frame frame, ScreenEvidence evidence)
{
    private long _enterVersion = -1;
    private string _message = "";

    /// <summary>When something was last typed.</summary>
    public TimeSpan Last { get; private set; } = MotionTracker.Never;

    /// <summary>When Enter was last typed; null once the program has come to rest after it.</summary>
    public TimeSpan? Enter { get; private set; }

    /// <summary>Keys were typed since the last Enter.</summary>
    public bool IsUnsent { get; private set; }

    /// <summary>What Enter sent was a command to the program itself, as in <c>/model</c>.</summary>
    public bool IsCommand { get; private set; }

    /// <summary>Nothing has changed on the screen since Enter.</summary>
    public bool IsBeforeEnter => Enter is not null && _enterVersion == frame.Version;

    /// <summary>A message was sent from the input box, and nobody has been seen to work on it.</summary>
    public bool IsMessageOpen => _message.Length > 0 && Enter is not null;

    /// <summary>The program has been seen to work since Enter.</summary>
    public bool IsWorkedOn { get; private set; }

    /// <summary>When the message had left the input box; null before.</summary>
    public TimeSpan? Taken { get; private set; }

    /// <summary>Whether Enter, and no command to the program itself, was followed at once by what the program wrote.</summary>
    public bool IsFollowed(TimeSpan lastWriting, TimeSpan now) => !IsCommand && Enter is { } enter && lastWriting > enter && now - enter < Holds.ByKey;

    /// <summary>Something was typed.</summary>
    public void Key(bool isEnter, TimeSpan now)
    {
        Last = now;
        evidence.TypeLine();
        if (isEnter)
            Send(now);
        else
            IsUnsent = true;
    }

    /// <summary>A frame was read.</summary>
    public void Observe(TimeSpan now)
    {
        if (IsMessageOpen && !IsBeforeEnter && !IsMessageInBox)
            Taken ??= now;
    }

    /// <summary>The program works.</summary>
    public void Work()
    {
        IsWorkedOn = true;
        if (Taken is not null)
            _message = "";
    }

    /// <summary>The program rests at its own prompt.</summary>
    public void Rest(bool isNew)
    {
        if (isNew)
            Enter = null;
        IsCommand &= !isNew && Enter is not null;
    }

    private bool IsMessageInBox => evidence.Box is not null && evidence.BoxText.StartsWith(_message, StringComparison.Ordinal);

    private void Send(TimeSpan now)
    {
        IsCommand = evidence.IsCommand;
        _message = IsUnsent && !IsCommand ? evidence.BoxText.ToString() : "";
        Taken = null;
        IsUnsent = IsWorkedOn = false;
        Enter = now;
        _enterVersion = frame.Version;
        evidence.ForgetLine();
    }
}
