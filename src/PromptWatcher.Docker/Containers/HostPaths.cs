namespace PromptWatcher.Docker.Containers;

/// <summary>
/// What of an engine's host no container gets: whoever reaches an engine's socket, its data or the kernel's own files there is root on the
/// host. The paths are compared as they are written; where the host's links lead cannot be seen from here.
/// </summary>
internal static class HostPaths
{
    // "*" is any one name. Each is refused itself, with all that lies in it, and with every directory that it lies in.
    private static readonly string[][] Closed =
    [
        .. new[]
        {
            "/proc", "/sys", "/dev", "/var/lib/docker", "/var/lib/containerd", "/var/lib/containers",
            "/run/docker.sock", "/run/docker", "/run/containerd", "/run/podman", "/run/crio", "/run/k3s", "/run/buildkit",
            "/run/user/*/docker.sock", "/run/user/*/docker", "/run/user/*/podman", "/run/user/*/containerd", "/run/user/*/buildkit",
            "/root/.docker", "/home/*/.docker", "/Users/*/.docker",
            "/root/.local/share/docker", "/home/*/.local/share/docker", "/root/.local/share/containers", "/home/*/.local/share/containers",
            "/Users/*/.colima", "/Users/*/.lima", "/Users/*/.orbstack", "/Users/*/.rd", "/home/*/.rd", "/Users/*/Library/Containers/com.docker.docker",
        }.Select(Names),
    ];

    private static readonly string[] Sockets =
        ["docker.sock", "docker.raw.sock", "docker.sock.raw", "docker-cli.sock", "dockerd.sock", "podman.sock", "containerd.sock", "crio.sock", "buildkitd.sock"];

    /// <summary>A container that got this directory or file could rule its host.</summary>
    internal static bool IsClosed(string path)
    {
        string[] names = Names(path);
        return names is [] || Sockets.Contains(names[^1], StringComparer.OrdinalIgnoreCase) || Closed.Any(closed => Meet(names, closed));
    }

    /// <summary>One of the paths is the other, or lies in it.</summary>
    internal static bool Meet(string path, string other) => Meet(Names(path), Names(Path.GetFullPath(other)));

    private static bool Meet(string[] path, string[] closed) =>
        path.Zip(closed).All(pair => pair.Second == "*" || pair.First.Equals(pair.Second, StringComparison.OrdinalIgnoreCase)); // macOS tells no case apart

    /// <summary>The names along the path, /var/run as what it is a link to, and /private as macOS has it.</summary>
    private static string[] Names(string path)
    {
        string[] names = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (names is ["private", .. var inside])
            names = inside;
        return names is ["var", "run", .. var rest] ? ["run", .. rest] : names;
    }
}
