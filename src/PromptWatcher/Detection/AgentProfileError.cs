namespace PromptWatcher.Detection;

/// <summary>One thing that is wrong with a profile.</summary>
/// <param name="Source">The file or section it comes from.</param>
/// <param name="Rule">The rule, or null when the profile itself is meant.</param>
/// <param name="Reason">What is wrong, and what is right.</param>
public sealed record AgentProfileError(string Source, string? Rule, string Reason)
{
    /// <summary>Where in the JSON, as in <c>$.rules[2].when.regex[0]</c>; null when the file as a whole is meant.</summary>
    public string? Path { get; init; }

    /// <summary>The line in the file, from 1; null where no file was read.</summary>
    public int? Line { get; init; }

    /// <summary><c>source:line: rule 'id': reason</c>, without what is not known.</summary>
    public override string ToString() =>
        $"{Source}{(Line is { } line ? $":{line}" : "")}: {(Rule is null ? "" : $"rule '{Rule}': ")}{Reason}";
}
