namespace PromptWatcher.Sessions;

/// <summary>Where a session runs, and what: no argument and no variable.</summary>
/// <param name="EnvironmentId">The environment; <see langword="null"/> for a terminal that somebody else started.</param>
/// <param name="ProjectId">The project, where it has one.</param>
/// <param name="WorktreePath">Its git worktree, where it has one.</param>
/// <param name="Command">The program, where it is known.</param>
public sealed record SessionPlace(string? EnvironmentId, string? ProjectId, string? WorktreePath, string? Command);
