namespace PromptWatcher.Detection.Profiles;

/// <summary>What a program is recognised by.</summary>
internal sealed class AgentSigns(AgentProfile profile)
{
    private readonly Pattern[] _title = Build(profile.Recognize.Title);
    private readonly Pattern[] _screen = Build(profile.Recognize.Screen);

    /// <summary>The program.</summary>
    public AgentProfile Profile => profile;

    /// <summary>The profile has any.</summary>
    public static bool Has(AgentProfile profile) => profile.Recognize.Title.Count + profile.Recognize.Screen.Count > 0;

    /// <summary>The title is this program's.</summary>
    public bool IsTitle(ReadOnlySpan<char> title) => IsAny(_title, title);

    /// <summary>A line of the screen is this program's.</summary>
    public bool IsLine(ReadOnlySpan<char> line) => IsAny(_screen, line);

    private static bool IsAny(Pattern[] patterns, ReadOnlySpan<char> text)
    {
        foreach (Pattern pattern in patterns)
        {
            if (pattern.IsMatch(text))
                return true;
        }

        return false;
    }

    private static Pattern[] Build(IReadOnlyList<string> patterns) => [.. patterns.Select(static pattern => new Pattern(pattern))];
}
