namespace PromptWatcher.Detection;

/// <summary>What must be in the region's lines; all members that are given must hold.</summary>
public sealed class RuleCondition
{
    /// <summary>Texts each of which some line contains; case does not matter.</summary>
    public IReadOnlyList<string> Contains { get; set; } = [];

    /// <summary>Regular expressions each of which some line matches. They run in linear time, so without look-around and back-references.</summary>
    public IReadOnlyList<string> Regex { get; set; } = [];

    /// <summary>Conditions of which at least one holds.</summary>
    public IReadOnlyList<RuleCondition> Any { get; set; } = [];

    /// <summary>Conditions of which none holds.</summary>
    public IReadOnlyList<RuleCondition> Not { get; set; } = [];
}
