namespace PromptWatcher.Detection.Profiles;

/// <summary>A profile as it was read, and where from.</summary>
/// <param name="Profile">The profile; what it includes has not been found yet.</param>
/// <param name="Source">Its file, for messages.</param>
/// <param name="Path">The full path of its file; null where there is none.</param>
internal sealed record ProfileFile(AgentProfile Profile, string Source, string? Path);
