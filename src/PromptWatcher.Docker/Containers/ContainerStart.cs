using System.Net;
using PromptWatcher.Docker.Engine;
using PromptWatcher.Environments;

namespace PromptWatcher.Docker.Containers;

/// <summary>
/// Makes a container and starts it, in the one order that loses neither a byte nor the exit: create, check, wait for the next exit, attach,
/// start. What was made is removed when a step fails.
/// </summary>
internal static class ContainerStart
{
    internal static async Task<ContainerPty> RunAsync(
        EngineClient engine, DockerEnvironmentOptions environment, PtySpawnOptions options, string sessionId, TimeProvider time, CancellationToken cancellationToken)
    {
        // Before the engine is called at all: what is wrong with the options is told by this.
        ContainerSpec spec = ContainerSpec.Create(environment, options, sessionId);
        EngineVersion version = await engine.GetVersionAsync(cancellationToken).ConfigureAwait(false);
        await PrepareVolumeAsync(engine, environment, spec, cancellationToken).ConfigureAwait(false);

        bool setsSizeItself = version.TakesConsoleSize;
        string id = await CreateAsync(engine, environment, options, spec, spec.Request(version), cancellationToken).ConfigureAwait(false);
        try
        {
            await CheckWorktreeAsync(engine, spec, id, cancellationToken).ConfigureAwait(false);
            if (!setsSizeItself && await engine.FindPathAsync(id, ShellWrapper.Shell, cancellationToken).ConfigureAwait(false) is null)
            {
                await engine.RemoveContainerAsync(id, cancellationToken).ConfigureAwait(false);
                id = await engine.CreateContainerAsync(spec.Name, spec.UnwrappedRequest, cancellationToken).ConfigureAwait(false);
            }
            else if (!setsSizeItself)
            {
                await spec.CheckCommandAsync(engine, id, cancellationToken).ConfigureAwait(false);
            }

            ContainerWait wait = await engine.WaitContainerAsync(id, "next-exit", cancellationToken).ConfigureAwait(false);
            EngineStream? stream = null;
            try
            {
                stream = await engine.AttachContainerAsync(id, cancellationToken).ConfigureAwait(false);
                await engine.StartContainerAsync(id, cancellationToken).ConfigureAwait(false);
            }
            catch
            {
                wait.Dispose();
                if (stream is not null)
                    await stream.DisposeAsync().ConfigureAwait(false);
                throw;
            }

            return new ContainerPty(engine, environment, new DockerPtyInfo(spec.Info, id, spec.Name), wait, stream, options.ReaderScheduler, time);
        }
        catch
        {
            await RemoveAsync(engine, id).ConfigureAwait(false);
            throw;
        }
    }

    private static async Task<string> CreateAsync(
        EngineClient engine, DockerEnvironmentOptions environment, PtySpawnOptions options, ContainerSpec spec, CreateContainerRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await engine.CreateContainerAsync(spec.Name, request, cancellationToken).ConfigureAwait(false);
        }
        catch (DockerEngineException error) when (error.Status == HttpStatusCode.NotFound && environment.Pull == PullPolicy.Missing)
        {
            await engine.PullImageAsync(request.Image, (options as DockerSpawnOptions)?.PullProgress, cancellationToken).ConfigureAwait(false);
            return await engine.CreateContainerAsync(spec.Name, request, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>An engine makes a volume that it is asked to mount, also one whose name is a slip of the pen.</summary>
    private static async Task PrepareVolumeAsync(EngineClient engine, DockerEnvironmentOptions environment, ContainerSpec spec, CancellationToken cancellationToken)
    {
        if (spec.VolumeName is not { } volume || await engine.FindVolumeAsync(volume, cancellationToken).ConfigureAwait(false) is not null)
            return;
        if (spec.WorktreePath is { } worktree)
        {
            throw new EnvironmentException($"Cannot start session '{spec.Info.SessionId}': there is no volume '{volume}', which should hold the repository of project "
                + $"'{spec.Info.ProjectId}' and its worktree '{worktree}'. Make the volume and the worktree first, or name a working directory to start without one.");
        }

        await engine.CreateVolumeAsync(volume, Labels.ForVolume(environment, spec.Info), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>An engine makes a working directory that is missing, without a word and inside the volume too; a worktree's <c>.git</c> it does not make.</summary>
    private static async Task CheckWorktreeAsync(EngineClient engine, ContainerSpec spec, string id, CancellationToken cancellationToken)
    {
        if (spec.WorktreePath is { } worktree && await engine.FindPathAsync(id, worktree + "/.git", cancellationToken).ConfigureAwait(false) is null)
        {
            throw new EnvironmentException($"Cannot start session '{spec.Info.SessionId}': there is no git worktree at '{worktree}' in volume '{spec.VolumeName}'. "
                + $"Add it first (git worktree add {worktree}), or name a working directory to start without one.");
        }
    }

    private static async Task RemoveAsync(EngineClient engine, string id)
    {
        try
        {
            await engine.RemoveContainerAsync(id, CancellationToken.None).ConfigureAwait(false);
        }
        catch (DockerEngineException)
        {
            // What went wrong first is what the caller must hear; the next sweep removes the container.
        }
    }
}
