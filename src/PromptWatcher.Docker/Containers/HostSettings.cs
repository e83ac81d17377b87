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

    /// <summary>For a git on a project's volume: no capability at all, and gone by itself when it ends. Without an init process before it, a start tells when there is none.</summary>
    internal static HostConfig CreateForGit(DockerEnvironmentOptions environment, IReadOnlyList<MountSpec> mounts, string? network) =>
        Create(environment, null, mounts) with { NetworkMode = network, CapAdd = [], AutoRemove = true, Init = false };

    /// <summary>
    /// Docker keeps capabilities for a container's root. Podman 4.3 gives them to any other user too, who could then read and change every file: there
    /// a user who is not root keeps none.
    /// </summary>
    internal static IReadOnlyList<string> CapabilitiesFor(EngineVersion version, string? user, IReadOnlyList<string> kept) =>
        version.IsPodman && !ContainerUser.IsRoot(user) ? [] : kept;
}
