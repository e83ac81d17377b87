using PromptWatcher.Hosts.Commands;

namespace PromptWatcher.Hosts;

/// <summary>A host: how its processes are read, and how its terminals are captured.</summary>
/// <param name="Open">Opens it for reading. What it opened is gone once the result is disposed of.</param>
/// <param name="Captures">The ways to capture a terminal, the best first.</param>
internal sealed record HostSource(Func<IHostProcesses> Open, IReadOnlyList<ITerminalCapture> Captures)
{
    /// <summary>Records the commands that the captures run.</summary>
    public HostCommandAudit Audit { get; init; } = new();

    /// <summary>Lets go of what the captures hold, once none of them runs any more.</summary>
    public Func<ValueTask> CloseAsync { get; init; } = static () => ValueTask.CompletedTask;

    /// <summary>Runs until it is cancelled, and tells whenever something may have changed.</summary>
    public Func<Action, CancellationToken, Task> FollowAsync { get; init; } = static (_, _) => Task.CompletedTask;
}
