using System.Text.RegularExpressions;

namespace PromptWatcher.Detection;

/// <summary>A rule with its regular expressions built.</summary>
internal sealed class CompiledRule(string profile, DetectionRule rule)
{
    /// <summary>Linear time, the same in every culture.</summary>
    public const RegexOptions PatternOptions = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;

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
        private readonly Regex[] _patterns = [.. when.Regex.Select(static pattern => new Regex(pattern, PatternOptions))];
        private readonly Condition[] _any = [.. when.Any.Select(static inner => new Condition(inner))];
        private readonly Condition[] _not = [.. when.Not.Select(static inner => new Condition(inner))];

        public bool Holds(LineSource lines)
        {
            foreach (string text in _contains)
            {
                if (!lines.Contain(text))
                    return false;
            }

            foreach (Regex pattern in _patterns)
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
