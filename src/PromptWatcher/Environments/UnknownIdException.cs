namespace PromptWatcher.Environments;

/// <summary>An environment or an agent was named that does not exist.</summary>
public sealed class UnknownIdException : EnvironmentException
{
    /// <summary>Makes one that lists what exists.</summary>
    /// <param name="what">What was looked for: <c>environment</c> or <c>agent</c>.</param>
    /// <param name="id">The id that was named.</param>
    /// <param name="known">The ids that exist.</param>
    public UnknownIdException(string what, string id, IEnumerable<string> known)
        : base($"There is no {what} '{id}'. Choose one of: {string.Join(", ", known.Order(StringComparer.Ordinal))}.") => What = what;

    /// <summary>What was looked for: <c>environment</c> or <c>agent</c>.</summary>
    public string What { get; }
}
