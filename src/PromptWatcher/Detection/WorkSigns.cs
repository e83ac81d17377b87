namespace PromptWatcher.Detection;

/// <summary>Until when each <see cref="WorkSign"/> is believed if nothing more comes: what stands still proves less and less.</summary>
internal sealed class WorkSigns(ScreenEvidence evidence, SignalEvidence signals, MotionTracker motion, TitleTracker title)
{
    /// <summary>All signs.</summary>
    public static readonly WorkSign[] All = Enum.GetValues<WorkSign>();

    /// <summary>A line that says "busy" while nothing moves is believed this long. Colours sweep over Claude Code's line every 3.6 s.</summary>
    private static readonly TimeSpan LineAge = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan FooterAge = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StatusAge = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan TitleAge = TimeSpan.FromSeconds(10);

    private TimeSpan _lineSince;

    /// <summary>A frame was read.</summary>
    public void Observe(TimeSpan now)
    {
        if (!evidence.Status.IsBusy)
            _lineSince = now;
    }

    /// <summary>When a sign ends, or null when it is not there.</summary>
    public TimeSpan? Until(WorkSign sign, TimeSpan now) => sign switch
    {
        WorkSign.Animation => motion.AnimatedUntil,
        WorkSign.Writing => motion.IsWriting(now) ? motion.WritingUntil : null,
        WorkSign.BusyLine => evidence.Status.IsBusy ? Later(Later(motion.LastChange, motion.LastLook), _lineSince) + (IsLive ? FooterAge : LineAge) : null,
        WorkSign.TitleAnimation => signals.Title != Activity.Idle ? title.AnimatedUntil : null,
        WorkSign.Status => signals.Status?.State == Terminal.ProgramState.Working ? Later(motion.LastChange, signals.StatusSince) + StatusAge : null,
        WorkSign.Title => signals.Title == Activity.Working ? Later(motion.LastChange, title.Since) + TitleAge : null,
        WorkSign.Progress => signals.IsProgressing ? Later(motion.LastChange, signals.ProgressSince) + TitleAge : null,
        _ => throw new ArgumentOutOfRangeException(nameof(sign)),
    };

    // A line below the input box is the program's own, and so is one that has moved: it goes when the work does. Others may have been printed.
    private bool IsLive => evidence.Status.IsBusyBelow || (evidence.Status.BusyRow >= 0 && evidence.Status.BusyRow == motion.AnimatedRow && motion.AnimatedAt > _lineSince);

    private static TimeSpan Later(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
