using System.Text.RegularExpressions;

namespace PromptWatcher.Detection;

/// <summary>Checks profiles before they are used.</summary>
public static class AgentProfileValidator
{
    /// <summary>All that is wrong with a profile; empty when it can be used.</summary>
    /// <param name="profile">The profile.</param>
    /// <param name="source">Where it comes from, for messages.</param>
    public static IReadOnlyList<AgentProfileError> Validate(AgentProfile profile, string source)
    {
        ArgumentNullException.ThrowIfNull(profile);
        var errors = new List<AgentProfileError>();
        if (profile.Id.Length == 0 || !profile.Id.All(static c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'))
            errors.Add(new(source, null, $"the id '{profile.Id}' is not made of lower-case letters, digits and hyphens"));
        var ids = new HashSet<string>(StringComparer.Ordinal);
        for (int i = 0; i < profile.Rules.Count; i++)
        {
            DetectionRule rule = profile.Rules[i];
            string name = rule.Id.Length > 0 ? rule.Id : $"#{i + 1}";
            foreach (string reason in Reasons(rule))
                errors.Add(new(source, name, reason));
            if (rule.Id.Length > 0 && !ids.Add(rule.Id))
                errors.Add(new(source, name, "another rule has the same id"));
        }

        return errors;
    }

    private static IEnumerable<string> Reasons(DetectionRule rule)
    {
        if (rule.Id.Length == 0)
            yield return "it has no id";
        if (rule.State is not (Activity.Working or Activity.Idle or Activity.Awaiting))
            yield return $"the state {rule.State} is none that a text can show; choose Working, Idle or Awaiting";
        if (rule.State != Activity.Awaiting && (rule.Kind ?? rule.Refines) is not null)
            yield return "kind and refines are only for the state Awaiting";
        if (rule.State != Activity.Awaiting && rule.Region is RuleRegion.Question or RuleRegion.Options or RuleRegion.FieldOption)
            yield return $"the region {rule.Region} exists only in prompts; choose the state Awaiting";
        if (rule.State == Activity.Awaiting && rule.Kind is null && rule.Region is not (RuleRegion.Title or RuleRegion.FieldOption))
            yield return "it has no kind";
        if (rule.State == Activity.Awaiting && rule.Region is RuleRegion.Screen or RuleRegion.Status)
            yield return $"the region {rule.Region} shows no prompt; choose Question, Options, CursorLine, LastLine or Title";
        if (IsEmpty(rule.When))
            yield return "when has no condition, so it would always hold";
        foreach (string reason in Patterns(rule.When))
            yield return reason;
    }

    private static bool IsEmpty(RuleCondition when) => when.Contains.Count + when.Regex.Count + when.Any.Count + when.Not.Count == 0;

    private static IEnumerable<string> Patterns(RuleCondition when)
    {
        if (when.Contains.Any(string.IsNullOrEmpty))
            yield return "contains has an empty text, which every line contains";
        foreach (string pattern in when.Regex)
        {
            if (Refusal(pattern) is { } reason)
                yield return reason;
        }

        foreach (RuleCondition inner in when.Any.Concat(when.Not))
        {
            if (IsEmpty(inner))
                yield return "any or not has an empty condition";
            foreach (string reason in Patterns(inner))
                yield return reason;
        }
    }

    private static string? Refusal(string pattern)
    {
        try
        {
            _ = new Regex(pattern, CompiledRule.PatternOptions);
            return null;
        }
        catch (NotSupportedException e)
        {
            return $"the regex '{pattern}' needs look-around or back-references, which are refused because they can hang a host: {e.Message}";
        }
        catch (ArgumentException e)
        {
            return $"the regex '{pattern}' can not be read: {e.Message}";
        }
    }
}
