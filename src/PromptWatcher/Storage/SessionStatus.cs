namespace PromptWatcher.Storage;

/// <summary>What has become of a session.</summary>
public enum SessionStatus
{
    /// <summary>It is being started: its worktree, its container, its program.</summary>
    Starting,

    /// <summary>Its program runs.</summary>
    Running,

    /// <summary>It could not be started; <see cref="SessionRecord.Error"/> says why.</summary>
    Error,

    /// <summary>Its program has ended; <see cref="SessionRecord.ExitCode"/> or <see cref="SessionRecord.Signal"/> says how.</summary>
    Exited,

    /// <summary>Its terminal was lost, and how the program ended is not known; <see cref="SessionRecord.Error"/> says what happened.</summary>
    Lost,
}
