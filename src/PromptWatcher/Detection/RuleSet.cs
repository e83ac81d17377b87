namespace PromptWatcher.Detection;

/// <summary>The rules that hold for one program, its own and the general ones, in the order in which they are asked.</summary>
internal sealed class RuleSet
{
    private readonly CompiledRule[] _rules;
    private readonly AgentProfile _generic = AgentProfiles.Default.Generic;
    private readonly AgentProfile? _own;

    public RuleSet(AgentProfile? profile)
    {
        AgentProfile generic = _generic;
        _own = profile is null || profile.Id == generic.Id ? null : profile;
        IEnumerable<CompiledRule> own = _own?.Compiled ?? [];
        _rules = [.. own.Concat(generic.Compiled).OrderByDescending(static rule => rule.Rule.Priority)];
    }

    /// <summary>All rules, in that order.</summary>
    public IReadOnlyList<CompiledRule> All => _rules;

    /// <summary>The first rule for a state and region that holds, or null.</summary>
    public DetectionRule? Find(Activity state, RuleRegion region, LineSource lines)
    {
        foreach (CompiledRule rule in _rules)
        {
            if (rule.Rule.State == state && rule.Rule.Region == region && rule.Holds(lines))
                return rule.Rule;
        }

        return null;
    }

    /// <summary>Whether a rule says that the option of this label opens a text field.</summary>
    public bool OpensField(string label)
    {
        var line = new LineSource(label);
        return Find(Activity.Awaiting, RuleRegion.FieldOption, line) is not null;
    }

    /// <summary>The rule as <c>profile/rule</c>.</summary>
    public string NameOf(DetectionRule rule) => $"{(_own is not null && _own.Rules.Contains(rule) ? _own : _generic).Id}/{rule.Id}";

    /// <summary>The kind of a prompt, starting from what its structure tells, and the last rule that changed it.</summary>
    public (PromptKind Kind, DetectionRule? Rule) Classify(PromptKind kind, string question, IReadOnlyList<PromptOption> options)
    {
        DetectionRule? last = null;
        foreach (CompiledRule rule in _rules)
        {
            if (rule.Rule.State != Activity.Awaiting || rule.Rule.Kind is not { } refined || (rule.Rule.Refines ?? kind) != kind)
                continue;
            bool holds = rule.Rule.Region switch
            {
                RuleRegion.Question => rule.Holds(new LineSource(question)),
                RuleRegion.Options => options.Count > 0 && rule.Holds(new LineSource(options)),
                _ => false,
            };
            if (holds)
                (kind, last) = (refined, rule.Rule);
        }

        return (kind, last);
    }
}
