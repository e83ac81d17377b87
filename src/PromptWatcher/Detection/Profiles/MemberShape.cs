namespace PromptWatcher.Detection.Profiles;

/// <summary>One member of an <see cref="ObjectShape"/>.</summary>
/// <param name="Name">Its name in JSON.</param>
/// <param name="Value">What it may be.</param>
/// <param name="Description">What it means, for whoever writes one.</param>
/// <param name="IsRequired">It must be there.</param>
internal sealed record MemberShape(string Name, Shape Value, string Description, bool IsRequired = false);
