using PromptWatcher.Docker.Containers;
using PromptWatcher.Docker.Engine;
using PromptWatcher.Environments;
using PromptWatcher.Projects;

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

    private Dictionary<string, string> OwnLabels => new() { [Labels.OwnerKey] = options.Owner, [LabelKey] = projectId };

    async ValueTask<GitRunner> IGitAccess.OpenAsync(bool isNew, string? source, CancellationToken cancellationToken)
    {
        // What is wrong with the source is told before the engine hears of it.
        IReadOnlyList<MountSpec> mounts = source is null ? [Mount] : MountsFor(source);
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            string image = await PrepareVolumeAsync(isNew, cancellationToken).ConfigureAwait(false);
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
    private async Task<GitRunner> CopyingAsync(string image, IReadOnlyList<MountSpec> mounts, string? network, CancellationToken cancellationToken)
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

    /// <summary>The image for git, and the volume: an engine makes one that it is asked to mount, also one whose name is a slip of the pen.</summary>
    private async Task<string> PrepareVolumeAsync(bool isNew, CancellationToken cancellationToken)
    {
        VolumeInspection? volume = await engine.FindVolumeAsync(Volume, cancellationToken).ConfigureAwait(false);
        if (volume is null && !isNew)
            throw new EnvironmentException($"There is no volume '{Volume}', which should hold the repository of project '{projectId}'. Make it with {nameof(GitWorkspace)}.{nameof(GitWorkspace.CloneAsync)} or {nameof(GitWorkspace.InitializeAsync)}.");
        string image = options.GitImage ?? options.Image ?? volume?.Labels?.GetValueOrDefault(Labels.ImageKey)
            ?? throw new EnvironmentException($"Cannot run git on the volume '{Volume}': no image is named. Set {nameof(DockerEnvironmentOptions)}.{nameof(DockerEnvironmentOptions.GitImage)} or {nameof(DockerEnvironmentOptions.Image)}.");
        if (volume is null)
        {
            var labels = new Dictionary<string, string> { [Labels.OwnerKey] = options.Owner, [Labels.ProjectKey] = projectId, [Labels.ImageKey] = image };
            await engine.CreateVolumeAsync(Volume, labels, cancellationToken).ConfigureAwait(false);
        }

        return image;
    }
}
