namespace PromptWatcher.Hosts.Commands;

/// <summary>Runs commands on the host.</summary>
internal interface IHostCommandRunner
{
    /// <summary>Runs a command to its end.</summary>
    /// <param name="command">The command.</param>
    /// <param name="user">As whom it runs.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="Environments.EnvironmentException">It could not be started, took too long or printed too much.</exception>
    ValueTask<HostCommandResult> RunAsync(HostCommand command, HostUser user, CancellationToken cancellationToken);

    /// <summary>Starts a command that lasts.</summary>
    /// <inheritdoc cref="RunAsync"/>
    ValueTask<HostCommandTalk> StartAsync(HostCommand command, HostUser user, CancellationToken cancellationToken);
}
