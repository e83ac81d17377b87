namespace PromptWatcher.Hosts.Commands;

/// <summary>A user of the host.</summary>
/// <param name="Id">The number.</param>
/// <param name="Name">The name, where it is known.</param>
internal readonly record struct HostUser(int Id, string? Name);
