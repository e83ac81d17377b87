using PromptWatcher.Hosts;
using PromptWatcher.Sessions;

namespace PromptWatcher.AspNetCore.Hosts;

/// <summary>The monitor as the web tells it.</summary>
internal sealed record HostMonitorView(HostMonitorState State, DateTimeOffset? LastLookAt, string? Problem, IReadOnlyList<HostTerminalView> Terminals)
{
    internal static HostMonitorView Of(HostMonitor monitor, SessionManager manager) =>
        new(monitor.Status.State, monitor.Status.LastLookAt, monitor.Status.Problem?.Message, [.. monitor.Terminals.Select(terminal => HostTerminalView.Of(terminal, manager))]);
}

/// <summary>A terminal of the host. Only the names of programs: their arguments may hold secrets. <paramref name="Session"/> is the session that shows it, where it is captured.</summary>
internal sealed record HostTerminalView(
    string Id,
    string Device,
    string? User,
    string? Command,
    string? Foreground,
    string? Agent,
    string? WorkingDirectory,
    TerminalParent Parent,
    string? Container,
    DateTimeOffset StartedAt,
    bool IsReading,
    bool IsOurs,
    string? Session)
{
    internal static HostTerminalView Of(HostTerminal terminal, SessionManager manager) => new(
        terminal.Id,
        terminal.Device,
        terminal.User ?? terminal.UserId?.ToString(System.Globalization.CultureInfo.InvariantCulture),
        Program(terminal.Command),
        Program(terminal.Foreground),
        terminal.Agent,
        terminal.WorkingDirectory,
        terminal.Parent,
        terminal.ContainerId,
        terminal.StartedAt,
        terminal.IsReadingTerminal,
        terminal.IsOurs,
        manager.TryGet(terminal.Id, out TerminalSession? session) && !session.Completion.IsCompleted ? terminal.Id : null);

    /// <summary>Programs may write what they like there, as sshd and postgres do: the first word, and of a path its last part.</summary>
    private static string? Program(IReadOnlyList<string> arguments) =>
        arguments is [{ Length: > 0 } first, ..] ? first.Split(' ', 2)[0].Split('/')[^1] : null;
}
