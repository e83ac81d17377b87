using System.Text.RegularExpressions;

namespace PromptWatcher.Detection;

/// <summary>A regular expression of a profile, built when it is first asked: that takes milliseconds, and most are never asked.</summary>
/// <param name="pattern">The expression, which <see cref="Profiles.PatternCheck"/> lets through.</param>
internal sealed class Pattern(string pattern)
{
    /// <summary>Linear time, the same in every culture.</summary>
    public const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;

    private Regex? _built;

    /// <summary>Whether it is found in a text.</summary>
    public bool IsMatch(ReadOnlySpan<char> text) => (_built ??= new Regex(pattern, Options)).IsMatch(text);
}
