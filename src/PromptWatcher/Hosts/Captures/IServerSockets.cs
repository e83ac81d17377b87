namespace PromptWatcher.Hosts.Captures;

/// <summary>Finds where the process listens that holds a terminal's other end.</summary>
internal interface IServerSockets
{
    /// <summary>The Unix sockets at which the parent of the terminal's first process listens; empty where it listens nowhere, or may not be looked at.</summary>
    ValueTask<IReadOnlyList<string>> FindAsync(HostTerminal terminal, CancellationToken cancellationToken);
}
