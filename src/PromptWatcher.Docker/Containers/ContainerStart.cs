using PromptWatcher.Docker.Engine;
using PromptWatcher.Docker.Projects;
using PromptWatcher.Environments;
using PromptWatcher.Projects;

namespace PromptWatcher.Docker.Containers;

/// <summary>
/// Makes a container and starts it, in the one order that loses neither a byte nor the exit: create, check, wait for the next exit, attach,
/// start. What was made is removed when a step fails.
/// </summary>
internal static class ContainerStart
{
    internal static async Task<ContainerPty> RunAsync(
        ContainerSpec spec, EngineClient engine, DockerEnvironmentOptions environment, PtySpawnOptions options, Func<string, GitWorkspace> workspaceOf, TimeProvider time,
        CancellationToken cancellationToken)
    {
        spec.RequireNoSocketOf(engine.Endpoint);
        EngineVersion version = await engine.GetVersionAsync(cancellationToken).ConfigureAwait(false);
        ImageConfig? image = await ImageSearch.FindAsync(engine, environment, spec.Image, (options as DockerSpawnOptions)?.PullProgress, cancellationToken).ConfigureAwait(false);
        if (image is not null && spec.VolumeName is { } volume)
        {
            await new ProjectVolume(engine, volume, spec.Labels.Owner, spec.Labels.ProjectId!)
                .PrepareAsync(!spec.VolumeMustExist, environment.GitImage ?? spec.Image, cancellationToken).ConfigureAwait(false);
        }

        // Without its image, this is refused with advice how to get it. Not to be given up half-way: nobody would know what was made.
        string id = await engine.CreateContainerAsync(spec.Name, spec.RequestFor(version, image?.User), CancellationToken.None).ConfigureAwait(false);
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            await CheckWorktreeAsync(engine, spec, id, environment.RepositoryPath, workspaceOf, cancellationToken).ConfigureAwait(false);
            await CommandSearch.RequireAsync(engine, id, SoughtCommand.Of(spec, image), ContainerCommand.NeedsShell(version, spec.Secrets.Count > 0), cancellationToken).ConfigureAwait(false);

            ContainerWait wait = await engine.WaitContainerAsync(id, "next-exit", cancellationToken).ConfigureAwait(false);
            EngineStream? stream = null;
            try
            {
                stream = await engine.AttachContainerAsync(id, cancellationToken).ConfigureAwait(false);
                await engine.StartContainerAsync(id, cancellationToken).ConfigureAwait(false);
                await ContainerSecrets.GiveAsync(engine, id, spec.Secrets, cancellationToken).ConfigureAwait(false);
            }
            catch
            {
                wait.Dispose();
                if (stream is not null)
                    await stream.DisposeAsync().ConfigureAwait(false);
                throw;
            }

            return new ContainerPty(engine, environment, spec.Labels.Describe(id, spec.Name, time.GetUtcNow()), wait, stream, options.ReaderScheduler, time);
        }
        catch
        {
            await RemoveAsync(engine, id).ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>
    /// An engine makes a working directory that is missing, without a word and inside the volume too; a worktree's <c>.git</c> it does not make.
    /// The worktree of a project's session is made again; one that the user named is not ours to make.
    /// </summary>
    private static async Task CheckWorktreeAsync(
        EngineClient engine, ContainerSpec spec, string id, string repository, Func<string, GitWorkspace> workspaceOf, CancellationToken cancellationToken)
    {
        if (spec.WorktreePath is not { } worktree)
            return;

        // git locks one that it is about to make, and leaves the lock when it is killed (builtin/worktree.c).
        string note = $"{repository}/.git/worktrees/{worktree[(worktree.LastIndexOf('/') + 1)..]}/locked";
        if (await engine.FindPathAsync(id, worktree + "/.git", cancellationToken).ConfigureAwait(false) is not null
            && (!spec.VolumeMustExist || await engine.FindPathAsync(id, note, cancellationToken).ConfigureAwait(false) is null))
            return;
        if (spec.Labels.ProjectId is { } project && workspaceOf(project) is var workspace && workspace.PathOf(spec.Labels.SessionId) == worktree)
        {
            await MakeWorktreeAsync(workspace, spec, cancellationToken).ConfigureAwait(false);
            return;
        }

        throw new EnvironmentException($"Cannot start session '{spec.Labels.SessionId}': there is no git worktree at '{worktree}'{(spec.VolumeName is { } volume ? $" in volume '{volume}'" : "")}. "
            + $"Add it first (git worktree add {worktree}), or name a working directory to start without one.");
    }

    private static async Task MakeWorktreeAsync(GitWorkspace workspace, ContainerSpec spec, CancellationToken cancellationToken)
    {
        try
        {
            await workspace.EnsureAsync(spec.Labels.SessionId, spec.BranchStart, cancellationToken).ConfigureAwait(false);
        }
        catch (GitException error)
        {
            throw new EnvironmentException($"Cannot start session '{spec.Labels.SessionId}': its worktree '{spec.WorktreePath}' in volume '{spec.VolumeName}' is missing and could not be made. {error.Message}", error);
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
