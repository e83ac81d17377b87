using PromptWatcher.Environments;

namespace PromptWatcher.Docker;

/// <summary>What to run in a container, where the environment's own settings do not fit.</summary>
/// <remarks>
/// Without a <see cref="PtySpawnOptions.WorkingDirectory"/> the program starts in its <see cref="PtySpawnOptions.WorktreePath"/>, else in the
/// worktree of <see cref="DockerEnvironmentOptions.WorktreePath"/> where a <see cref="PtySpawnOptions.ProjectId"/> is named, else where its image
/// says. It gets the variables of its image, those that name its terminal, and those of <see cref="PtySpawnOptions.Environment"/>. An empty
/// command runs <see cref="DockerEnvironmentOptions.Shell"/>.
/// </remarks>
public sealed record DockerSpawnOptions : PtySpawnOptions
{
    /// <summary>The image; <see cref="DockerEnvironmentOptions.Image"/> when it is <see langword="null"/>.</summary>
    public string? Image { get; init; }

    /// <summary>
    /// The name or id of a running container to run in, in place of a container of the session's own. It starts four times as fast, and
    /// cannot be taken over: when the connection or this process ends, nobody sees the program again. Image, mounts, network, limits,
    /// labels and secrets are for a container of the session's own and cannot be given beside it.
    /// </summary>
    public string? Container { get; init; }

    /// <summary>Volumes and directories that the container gets besides its project's volume, each at a path of its own.</summary>
    public IReadOnlyList<ContainerMount> Mounts { get; init; } = [];

    /// <summary>The user; <see cref="DockerEnvironmentOptions.User"/> when it is <see langword="null"/>.</summary>
    public string? User { get; init; }

    /// <summary>The network; <see cref="DockerEnvironmentOptions.Network"/> when it is <see langword="null"/>.</summary>
    public string? Network { get; init; }

    /// <summary>Bytes of memory; <see cref="DockerEnvironmentOptions.Memory"/> when it is <see langword="null"/>.</summary>
    public long? Memory { get; init; }

    /// <summary>Processors; <see cref="DockerEnvironmentOptions.Cpus"/> when it is <see langword="null"/>.</summary>
    public double? Cpus { get; init; }

    /// <summary>Labels besides those of PromptWatcher, none of which may begin with <c>promptwatcher.</c>. Whoever may list containers reads them.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>Is told how the pulling of the image goes.</summary>
    public IProgress<PullProgress>? PullProgress { get; init; }
}
