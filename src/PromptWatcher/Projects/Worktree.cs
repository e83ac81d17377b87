namespace PromptWatcher.Projects;

/// <summary>A working tree of a project's repository.</summary>
/// <param name="Path">Where it is, in its environment.</param>
/// <param name="Branch">Its branch; <see langword="null"/> when none is checked out.</param>
/// <param name="Commit">The number of its commit, 40 or 64 hexadecimal digits; <see langword="null"/> before the first.</param>
public sealed record Worktree(string Path, string? Branch, string? Commit)
{
    /// <summary>The session that it was made for; <see langword="null"/> for one that somebody else made.</summary>
    public string? SessionId { get; init; }

    /// <summary>Why it must not be removed (git worktree lock), perhaps empty; <see langword="null"/> when it may.</summary>
    public string? LockReason { get; init; }

    /// <summary>Its directory is gone, and only git's record of it is left.</summary>
    public bool IsMissing { get; init; }
}
