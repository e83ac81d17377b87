using System.Net;
using PromptWatcher.Docker.Engine;

namespace PromptWatcher.Docker.Containers;

/// <summary>Ends a container that this process is not connected to.</summary>
internal static class Orphan
{
    internal static async Task KillAsync(EngineClient engine, DockerEnvironmentOptions options, ContainerSummary container, TimeProvider time, CancellationToken cancellationToken)
    {
        using ContainerWait wait = await engine.WaitContainerAsync(container.Id, "not-running", cancellationToken).ConfigureAwait(false);
        try
        {
            await engine.KillContainerAsync(container.Id, options.StopSignal, cancellationToken).ConfigureAwait(false);
            await ((Task)wait.ExitCode.WaitAsync(options.KillGrace, time, cancellationToken)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        catch (DockerEngineException error) when (error.Status == HttpStatusCode.Conflict)
        {
            // It does not run any more.
        }

        await engine.RemoveContainerAsync(container.Id, cancellationToken).ConfigureAwait(false);
    }
}
