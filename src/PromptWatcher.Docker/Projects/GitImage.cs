namespace PromptWatcher.Docker.Projects;

/// <summary>What git runs in.</summary>
/// <param name="Name">The image.</param>
/// <param name="User">The user whose sessions work on the volume, as whom git makes things; <see langword="null"/> for root.</param>
internal sealed record GitImage(string Name, string? User);
