using System.Text.Json;

namespace PromptWatcher.Detection;

/// <summary>What is known of one program's screens, as data.</summary>
public sealed class AgentProfile
{
    private readonly Lazy<CompiledRule[]> _compiled;

    /// <summary>Creates an empty profile.</summary>
    public AgentProfile() => _compiled = new Lazy<CompiledRule[]>(() => [.. Rules.Select(rule => new CompiledRule(Id, rule))]);

    /// <summary>Names the profile, as in <c>claude</c>.</summary>
    public string Id { get; set; } = "";

    /// <summary>File names and package names of the commands that start the program.</summary>
    public IReadOnlyList<string> Commands { get; set; } = [];

    /// <summary>The rules.</summary>
    public IReadOnlyList<DetectionRule> Rules { get; set; } = [];

    internal CompiledRule[] Compiled => _compiled.Value;

    /// <summary>Reads a profile and checks it.</summary>
    /// <param name="json">The profile; members that it does not have are refused.</param>
    /// <param name="source">Where it comes from, for messages.</param>
    /// <exception cref="AgentProfileException">It is not right; the exception lists all that is wrong.</exception>
    public static AgentProfile Parse(string json, string source)
    {
        AgentProfile? profile;
        try
        {
            profile = JsonSerializer.Deserialize(json, ProfileJson.Default.AgentProfile);
        }
        catch (JsonException e)
        {
            throw new AgentProfileException([new AgentProfileError(source, null, e.Message)]);
        }

        IReadOnlyList<AgentProfileError> errors = profile is null
            ? [new AgentProfileError(source, null, "the file holds null instead of a profile")]
            : AgentProfileValidator.Validate(profile, source);
        return errors.Count == 0 ? profile! : throw new AgentProfileException(errors);
    }
}
