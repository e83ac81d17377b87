namespace PromptWatcher.Docker;

/// <summary>How the pulling of an image goes.</summary>
/// <param name="Status">What the engine does, in its words.</param>
/// <param name="Layer">The layer that it does it with, where it names one.</param>
/// <param name="CurrentBytes">Bytes of the layer done, where the engine counts them.</param>
/// <param name="TotalBytes">Bytes of the layer, where the engine knows them.</param>
public sealed record PullProgress(string Status, string? Layer, long? CurrentBytes, long? TotalBytes);
