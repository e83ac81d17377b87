namespace PromptWatcher.Hosts;

/// <summary>Reads the processes of a host. One look at a time.</summary>
internal interface IHostProcesses : IAsyncDisposable
{
    /// <summary>
    /// All processes that run now. Of those without a terminal only what tells how they belong together: ids, terminal, start and name; and of the
    /// parents of those with one also their arguments.
    /// </summary>
    /// <exception cref="Environments.EnvironmentException">They cannot be read; the message says why and what to do. The next look may succeed.</exception>
    ValueTask<IReadOnlyList<ProcessFacts>> ReadAsync(CancellationToken cancellationToken);
}
