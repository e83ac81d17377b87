using PromptWatcher.Environments;

namespace PromptWatcher.Docker;

/// <summary>What runs in a container, and in which.</summary>
internal sealed record DockerPtyInfo(PtyInfo Pty, string ContainerId, string ContainerName);
