namespace PromptWatcher.Environments;

/// <summary>A terminal that runs in an environment.</summary>
/// <param name="Id">Names the terminal within its environment.</param>
/// <param name="SessionId">The session that it was spawned for, where that is known.</param>
/// <param name="Command">The program and its arguments.</param>
/// <param name="StartedAt">When it was started.</param>
/// <param name="ProcessId">The program's process id on this machine, where it has one.</param>
public sealed record PtyInfo(string Id, string? SessionId, IReadOnlyList<string> Command, DateTimeOffset StartedAt, int? ProcessId = null)
{
    /// <summary>The size that the terminal was started with, where that is known.</summary>
    public TerminalSize? Size { get; init; }

    /// <summary>The id of the agent's profile, where one was named.</summary>
    public string? Agent { get; init; }

    /// <summary>The project that the session belongs to, where one was named.</summary>
    public string? ProjectId { get; init; }
}
