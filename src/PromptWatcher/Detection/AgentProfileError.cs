namespace PromptWatcher.Detection;

/// <summary>One thing that is wrong with a profile.</summary>
/// <param name="Source">The file or section it comes from.</param>
/// <param name="Rule">The rule, or null when the profile itself is meant.</param>
/// <param name="Reason">What is wrong, and what is right.</param>
public sealed record AgentProfileError(string Source, string? Rule, string Reason)
{
    /// <summary><c>source: rule 'id': reason</c>.</summary>
    public override string ToString() => Rule is null ? $"{Source}: {Reason}" : $"{Source}: rule '{Rule}': {Reason}";
}
