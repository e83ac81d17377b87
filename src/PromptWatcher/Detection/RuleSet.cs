namespace PromptWatcher.Detection;

/// <summary>The rules that hold for one program, its own and the general ones, in the order in which they are asked.</summary>
/// <remarks>The detector keeps one and fills it anew when another program is recognised or the profiles change.</remarks>
internal sealed class RuleSet
{
    private CompiledRule[] _rules = [];
    private Dictionary<(Activity, RuleRegion), CompiledRule[]> _states = [];
    private Dictionary<RuleRegion, CompiledRule[]> _conditions = [];

    public RuleSet(AgentProfiles profiles, AgentProfile? profile) => Use(profiles, profile);

    /// <summary>Takes the rules of a program, and the general ones.</summary>
    public void Use(AgentProfiles profiles, AgentProfile? profile)
    {
        AgentProfile generic = profiles.Generic;
        IEnumerable<CompiledRule> own = profile is null || profile.Id == generic.Id ? [] : profile.Compiled;
        _rules = [.. own.Concat(generic.Compiled).OrderByDescending(static rule => rule.Rule.Priority)];
        _states = _rules.Where(static rule => rule.Rule.State is not null)
            .GroupBy(static rule => (rule.Rule.State!.Value, rule.Rule.Region)).ToDictionary(static group => group.Key, static group => group.ToArray());
        _conditions = _rules.Where(static rule => rule.Rule.Condition is not null)
            .GroupBy(static rule => rule.Rule.Region).ToDictionary(static group => group.Key, static group => group.ToArray());
    }

    /// <summary>All rules, in that order.</summary>
    public IReadOnlyList<CompiledRule> All => _rules;

    /// <summary>The first rule for a state and region that holds, or null.</summary>
    public CompiledRule? Find(Activity state, RuleRegion region, LineSource lines)
    {
        foreach (CompiledRule rule in _states.GetValueOrDefault((state, region), []))
        {
            if (rule.Holds(lines))
                return rule;
        }

        return null;
    }

    /// <summary>What the lines of a region show to hold beside the state.</summary>
    public AgentConditions Conditions(RuleRegion region, LineSource lines)
    {
        AgentConditions found = AgentConditions.None;
        foreach (CompiledRule rule in _conditions.GetValueOrDefault(region, []))
        {
            AgentConditions condition = rule.Rule.Condition!.Value;
            if ((found & condition) == 0 && rule.Holds(lines))
                found |= condition;
        }

        return found;
    }

    /// <summary>Whether a rule says that the option of this label opens a text field.</summary>
    public bool OpensField(string label)
    {
        var line = new LineSource(label);
        return Find(Activity.Awaiting, RuleRegion.FieldOption, line) is not null;
    }

    /// <summary>The kind of a prompt, starting from what its structure tells, and the last rule that changed it.</summary>
    public (PromptKind Kind, CompiledRule? Rule) Classify(PromptKind kind, string question, IReadOnlyList<PromptOption> options)
    {
        CompiledRule? last = null;
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
                (kind, last) = (refined, rule);
        }

        return (kind, last);
    }
}
