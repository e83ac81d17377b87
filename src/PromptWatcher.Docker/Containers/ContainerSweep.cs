using System.Net;
using PromptWatcher.Docker.Engine;
using PromptWatcher.Docker.Projects;
using PromptWatcher.Storage;

namespace PromptWatcher.Docker.Containers;

/// <summary>Removes what nobody took over in time. An engine does not tell who is attached to a container, so time is all there is to go by.</summary>
internal static class ContainerSweep
{
    internal static async Task<IReadOnlyList<string>> RunAsync(
        EngineClient engine, DockerEnvironmentOptions options, Func<string, bool> isHeld, DateTimeOffset since, TimeProvider time, CancellationToken cancellationToken)
    {
        var removed = new List<string>();
        foreach (ContainerSummary container in await engine.ListContainersAsync([Labels.OwnedBy(options.Owner)], cancellationToken).ConfigureAwait(false))
        {
            if (container.Labels is { } all && (all.ContainsKey(DockerGit.LabelKey) || all.ContainsKey(Labels.HostsKey)))
                await SweepHelperAsync(engine, options, container, time, cancellationToken).ConfigureAwait(false);
            if (!Labels.TryRead(container.Labels, out Labels? labels) || isHeld(labels.SessionId))
                continue;
            try
            {
                ContainerInspection found = await engine.InspectContainerAsync(container.Id, cancellationToken).ConfigureAwait(false);
                if (time.GetUtcNow() - LeftAlone(found, since) < labels.Lease)
                    continue;
                await engine.RemoveContainerAsync(container.Id, cancellationToken).ConfigureAwait(false);
                removed.Add(labels.SessionId);
            }
            catch (DockerEngineException error) when (error.Status == HttpStatusCode.NotFound)
            {
                // Somebody else was quicker.
            }
        }

        return removed;
    }

    /// <summary>
    /// A container for git, or one that reads the host, goes with its process, but for one that was made and not started when that was killed, or lived
    /// through the end of its engine.
    /// </summary>
    internal static async Task SweepHelperAsync(EngineClient engine, DockerEnvironmentOptions options, ContainerSummary container, TimeProvider time, CancellationToken cancellationToken)
    {
        bool? isRunning = HostProcess.IsRunning(container.Labels!.GetValueOrDefault(Labels.HostKey, ""));
        if (isRunning == false || (isRunning is null && time.GetUtcNow() - DateTimeOffset.FromUnixTimeSeconds(container.Created) >= options.Lease))
            await engine.RemoveContainerAsync(container.Id, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The latest moment since when it may have been without a holder. One that runs had a holder until this process began, for all that is known.</summary>
    private static DateTimeOffset LeftAlone(ContainerInspection found, DateTimeOffset since) => found.State switch
    {
        { Running: true, StartedAt: var started } => started > since ? started : since,
        { Status: "created" } => found.Created,
        { FinishedAt: var finished } => finished,
    };
}
