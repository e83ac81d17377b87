namespace PromptWatcher.Detection;

/// <summary>One rule of an <see cref="AgentProfile"/>: what a text that a program shows says about its state.</summary>
/// <remarks>
/// Rules name things; the screen's structure finds them. A rule for <see cref="Activity.Working"/> or <see cref="Activity.Idle"/> is
/// evidence beside motion and the input box. A rule for <see cref="Activity.Awaiting"/> tells the kind of a prompt that the structure
/// found (regions <see cref="RuleRegion.Question"/> and <see cref="RuleRegion.Options"/>), or that the line at the cursor or the last
/// line is one (<see cref="RuleRegion.CursorLine"/>, <see cref="RuleRegion.LastLine"/>), or backs a doubtful one
/// (<see cref="RuleRegion.Title"/>). A rule for a <see cref="Condition"/> is asked beside them, in titles, status lines and the screen's
/// last lines.
/// </remarks>
public sealed class DetectionRule
{
    /// <summary>Names the rule within its profile.</summary>
    public string Id { get; set; } = "";

    /// <summary>
    /// What it is evidence for: <see cref="Activity.Working"/>, <see cref="Activity.Idle"/> or <see cref="Activity.Awaiting"/>; null when it
    /// has a <see cref="Condition"/> instead.
    /// </summary>
    public Activity? State { get; set; }

    /// <summary>What it shows to hold beside the state: one of <see cref="AgentConditions"/>; null when it has a <see cref="State"/> instead.</summary>
    public AgentConditions? Condition { get; set; }

    /// <summary>The kind of prompt; only with <see cref="Activity.Awaiting"/>.</summary>
    public PromptKind? Kind { get; set; }

    /// <summary>Holds only for prompts of this kind so far; null for all.</summary>
    public PromptKind? Refines { get; set; }

    /// <summary>Rules with higher numbers are asked first; an agent's own come before the general ones of equal priority.</summary>
    public int Priority { get; set; }

    /// <summary>Which text it looks at.</summary>
    public RuleRegion Region { get; set; }

    /// <summary>What must be there.</summary>
    public RuleCondition When { get; set; } = new();
}
