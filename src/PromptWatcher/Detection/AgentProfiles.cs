using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace PromptWatcher.Detection;

/// <summary>The profiles at hand.</summary>
public sealed class AgentProfiles
{
    private const string ResourcePrefix = "Profiles/";
    private const string GenericId = "generic";

    /// <summary>How many arguments of an interpreter are looked at for the program that it runs.</summary>
    private const int ArgumentsSearched = 4;

    private static readonly Lazy<AgentProfiles> Embedded = new(LoadEmbedded);

    private readonly Dictionary<string, AgentProfile> _profiles;

    private AgentProfiles(Dictionary<string, AgentProfile> profiles) => _profiles = profiles;

    /// <summary>The profiles that come with this library.</summary>
    public static AgentProfiles Default => Embedded.Value;

    /// <summary>The ids of all profiles.</summary>
    public IReadOnlyCollection<string> Ids => _profiles.Keys;

    internal AgentProfile Generic => _profiles[GenericId];

    /// <summary>These profiles and more; one with the id of another takes its place.</summary>
    /// <exception cref="AgentProfileException">A profile is not right.</exception>
    public AgentProfiles With(params IEnumerable<AgentProfile> profiles)
    {
        var all = new Dictionary<string, AgentProfile>(_profiles, StringComparer.OrdinalIgnoreCase);
        var errors = new List<AgentProfileError>();
        foreach (AgentProfile profile in profiles)
        {
            errors.AddRange(AgentProfileValidator.Validate(profile, profile.Id));
            all[profile.Id] = profile;
        }

        return errors.Count == 0 ? new AgentProfiles(all) : throw new AgentProfileException(errors);
    }

    /// <summary>Looks a profile up by its id.</summary>
    public bool TryGet(string id, [NotNullWhen(true)] out AgentProfile? profile) => _profiles.TryGetValue(id, out profile);

    /// <summary>Looks a profile up by its id.</summary>
    /// <exception cref="ArgumentException">No profile has this id; the message lists those that exist.</exception>
    public AgentProfile Get(string id) => TryGet(id, out AgentProfile? profile)
        ? profile
        : throw new ArgumentException($"No agent profile is called '{id}'. Known are: {string.Join(", ", Ids.Order(StringComparer.Ordinal))}.", nameof(id));

    /// <summary>The profile of the program that a command starts, also through an interpreter or a package runner; null when there is none.</summary>
    /// <param name="command">The command, with or without a path.</param>
    /// <param name="arguments">Its arguments.</param>
    public AgentProfile? Recognize(string command, IReadOnlyList<string> arguments)
    {
        if (ByCommand(command) is { } profile)
            return profile;
        if (!IsRunner(Name(command)))
            return null;
        foreach (string argument in arguments.Take(ArgumentsSearched))
        {
            if (!argument.StartsWith('-') && ByCommand(argument) is { } found)
                return found;
        }

        return null;
    }

    private AgentProfile? ByCommand(string command)
    {
        string name = Name(command);
        string package = command.LastIndexOf('@') is var version and > 0 ? command[..version] : command;
        foreach (AgentProfile profile in _profiles.Values)
        {
            if (profile.Commands.Contains(name, StringComparer.OrdinalIgnoreCase) || profile.Commands.Contains(package, StringComparer.OrdinalIgnoreCase))
                return profile;
        }

        return null;
    }

    private static string Name(string command)
    {
        string file = command[(command.LastIndexOfAny(['/', '\\']) + 1)..];
        return Path.GetExtension(file).ToLowerInvariant() is ".exe" or ".cmd" or ".bat" or ".ps1" or ".js" or ".mjs" or ".py"
            ? Path.GetFileNameWithoutExtension(file)
            : file;
    }

    private static bool IsRunner(string name) => name is "node" or "nodejs" or "npx" or "bun" or "bunx" or "deno" or "pnpm" or "pnpx" or "yarn"
        or "uv" or "uvx" or "pipx" or "python" or "python3" or "env" or "npm";

    private static AgentProfiles LoadEmbedded()
    {
        var profiles = new Dictionary<string, AgentProfile>(StringComparer.OrdinalIgnoreCase);
        Assembly assembly = typeof(AgentProfiles).Assembly;
        foreach (string name in assembly.GetManifestResourceNames())
        {
            if (!name.StartsWith(ResourcePrefix, StringComparison.Ordinal))
                continue;
            using Stream stream = assembly.GetManifestResourceStream(name)!;
            using var reader = new StreamReader(stream);
            AgentProfile profile = AgentProfile.Parse(reader.ReadToEnd(), name);
            profiles.Add(profile.Id, profile);
        }

        return new AgentProfiles(profiles);
    }
}
