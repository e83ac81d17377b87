namespace PromptWatcher.Terminal;

/// <summary>Where a shell says it is. Any program can say so: take it as evidence, not as proof.</summary>
/// <param name="Host">The machine that it named, or null; it may be another one than this terminal's.</param>
/// <param name="Path">The folder's path in the notation of that machine.</param>
public sealed record WorkingDirectory(string? Host, string Path);
