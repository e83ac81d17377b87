namespace PromptWatcher.Detection;

/// <summary>One or more profiles can not be used.</summary>
public sealed class AgentProfileException(IReadOnlyList<AgentProfileError> errors)
    : Exception(string.Join(Environment.NewLine, errors))
{
    /// <summary>All that is wrong.</summary>
    public IReadOnlyList<AgentProfileError> Errors { get; } = errors;
}
