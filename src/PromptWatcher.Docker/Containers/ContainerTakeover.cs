using PromptWatcher.Docker.Engine;
using PromptWatcher.Environments;

namespace PromptWatcher.Docker.Containers;

/// <summary>Takes over a container that an earlier process started.</summary>
internal static class ContainerTakeover
{
    internal static async Task<ContainerPty> RunAsync(
        EngineClient engine, DockerEnvironmentOptions environment, ContainerSummary container, PtyAttachOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        if (!Labels.TryRead(container.Labels, out Labels? labels))
            throw new EnvironmentException($"Cannot take over the container '{container.Id}': its labels are not those of a session. Remove it, or start the session again.");
        ContainerInspection found = await engine.InspectContainerAsync(container.Id, cancellationToken).ConfigureAwait(false);
        DockerPtyInfo info = (labels with { Size = options.Size ?? labels.Size }).Describe(container.Id, found.Name.TrimStart('/'), found.State.StartedAt);
        if (found.State.Status == "created")
            throw new PtyLostException($"Cannot take over the terminal '{info.Pty.Id}': its container '{info.ContainerName}' was made, and never started. Remove it (SweepAsync does, in time), and start the session again.");

        // Also of one that has exited: the wait then tells the code at once.
        ContainerWait wait = await engine.WaitContainerAsync(container.Id, "not-running", cancellationToken).ConfigureAwait(false);
        EngineStream stream;
        try
        {
            // An engine may keep the stream of an exited container open for ever, or refuse it.
            stream = found.State.Running ? await engine.AttachContainerAsync(container.Id, cancellationToken).ConfigureAwait(false) : new EngineStream(Stream.Null, default);
        }
        catch
        {
            wait.Dispose();
            throw;
        }

        var pty = new ContainerPty(engine, environment, info, wait, stream, options.ReaderScheduler, time);
        if (found.State.Running)
            pty.Repaint();
        return pty;
    }
}
