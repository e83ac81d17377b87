namespace PromptWatcher.Hosts.Commands;

/// <summary>A command that ran on the host, or was refused.</summary>
/// <param name="At">When it began.</param>
/// <param name="UserId">As whom it ran; <see langword="null"/> for a refused one.</param>
/// <param name="Command">The program and its arguments.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="ExitCode">Its exit code, where it ended by itself.</param>
/// <param name="Duration">How long it ran.</param>
public sealed record HostCommandRecord(DateTimeOffset At, int? UserId, IReadOnlyList<string> Command, HostCommandOutcome Outcome, int? ExitCode, TimeSpan Duration);
