using System.Text;
using PromptWatcher.Detection.Profiles;

namespace PromptWatcher.Detection;

/// <summary>What is known of one program's screens, as data.</summary>
public sealed class AgentProfile
{
    private readonly Lazy<CompiledRule[]> _compiled;

    /// <summary>Creates an empty profile.</summary>
    public AgentProfile() => _compiled = new Lazy<CompiledRule[]>(() => [.. ProfileIncludes.RulesOf(this)]);

    /// <summary>Names the profile, as in <c>claude</c>.</summary>
    public string Id { get; set; } = "";

    /// <summary>The program's name as people write it, as in <c>Claude Code</c>; empty where it is the id.</summary>
    public string Name { get; set; } = "";

    /// <summary>File names and package names of the commands that start the program.</summary>
    public IReadOnlyList<string> Commands { get; set; } = [];

    /// <summary>The program runs others on its own terminal, as shells do: they are recognised while it runs.</summary>
    public bool RunsOthers { get; set; }

    /// <summary>How the program is recognised when the command line does not tell.</summary>
    public AgentRecognition Recognize { get; set; } = new();

    /// <summary>
    /// Profiles whose rules come after its own: ids, or names of files beside its own. <see cref="AgentProfiles.With"/> and
    /// <see cref="AgentProfiles.WithFiles"/> find them.
    /// </summary>
    public IReadOnlyList<string> Include { get; set; } = [];

    /// <summary>The rules.</summary>
    public IReadOnlyList<DetectionRule> Rules { get; set; } = [];

    /// <summary>What it includes, once that has been found.</summary>
    internal IReadOnlyList<AgentProfile> Included { get; init; } = [];

    internal CompiledRule[] Compiled => _compiled.Value;

    /// <summary>Reads a profile and checks it.</summary>
    /// <param name="json">The profile; members that it does not have are refused.</param>
    /// <param name="source">Where it comes from, for messages.</param>
    /// <exception cref="AgentProfileException">It is not right; the exception lists all that is wrong.</exception>
    public static AgentProfile Parse(string json, string source)
    {
        ArgumentNullException.ThrowIfNull(json);
        var errors = new List<AgentProfileError>();
        AgentProfile? profile = ProfileReader.Read(Encoding.UTF8.GetBytes(json), source, errors);
        return errors.Count == 0 ? profile! : throw new AgentProfileException(errors);
    }
}
