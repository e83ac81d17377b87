using PromptWatcher.Docker.Engine;

namespace PromptWatcher.Docker.Containers;

/// <summary>
/// How a container is held apart from its host: never privileged, in namespaces of its own, with the capabilities that were chosen and no way to
/// more. An init process passes signals on and reaps; without it the program, as process 1, ignores SIGTERM, SIGINT and SIGHUP. No log is kept: a
/// terminal's content has no business on the host's disk, and cannot be replayed from there.
/// </summary>
internal static class HostSettings
{
    /// <exception cref="Environments.EnvironmentException">A network or limit of the spawn will not do.</exception>
    internal static HostConfig Create(DockerEnvironmentOptions environment, DockerSpawnOptions? docker, IReadOnlyList<MountSpec> mounts)
    {
        string? network = docker?.Network ?? environment.Network;
        long? memory = docker?.Memory ?? environment.Memory;
        double? cpus = docker?.Cpus ?? environment.Cpus;
        Refusal.ThrowIf(network is null ? null : EngineName.NetworkProblem(network));
        Refusal.ThrowIf(ResourceLimits.MemoryProblem(memory));
        Refusal.ThrowIf(ResourceLimits.CpusProblem(cpus));
        return new HostConfig
        {
            LogConfig = new LogConfig("none"),
            Mounts = mounts,
            NetworkMode = network,
            CapDrop = ["ALL"],
            CapAdd = [.. environment.Capabilities],
            SecurityOpt = ["no-new-privileges"],
            PidsLimit = environment.PidsLimit,
            Memory = memory,
            NanoCpus = ResourceLimits.NanoCpus(cpus),
        };
    }

    /// <summary>
    /// For a git on a project's volume: the three capabilities that it takes to read, delete and give away what others own, and gone by itself when it
    /// ends. Without an init process before it, a start tells when there is none.
    /// </summary>
    internal static HostConfig CreateForGit(DockerEnvironmentOptions environment, IReadOnlyList<MountSpec> mounts, string? network) =>
        Create(environment, null, mounts) with { NetworkMode = network, CapAdd = ["CHOWN", "DAC_OVERRIDE", "FOWNER"], AutoRemove = true, Init = false };

    /// <summary>
    /// For the script that reads the host's processes: among them, without a network, on a file system that it cannot write to but for the one file that
    /// it keeps. SYS_PTRACE lets it see where processes work and what they wait for, DAC_READ_SEARCH also those of other users than root. Both end at
    /// AppArmor's profile for containers, where there is one.
    /// </summary>
    internal static HostConfig CreateForHost(DockerEnvironmentOptions environment) => Create(environment, null, []) with
    {
        PidMode = "host",
        NetworkMode = "none",
        ReadonlyRootfs = true,
        Tmpfs = new Dictionary<string, string> { ["/tmp"] = "size=64k,mode=700" },
        CapAdd = ["SYS_PTRACE", "DAC_READ_SEARCH"],
        SecurityOpt = ["no-new-privileges", "apparmor=unconfined"],
        PidsLimit = 32,
        Memory = 64 * 1024 * 1024,
        NanoCpus = null,
        AutoRemove = true,
        Init = false,
    };

    /// <summary>
    /// For commands among the host's processes: SYS_PTRACE lets it reach the host's files, SYS_CHROOT run a program of theirs, SETUID and SETGID become
    /// the terminal's user for that, and DAC_READ_SEARCH find the sockets of that user's servers.
    /// </summary>
    internal static HostConfig CreateForCommands(DockerEnvironmentOptions environment) =>
        CreateForHost(environment) with { CapAdd = ["SYS_PTRACE", "SYS_CHROOT", "SETUID", "SETGID", "DAC_READ_SEARCH"] };

    /// <summary>
    /// Docker keeps capabilities for a container's root. Podman 4.3 gives them to any other user too, who could then read and change every file: there
    /// a user who is not root keeps none.
    /// </summary>
    internal static IReadOnlyList<string> CapabilitiesFor(EngineVersion version, string? user, IReadOnlyList<string> kept) =>
        version.IsPodman && !ContainerUser.IsRoot(user) ? [] : kept;
}
