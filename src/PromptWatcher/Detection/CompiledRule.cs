namespace PromptWatcher.Detection;

/// <summary>A rule in the form in which it is asked.</summary>
internal sealed class CompiledRule(string profile, DetectionRule rule)
{
    private readonly Condition _when = new(rule.When);

    /// <summary>Its profile and its id, as in <c>claude/activity-line</c>.</summary>
    public string Name { get; } = $"{profile}/{rule.Id}";

    /// <summary>The rule as it was written.</summary>
    public DetectionRule Rule { get; } = rule;

    /// <summary>Whether the condition holds for these lines.</summary>
    public bool Holds(LineSource lines) => _when.Holds(lines);

    private sealed class Condition(RuleCondition when)
    {
        private readonly string[] _contains = [.. when.Contains];
        private readonly Pattern[] _patterns = [.. when.Regex.Select(static pattern => new Pattern(pattern))];
        private readonly Condition[] _any = [.. when.Any.Select(static inner => new Condition(inner))];
        private readonly Condition[] _not = [.. when.Not.Select(static inner => new Condition(inner))];

        public bool Holds(LineSource lines)
        {
            foreach (string text in _contains)
            {
                if (!lines.Contain(text))
                    return false;
            }

            foreach (Pattern pattern in _patterns)
            {
                if (!lines.Match(pattern))
                    return false;
            }

            foreach (Condition inner in _not)
            {
                if (inner.Holds(lines))
                    return false;
            }

            foreach (Condition inner in _any)
            {
                if (inner.Holds(lines))
                    return true;
            }

            return _any.Length == 0;
        }
    }
}
