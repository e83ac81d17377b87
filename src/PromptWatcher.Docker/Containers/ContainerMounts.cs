using PromptWatcher.Docker.Engine;

namespace PromptWatcher.Docker.Containers;

/// <summary>The rules for what is mounted in a container.</summary>
internal static class ContainerMounts
{
    private const string Bind = "bind";
    private const string Volume = "volume";

    private static readonly string[] KernelDirectories = ["/proc", "/sys", "/dev"];

    /// <summary>What is wrong with a mount; <see langword="null"/> when a container may have it.</summary>
    internal static string? Problem(ContainerMount mount)
    {
        bool isDirectory = mount.Source.StartsWith('/');
        if ((isDirectory ? ContainerPath.Problem("the directory", mount.Source) : EngineName.Problem("the volume's name", mount.Source)) is { } problem)
            return problem;
        if (isDirectory && HostPaths.IsClosed(mount.Source))
            return Closed(mount.Source);
        return TargetProblem("the mount's path", mount.Target);
    }

    /// <summary>What is wrong with a path to mount at; <see langword="null"/> when nothing is.</summary>
    internal static string? TargetProblem(string what, string path)
    {
        if (ContainerPath.Problem(what, path) is { } problem)
            return problem;
        return path == "/" || KernelDirectories.Any(directory => ContainerPath.IsInside(path, directory))
            ? $"{what} {Printable.Quote(path)} belongs to the container's own system. Choose another, such as '/data'."
            : null;
    }

    /// <summary>What is wrong with mounts on an engine that listens at this socket; <see langword="null"/> when none has it.</summary>
    internal static string? SocketProblem(IEnumerable<MountSpec> mounts, string socket) =>
        mounts.FirstOrDefault(mount => mount.Type == Bind && HostPaths.Meet(mount.Source, socket)) is { } found ? Closed(found.Source) : null;

    /// <summary>The project's volume, and what the spawn asks for.</summary>
    /// <exception cref="Environments.EnvironmentException">A mount will not do, or two have one path.</exception>
    internal static IReadOnlyList<MountSpec> Create(DockerEnvironmentOptions environment, DockerSpawnOptions? docker, string? projectVolume)
    {
        var mounts = new List<MountSpec>();
        if (projectVolume is not null)
            mounts.Add(new MountSpec(Volume, projectVolume, environment.RepositoryPath, ReadOnly: false));
        foreach (ContainerMount mount in docker?.Mounts ?? [])
        {
            Refusal.ThrowIf(Problem(mount));
            if (mounts.Any(other => other.Target == mount.Target))
                throw Refusal.Of($"two mounts have the path {Printable.Quote(mount.Target)}. Give each its own.");
            mounts.Add(new MountSpec(mount.Source[0] == '/' ? Bind : Volume, mount.Source, mount.Target, mount.IsReadOnly));
        }

        return mounts;
    }

    private static string Closed(string directory) =>
        $"the directory {Printable.Quote(directory)} is, or may hold, an engine's socket or data, or the kernel's own files: a container that has it is root on the engine's host. "
        + "Mount the directory that the program needs, or a named volume.";
}
