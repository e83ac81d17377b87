namespace PromptWatcher.Hosts;

/// <summary>Something that happened to a terminal of the host. Match on the type for the particulars.</summary>
/// <param name="Terminal">The terminal as it is now, or was at last.</param>
public abstract record HostTerminalEvent(HostTerminal Terminal);

/// <summary>A terminal is there. Also told of those that were there before the watching began.</summary>
/// <param name="Terminal">The terminal.</param>
public sealed record HostTerminalAppeared(HostTerminal Terminal) : HostTerminalEvent(Terminal);

/// <summary>Something about a terminal is different now, such as the program that has it.</summary>
/// <param name="Terminal">The terminal as it is now.</param>
/// <param name="Before">The terminal as it was told last.</param>
public sealed record HostTerminalChanged(HostTerminal Terminal, HostTerminal Before) : HostTerminalEvent(Terminal);

/// <summary>A terminal is gone: its session's leader has ended, or the monitor was stopped.</summary>
/// <param name="Terminal">The terminal as it was at last.</param>
public sealed record HostTerminalVanished(HostTerminal Terminal) : HostTerminalEvent(Terminal);
