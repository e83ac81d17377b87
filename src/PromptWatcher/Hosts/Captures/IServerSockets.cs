namespace PromptWatcher.Hosts.Captures;

/// <summary>Finds where the process listens that holds a terminal's other end.</summary>
internal interface IServerSockets
{
    /// <summary>The parent of the terminal's first process, with the Unix sockets at which it listens: none where it listens nowhere, or may not be looked at.</summary>
    ValueTask<ServerSockets> FindAsync(HostTerminal terminal, CancellationToken cancellationToken);
}

/// <summary>Where a server listens.</summary>
/// <param name="Process">Its process; 0 where it is not known.</param>
/// <param name="Paths">Its sockets.</param>
internal readonly record struct ServerSockets(int Process, IReadOnlyList<string> Paths)
{
    internal static ServerSockets None { get; } = new(0, []);
}
