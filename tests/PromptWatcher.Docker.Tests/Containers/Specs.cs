using PromptWatcher.Docker.Containers;
using PromptWatcher.Docker.Engine;
using PromptWatcher.Environments;

namespace PromptWatcher.Docker.Tests.Containers;

/// <summary>What tests of containers' specs share.</summary>
internal static class Specs
{
    internal static readonly EngineVersion Newer = new(new Version(1, 44), IsPodman: false);
    internal static readonly EngineVersion Older = new(new Version(1, 41), IsPodman: false);
    internal static readonly EngineVersion Podman = new(new Version(1, 41), IsPodman: true);

    internal static DockerSpawnOptions Spawn => new() { Command = "claude", Image = "node:22" };

    internal static ContainerSpec Create(PtySpawnOptions options, Action<DockerEnvironmentOptions>? configure = null)
    {
        var environment = new DockerEnvironmentOptions { Image = "debian" };
        configure?.Invoke(environment);
        return ContainerSpec.Create(environment, options, options.SessionId ?? "s1");
    }

    internal static CreateContainerRequest Request(PtySpawnOptions options, EngineVersion? version = null, Action<DockerEnvironmentOptions>? configure = null, string? imageUser = null) =>
        Create(options, configure).RequestFor(version ?? Newer, imageUser);
}
