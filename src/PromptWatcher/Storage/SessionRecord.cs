using PromptWatcher.Detection;

namespace PromptWatcher.Storage;

/// <summary>A session as it is on record.</summary>
/// <remarks>No argument, no variable and nothing that was typed is on record; the question of a prompt is, as the terminal shows it.</remarks>
public sealed record SessionRecord
{
    /// <summary>The session. One id is one record.</summary>
    public required string SessionId { get; init; }

    /// <summary>Counts the writes, from 1: a later write has a greater one, and the store keeps the greatest.</summary>
    public long Revision { get; init; } = 1;

    /// <summary>Its project, where it has one.</summary>
    public string? ProjectId { get; init; }

    /// <summary>The environment that it runs in.</summary>
    public required string EnvironmentId { get; init; }

    /// <summary>The program's profile, as it was named or recognised; <see langword="null"/> while it is not known.</summary>
    public string? Agent { get; init; }

    /// <summary>The program, without its arguments.</summary>
    public string? Command { get; init; }

    /// <summary>Its git worktree, where it has one.</summary>
    public string? WorktreePath { get; init; }

    /// <summary>What has become of it.</summary>
    public SessionStatus Status { get; init; }

    /// <summary>What the program did last.</summary>
    public Activity Activity { get; init; }

    /// <summary>What it asks, while it does.</summary>
    public PromptRecord? Prompt { get; init; }

    /// <summary>The exit code of a program that ended by itself.</summary>
    public int? ExitCode { get; init; }

    /// <summary>The signal that ended it.</summary>
    public int? Signal { get; init; }

    /// <summary>It was ended for want of memory.</summary>
    public bool IsOutOfMemory { get; init; }

    /// <summary>What went wrong, in words for a user: what was tried, what came back, what to do.</summary>
    public string? Error { get; init; }

    /// <summary>The process that watches it, as <see cref="HostProcess"/> names it.</summary>
    public required string Host { get; init; }

    /// <summary>When it was first put on record.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When its program was started.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>Since when <see cref="Activity"/> and <see cref="Prompt"/> are as they are.</summary>
    public DateTimeOffset? StateSince { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>When it was last written.</summary>
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>It does not run and will not run.</summary>
    public bool IsOver => Status is SessionStatus.Error or SessionStatus.Exited or SessionStatus.Lost;
}
