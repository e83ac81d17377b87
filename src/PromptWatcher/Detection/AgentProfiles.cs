using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Text.Json;
using PromptWatcher.Detection.Profiles;
using PromptWatcher.Environments;

namespace PromptWatcher.Detection;

/// <summary>The profiles at hand. Immutable, and safe for concurrent use.</summary>
public sealed class AgentProfiles
{
    private const string ResourcePrefix = "Profiles/";
    private const string GenericId = "generic";

    private static readonly Lazy<AgentProfiles> Embedded = new(LoadEmbedded);

    private readonly Dictionary<string, ProfileFile> _files;
    private readonly Dictionary<string, AgentProfile> _profiles;
    private readonly Lazy<AgentSigns[]> _signs;

    internal AgentProfiles(Dictionary<string, ProfileFile> files, Dictionary<string, AgentProfile> profiles)
    {
        _files = files;
        _profiles = profiles;
        _signs = new Lazy<AgentSigns[]>(() => [.. profiles.Values.Where(AgentSigns.Has).Select(static profile => new AgentSigns(profile))]);
    }

    /// <summary>The profiles that come with this library.</summary>
    public static AgentProfiles Default => Embedded.Value;

    /// <summary>The ids of all profiles.</summary>
    public IReadOnlyCollection<string> Ids => _profiles.Keys;

    internal AgentProfile Generic => _profiles[GenericId];

    /// <summary>The profiles with what they come from, before what they include was found.</summary>
    internal IReadOnlyDictionary<string, ProfileFile> Files => _files;

    /// <summary>What the profiles' programs are recognised by.</summary>
    internal AgentSigns[] Signs => _signs.Value;

    /// <summary>These profiles and more; one with the id of another takes its place.</summary>
    /// <param name="profiles">Profiles; what they include is found by its id.</param>
    /// <exception cref="AgentProfileException">A profile is not right, or two have one id; the exception lists all that is wrong.</exception>
    public AgentProfiles With(params IEnumerable<AgentProfile> profiles)
    {
        ArgumentNullException.ThrowIfNull(profiles);
        var loader = new ProfileLoader(_files);
        foreach (AgentProfile profile in profiles)
        {
            loader.Errors.AddRange(AgentProfileValidator.Validate(profile, profile.Id));
            loader.Add(new ProfileFile(profile, profile.Id, null));
        }

        return loader.Build() ?? throw new AgentProfileException(loader.Errors);
    }

    /// <summary>These profiles and those of files; one with the id of another takes its place.</summary>
    /// <param name="files">Paths of files with one profile each; what they include is found by its id or beside them.</param>
    /// <exception cref="AgentProfileException">A file is not right, or two have one id; the exception lists all that is wrong in all files.</exception>
    public AgentProfiles WithFiles(params IEnumerable<string> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        var loader = new ProfileLoader(_files);
        foreach (string file in files)
            loader.AddFile(file);
        return loader.Build() ?? throw new AgentProfileException(loader.Errors);
    }

    /// <summary>Looks a profile up by its id.</summary>
    public bool TryGet(string id, [NotNullWhen(true)] out AgentProfile? profile) => _profiles.TryGetValue(id, out profile);

    /// <summary>Looks a profile up by its id.</summary>
    /// <exception cref="UnknownIdException">No profile has this id; the message lists those that exist.</exception>
    public AgentProfile Get(string id) => TryGet(id, out AgentProfile? profile) ? profile : throw new UnknownIdException("agent", id, Ids);

    /// <summary>The profile of the program that a command starts, also through an interpreter or a package runner; null when there is none.</summary>
    /// <param name="command">The command, with or without a path.</param>
    /// <param name="arguments">Its arguments.</param>
    public AgentProfile? Recognize(string command, IReadOnlyList<string> arguments)
    {
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(arguments);
        return CommandNames.Recognize(_profiles.Values, command, arguments);
    }

    private static AgentProfiles LoadEmbedded()
    {
        var loader = new ProfileLoader(new Dictionary<string, ProfileFile>());
        Assembly assembly = typeof(AgentProfiles).Assembly;
        foreach (string name in assembly.GetManifestResourceNames())
        {
            if (!name.StartsWith(ResourcePrefix, StringComparison.Ordinal))
                continue;
            // Not checked as those of users are: that is a test's work, and half of what the first session of a process would cost.
            using Stream stream = assembly.GetManifestResourceStream(name)!;
            loader.Add(new ProfileFile(JsonSerializer.Deserialize(stream, ProfileJson.Default.AgentProfile)!, name, null));
        }

        return loader.Build() ?? throw new AgentProfileException(loader.Errors);
    }
}
