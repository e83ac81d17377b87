using PromptWatcher.Detection.Profiles;

namespace PromptWatcher.Detection;

/// <summary>Checks profiles before they are used.</summary>
public static class AgentProfileValidator
{
    private static readonly RuleRegion[] ConditionRegions = [RuleRegion.Title, RuleRegion.Status];

    /// <summary>All that is wrong with a profile; empty when it can be used.</summary>
    /// <param name="profile">The profile.</param>
    /// <param name="source">Where it comes from, for messages.</param>
    public static IReadOnlyList<AgentProfileError> Validate(AgentProfile profile, string source)
    {
        ArgumentNullException.ThrowIfNull(profile);
        var errors = new List<AgentProfileError>();
        foreach ((string path, string reason) in OfProfile(profile))
            errors.Add(new(source, null, reason) { Path = $"{JsonPath.Root}.{path}" });
        var ids = new HashSet<string>(StringComparer.Ordinal);
        for (int i = 0; i < profile.Rules.Count; i++)
        {
            DetectionRule rule = profile.Rules[i];
            string name = rule.Id.Length > 0 ? rule.Id : Unnamed(i);
            foreach ((string path, string reason) in OfRule(rule))
                errors.Add(new(source, name, reason) { Path = $"$.rules[{i}].{path}" });
            if (rule.Id.Length > 0 && !ids.Add(rule.Id))
                errors.Add(new(source, name, "another rule has the same id") { Path = $"$.rules[{i}].id" });
        }

        return errors;
    }

    /// <summary>What a rule without an id is called.</summary>
    internal static string Unnamed(int index) => $"#{index + 1}";

    private static IEnumerable<(string Path, string Reason)> OfProfile(AgentProfile profile)
    {
        if (profile.Id.Length == 0 || profile.Id[0] == '-' || !profile.Id.All(static c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'))
            yield return ("id", $"the id '{profile.Id}' is not made of lower-case letters, digits and hyphens");
        if (profile.Rules.Count > ProfileLimits.MaxRules)
            yield return ("rules", $"it has {profile.Rules.Count} rules, and may have {ProfileLimits.MaxRules}");
        foreach ((string path, string reason) in Texts("commands", profile.Commands).Concat(Texts("include", profile.Include)))
            yield return (path, reason);
        foreach ((string path, string reason) in Patterns("recognize.title", profile.Recognize.Title).Concat(Patterns("recognize.screen", profile.Recognize.Screen)))
            yield return (path, reason);
    }

    private static IEnumerable<(string Path, string Reason)> OfRule(DetectionRule rule)
    {
        if (rule.Id.Length == 0)
            yield return ("id", "it has no id");
        foreach ((string path, string reason) in rule.Condition is null ? OfState(rule) : OfCondition(rule))
            yield return (path, reason);
        if (IsEmpty(rule.When))
            yield return ("when", "when has no condition, so it would always hold");
        foreach ((string path, string reason) in OfWhen("when", rule.When, 1))
            yield return (path, reason);
    }

    private static IEnumerable<(string Path, string Reason)> OfCondition(DetectionRule rule)
    {
        if (rule.State is not null)
            yield return ("condition", "it has both a state and a condition; make two rules of it");
        if (rule.Condition is AgentConditions.None || !Enum.IsDefined(rule.Condition!.Value))
            yield return ("condition", $"the condition {rule.Condition} is not one; choose one");
        if ((rule.Kind ?? rule.Refines) is not null)
            yield return ("kind", "kind and refines are only for the state Awaiting");
        if (!ConditionRegions.Contains(rule.Region))
            yield return ("region", Impossible(rule.Region, "conditions", ConditionRegions));
    }

    private static IEnumerable<(string Path, string Reason)> OfState(DetectionRule rule)
    {
        if (RegionsOf(rule.State) is not { } regions)
        {
            yield return ("state", rule.State is null ? "it has neither a state nor a condition" : $"the state {rule.State} is none that a text can show; choose Working, Idle or Awaiting");
            yield break;
        }

        bool isAwaiting = rule.State == Activity.Awaiting;
        if (!regions.Contains(rule.Region))
            yield return ("region", Impossible(rule.Region, $"the state {rule.State}", regions));
        if (!isAwaiting && (rule.Kind ?? rule.Refines) is not null)
            yield return ("kind", $"kind and refines are only for the state Awaiting, not for {rule.State}");
        if (isAwaiting && rule.Kind is null && rule.Region is not (RuleRegion.Title or RuleRegion.FieldOption))
            yield return ("kind", "it has no kind, which a rule for Awaiting needs outside titles and labels of text fields");
        if (isAwaiting && rule.Refines is not null && rule.Region is not (RuleRegion.Question or RuleRegion.Options))
            yield return ("refines", "refines is only for the regions Question and Options");
    }

    /// <summary>The regions in which the detector asks rules for a state; others would never hold.</summary>
    private static RuleRegion[]? RegionsOf(Activity? state) => state switch
    {
        Activity.Working => [RuleRegion.Title, RuleRegion.Status],
        Activity.Idle => [RuleRegion.Title, RuleRegion.Status],
        Activity.Awaiting => [RuleRegion.Title, RuleRegion.CursorLine, RuleRegion.LastLine, RuleRegion.Question, RuleRegion.Options, RuleRegion.FieldOption],
        _ => null,
    };

    private static string Impossible(RuleRegion region, string what, RuleRegion[] possible) =>
        $"the region {region} is impossible for {what}: it is never looked at there; choose {string.Join(", ", possible)}";

    private static bool IsEmpty(RuleCondition when) => when.Contains.Count + when.Regex.Count + when.Any.Count + when.Not.Count == 0;

    private static IEnumerable<(string Path, string Reason)> OfWhen(string path, RuleCondition when, int depth)
    {
        foreach ((string, string) error in Texts($"{path}.contains", when.Contains).Concat(Patterns($"{path}.regex", when.Regex)))
            yield return error;
        foreach ((string inner, RuleCondition condition) in Inner($"{path}.any", when.Any).Concat(Inner($"{path}.not", when.Not)))
        {
            if (IsEmpty(condition))
                yield return (inner, "any or not has an empty condition");
            if (depth == ProfileLimits.MaxNesting)
            {
                yield return (inner, $"conditions stand within conditions more than {ProfileLimits.MaxNesting} deep");
                continue;
            }

            foreach ((string, string) error in OfWhen(inner, condition, depth + 1))
                yield return error;
        }
    }

    private static IEnumerable<(string Path, RuleCondition Condition)> Inner(string path, IReadOnlyList<RuleCondition> conditions) =>
        conditions.Select((condition, i) => (JsonPath.Element(path, i), condition));

    private static IEnumerable<(string Path, string Reason)> Texts(string path, IReadOnlyList<string> texts) => texts
        .Select((text, i) => (JsonPath.Element(path, i), text))
        .Where(static item => string.IsNullOrEmpty(item.text))
        .Select(static item => (item.Item1, $"an empty text stands in {item.Item1[..item.Item1.LastIndexOf('[')]}, which would always hold; remove it"));

    private static IEnumerable<(string Path, string Reason)> Patterns(string path, IReadOnlyList<string> patterns)
    {
        for (int i = 0; i < patterns.Count; i++)
        {
            if (PatternCheck.Refusal(patterns[i]) is { } reason)
                yield return (JsonPath.Element(path, i), reason);
        }
    }
}
