using PromptWatcher.Docker.Engine;

namespace PromptWatcher.Docker.Containers;

/// <summary>The rules for what is mounted in a container.</summary>
internal static class ContainerMounts
{
    private static readonly string[] KernelDirectories = ["/proc", "/sys", "/dev"];

    /// <summary>What is wrong with a mount; <see langword="null"/> when a container may have it.</summary>
    internal static string? Problem(ContainerMount mount, string? engineSocket)
    {
        bool isDirectory = mount.Source.StartsWith('/');
        if ((isDirectory ? ContainerPath.Problem("the directory", mount.Source) : EngineName.Problem("the volume's name", mount.Source)) is { } problem)
            return problem;
        if (isDirectory && HostPaths.IsClosed(mount.Source, engineSocket))
        {
            return $"the directory {Printable.Quote(mount.Source)} is, or may hold, an engine's socket or data, or the kernel's own files: a container that has it is root on "
                + "the engine's host. Mount the directory that the program needs, or a named volume.";
        }

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

    /// <summary>The project's volume, and what the spawn asks for.</summary>
    /// <exception cref="Environments.EnvironmentException">A mount will not do, or two have one path.</exception>
    internal static IReadOnlyList<MountSpec> Create(DockerEnvironmentOptions environment, DockerSpawnOptions? docker, string? projectVolume, string? engineSocket)
    {
        var mounts = new List<MountSpec>();
        if (projectVolume is not null)
            mounts.Add(new MountSpec("volume", projectVolume, environment.RepositoryPath, ReadOnly: false));
        foreach (ContainerMount mount in docker?.Mounts ?? [])
        {
            Refusal.ThrowIf(Problem(mount, engineSocket));
            if (mounts.Any(other => other.Target == mount.Target))
                throw Refusal.Of($"two mounts have the path {Printable.Quote(mount.Target)}. Give each its own.");
            mounts.Add(new MountSpec(mount.Source[0] == '/' ? "bind" : "volume", mount.Source, mount.Target, mount.IsReadOnly));
        }

        return mounts;
    }
}
