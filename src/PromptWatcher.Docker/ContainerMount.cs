namespace PromptWatcher.Docker;

/// <summary>A named volume or a directory of the engine's host, mounted in a container.</summary>
/// <param name="Source">The volume's name, or the absolute path of a directory.</param>
/// <param name="Target">The absolute path inside the container.</param>
/// <param name="IsReadOnly">The container may not write to it.</param>
public sealed record ContainerMount(string Source, string Target, bool IsReadOnly = false);
