using PromptWatcher.Terminal;

namespace PromptWatcher.Detection;

/// <summary>What a program reports beside its screen. All of it may be stale or a lie: it has an age, and the screen's structure outranks it.</summary>
internal sealed class SignalEvidence(Screen screen, RuleSet rules, TitleTracker title)
{
    /// <summary>A notification calls a person to what comes up with it.</summary>
    private static readonly TimeSpan NotificationAge = TimeSpan.FromSeconds(2);

    private AgentConditions _titleConditions, _statusConditions;
    private int _notifications;
    private long _reports, _records, _ownReport;
    private TimeSpan _notified = MotionTracker.Never;

    /// <summary>What the title says, or null.</summary>
    public Activity? Title { get; private set; }

    /// <summary>The rule that reads the title so.</summary>
    public CompiledRule? TitleRule { get; private set; }

    /// <summary>The program reports progress (OSC 9;4).</summary>
    public bool IsProgressing { get; private set; }

    /// <summary>When the progress changed last.</summary>
    public TimeSpan ProgressSince { get; private set; }

    /// <summary>What the program says it does (OSC 7501), or null.</summary>
    public ProgramStatusRecord? Status { get; private set; }

    /// <summary>When it last said so.</summary>
    public TimeSpan StatusSince { get; private set; }

    /// <summary>What title and reports tell beside the state.</summary>
    public AgentConditions Conditions => _titleConditions | _statusConditions;

    /// <summary>The program says that it is at rest.</summary>
    public bool IsAtRest => Title == Activity.Idle || Status?.State is ProgramState.Idle or ProgramState.Done;

    /// <summary>The program has said so after a moment: what it said before that does not answer for what came since.</summary>
    public bool IsAtRestSince(TimeSpan time) =>
        (Title == Activity.Idle && title.Since > time) || (Status?.State is ProgramState.Idle or ProgramState.Done && StatusSince > time);

    /// <summary>The program calls for a person. That alone is no question: it backs one that the screen shows.</summary>
    public bool CallsForPerson(TimeSpan now) =>
        Title == Activity.Awaiting || Status?.State == ProgramState.Blocked || now - _notified < NotificationAge;

    /// <summary>Takes note of what was reported since the last time.</summary>
    public void Read(TimeSpan now)
    {
        if (title.Observe(screen.TitleUtf8, now))
            ReadTitle();
        bool isProgressing = screen.Progress.Kind is ProgressKind.Normal or ProgressKind.Indeterminate;
        if (isProgressing != IsProgressing)
            (IsProgressing, ProgressSince) = (isProgressing, now);
        if (_notifications != screen.NotificationCount)
            (_notifications, _notified) = (screen.NotificationCount, now);
        if (_reports != screen.ProgramStatus.ReportCount || _records != screen.ProgramStatus.Version)
            ReadStatus(now);
    }

    /// <summary>Reads the title by the rules as they are now.</summary>
    public void ReadTitle()
    {
        var lines = new LineSource(title.Text);
        TitleRule = title.Text.IsEmpty ? null
            : rules.Find(Activity.Awaiting, RuleRegion.Title, lines)
            ?? rules.Find(Activity.Working, RuleRegion.Title, lines)
            ?? rules.Find(Activity.Idle, RuleRegion.Title, lines);
        Title = TitleRule?.Rule.State;
        _titleConditions = rules.Conditions(RuleRegion.Title, lines);
    }

    // The program's own record comes first in the table; those behind it are its parts.
    private void ReadStatus(TimeSpan now)
    {
        ProgramStatusTable table = screen.ProgramStatus;
        Status = table.Count > 0 && table[0].Id.Length == 0 ? table[0] : null;
        (_reports, _records) = (table.ReportCount, table.Version);
        if (Status is { } own && own.LastReport != _ownReport)
            (_ownReport, StatusSince) = (own.LastReport, now);
        _statusConditions = Status switch
        {
            { State: ProgramState.Error } => AgentConditions.ServiceError,
            { State: ProgramState.Blocked, BlockedKind: BlockedKind.Authentication } => AgentConditions.SignInNeeded,
            _ => AgentConditions.None,
        };
        for (int i = Status is null ? 0 : 1; i < table.Count; i++)
            _statusConditions |= table[i].State == ProgramState.Working ? AgentConditions.BackgroundWork : AgentConditions.None;
    }
}
