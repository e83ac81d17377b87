namespace PromptWatcher.Detection.Profiles;

/// <summary>What profiles include, found and put in order.</summary>
internal static class ProfileIncludes
{
    /// <summary>The rules of a profile, then those of what it includes. An id that is taken is not taken again.</summary>
    public static IEnumerable<CompiledRule> RulesOf(AgentProfile profile)
    {
        if (profile.Include.Count > profile.Included.Count)
            throw new InvalidOperationException($"The profile '{profile.Id}' includes others, which have not been found. Add it with {nameof(AgentProfiles)}.{nameof(AgentProfiles.With)}, and take it from there.");
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (AgentProfile part in Flat(profile))
        {
            foreach (DetectionRule rule in part.Rules)
            {
                if (ids.Add(rule.Id))
                    yield return new CompiledRule(part.Id, rule);
            }
        }
    }

    private static IEnumerable<AgentProfile> Flat(AgentProfile profile) => profile.Included.SelectMany(Flat).Prepend(profile);
}
