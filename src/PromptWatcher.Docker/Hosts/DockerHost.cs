using PromptWatcher.Docker.Containers;
using PromptWatcher.Docker.Engine;
using PromptWatcher.Hosts;
using PromptWatcher.Hosts.Captures;
using PromptWatcher.Hosts.Commands;
using PromptWatcher.Hosts.Tmux;

namespace PromptWatcher.Docker.Hosts;

/// <summary>The host of an engine, as far as its socket shows it.</summary>
internal static class DockerHost
{
    internal static HostSource Source(Func<EngineClient> engine, DockerEnvironmentOptions options, HostMonitorOptions monitor, HostCommandAudit audit, TimeProvider time)
    {
        var runner = new HelperCommandRunner(engine, options, audit, time);
        var reads = new ServerReads();
        var commands = new HostCommands(audit, time, monitor.AllowTyping);
        return new HostSource(
            () => new HostProcesses(new HelperProcFiles(engine(), options, time), reads, time),
            [new ContainerTtyCapture(engine), new TmuxCapture(new HostServerSockets(runner, commands), runner, commands, reads, monitor, time)])
        {
            Audit = audit,
            CloseAsync = runner.DisposeAsync,
            FollowAsync = (nudge, cancellationToken) => FollowAsync(engine, nudge, time, cancellationToken),
        };
    }

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    /// <summary>Containers and programs in them that start and end come and go with their terminals: the engine tells of each.</summary>
    private static async Task FollowAsync(Func<EngineClient> engine, Action nudge, TimeProvider time, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await foreach (EngineEvent happened in engine().WatchEventsAsync([], cancellationToken).ConfigureAwait(false))
                {
                    // What runs for the captures opens no terminal, and would have each look at tmux followed by one at the processes.
                    if (happened.Actor.Attributes?.ContainsKey(Labels.HostsKey) == true)
                        continue;
                    if (happened.Action is "start" or "die" || happened.Action.StartsWith("exec_start", StringComparison.Ordinal) || happened.Action == "exec_die")
                        nudge();
                }
            }
            catch (DockerEngineException)
            {
                // The looks tell that the engine is away; they go on without its events.
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }

            await Task.Delay(Pause, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
