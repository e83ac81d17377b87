using PromptWatcher.Docker.Containers;
using PromptWatcher.Docker.Engine;
using PromptWatcher.Environments;
using PromptWatcher.Projects;
using PromptWatcher.Storage;

namespace PromptWatcher.Docker.Projects;

/// <summary>git on a project's volume, in one container for all that goes on at the same time.</summary>
internal sealed class DockerGit(EngineClient engine, DockerEnvironmentOptions options, string projectId, TimeProvider time) : IGitAccess
{
    /// <summary>The label of a container in which git runs; its value is the project.</summary>
    internal const string LabelKey = Labels.Prefix + "git";

    private readonly SemaphoreSlim _gate = new(1, 1);
    private GitContainer? _shared;
    private int _users;

    private string Volume => NameTemplate.FillProject(options.VolumeName, projectId);

    private Dictionary<string, string> OwnLabels => new() { [Labels.OwnerKey] = options.Owner, [LabelKey] = projectId, [Labels.HostKey] = HostProcess.Current };

    async ValueTask<GitRunner> IGitAccess.OpenAsync(bool isNew, string? source, CancellationToken cancellationToken)
    {
        // What is wrong with the source is told before the engine hears of it.
        IReadOnlyList<MountSpec> mounts = source is null ? [Mount] : MountsFor(source);
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            GitImage image = await PrepareAsync(isNew, cancellationToken).ConfigureAwait(false);
            if (source is not null)
                return await CopyingAsync(image, mounts, source[0] == '/' ? "none" : options.Network, cancellationToken).ConfigureAwait(false);
            _shared ??= await GitContainer.StartAsync(engine, options, image, OwnLabels, mounts, "none", cancellationToken).ConfigureAwait(false);
            _users++;
            return new DockerGitRunner(engine, _shared, ReleaseAsync, time);
        }
        finally
        {
            _gate.Release();
        }
    }

    private MountSpec Mount => new("volume", Volume, options.RepositoryPath, ReadOnly: false);

    private IReadOnlyList<MountSpec> MountsFor(string source)
    {
        if (source[0] != '/')
            return [Mount];
        Refusal.ThrowIf(ContainerMounts.Problem(new ContainerMount(source, source, IsReadOnly: true))
            ?? (ContainerPath.IsInside(source, options.RepositoryPath) || ContainerPath.IsInside(options.RepositoryPath, source)
                ? $"the repository {Printable.Quote(source)} would hide the volume at '{options.RepositoryPath}'. Move it, or mount volumes elsewhere with {nameof(DockerEnvironmentOptions)}.{nameof(options.RepositoryPath)}."
                : null));
        return [Mount, new MountSpec("bind", source, source, ReadOnly: true)];
    }

    // Apart from the others: it reaches a network, or a directory of the engine's host.
    private async Task<GitRunner> CopyingAsync(GitImage image, IReadOnlyList<MountSpec> mounts, string? network, CancellationToken cancellationToken)
    {
        GitContainer container = await GitContainer.StartAsync(engine, options, image, OwnLabels, mounts, network, cancellationToken).ConfigureAwait(false);
        try
        {
            await container.TrustAsync(cancellationToken).ConfigureAwait(false);
            return new DockerGitRunner(engine, container, container.DisposeAsync, time);
        }
        catch
        {
            await container.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private async ValueTask ReleaseAsync()
    {
        await _gate.WaitAsync().ConfigureAwait(false);
        try
        {
            if (--_users > 0)
                return;
            GitContainer last = _shared!;
            _shared = null;
            await last.DisposeAsync().ConfigureAwait(false);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>The image for git, with the volume there.</summary>
    private async Task<GitImage> PrepareAsync(bool isNew, CancellationToken cancellationToken)
    {
        string name = await new ProjectVolume(engine, Volume, options.Owner, projectId).PrepareAsync(isNew, options.GitImage ?? options.Image, cancellationToken).ConfigureAwait(false)
            ?? throw new EnvironmentException($"Cannot run git on the volume '{Volume}': no image is named. Set {nameof(DockerEnvironmentOptions)}.{nameof(DockerEnvironmentOptions.GitImage)} or {nameof(DockerEnvironmentOptions.Image)}.");
        ImageConfig? image = await ImageSearch.FindAsync(engine, options, name, progress: null, cancellationToken).ConfigureAwait(false);
        if (options.User is null && options.Image is { } sessions && sessions != name)
            image = await ImageSearch.FindAsync(engine, options, sessions, progress: null, cancellationToken).ConfigureAwait(false);
        return new GitImage(name, options.User ?? (image?.User is { Length: > 0 } user ? user : null));
    }
}
