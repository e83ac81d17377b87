namespace PromptWatcher.Detection.Profiles;

/// <summary>One load of profiles: files are read, what they include is found, and all that is wrong is collected.</summary>
/// <param name="basis">The profiles that are there already, by their ids.</param>
internal sealed class ProfileLoader(IReadOnlyDictionary<string, ProfileFile> basis)
{
    private readonly Dictionary<string, ProfileFile> _profiles = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, ProfileFile?> _files = new(StringComparer.Ordinal);
    private readonly Dictionary<AgentProfile, AgentProfile?> _resolved = [];
    private readonly List<ProfileFile> _chain = [];

    /// <summary>All that is wrong.</summary>
    public List<AgentProfileError> Errors { get; } = [];

    /// <summary>The full paths of the files that were read or looked for.</summary>
    public IReadOnlyCollection<string> Files => _files.Keys;

    /// <summary>Adds a file.</summary>
    public void AddFile(string file)
    {
        string path = FullPath(file);
        if (!_files.ContainsKey(path) && ReadFile(path, file) is { } read)
            Add(read);
    }

    /// <summary>Adds the files of a folder that end with <c>.json</c>, without those of the folders in it.</summary>
    public void AddFolder(string folder)
    {
        if (FilesOf(folder) is { } files)
        {
            foreach (string file in files)
                AddFile(file);
        }
        else
        {
            Errors.Add(new(folder, null, "there is no such folder that can be read; create it, or take it out of the configuration"));
        }
    }

    /// <summary>Adds a profile.</summary>
    public void Add(ProfileFile added)
    {
        if (_profiles.TryGetValue(added.Profile.Id, out ProfileFile? other) && other != added)
            Errors.Add(new(added.Source, null, $"the id '{added.Profile.Id}' is that of {other.Source} as well; give one of them another") { Path = "$.id" });
        else
            _profiles[added.Profile.Id] = added;
    }

    /// <summary>All profiles, with what they include; null when something is wrong.</summary>
    public AgentProfiles? Build()
    {
        var all = new Dictionary<string, ProfileFile>(basis, StringComparer.OrdinalIgnoreCase);
        foreach (ProfileFile profile in _profiles.Values)
            all[profile.Profile.Id] = profile;
        var resolved = new Dictionary<string, AgentProfile>(StringComparer.OrdinalIgnoreCase);
        foreach (ProfileFile profile in all.Values)
        {
            if (Resolve(profile, all) is { } whole)
                resolved.Add(whole.Id, whole);
        }

        return Errors.Count == 0 ? new AgentProfiles(all, resolved) : null;
    }

    /// <summary>The profiles' files in a folder, in the order of their names; null when it cannot be read.</summary>
    public static string[]? FilesOf(string folder)
    {
        try
        {
            return [.. Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>The path in full; one that can be none stays as it is and is not found.</summary>
    public static string FullPath(string file)
    {
        try
        {
            return Path.GetFullPath(file);
        }
        catch (ArgumentException)
        {
            return file;
        }
    }

    private AgentProfile? Resolve(ProfileFile file, Dictionary<string, ProfileFile> all)
    {
        AgentProfile profile = file.Profile;
        if (profile.Include.Count == 0)
            return profile;
        if (_resolved.TryGetValue(profile, out AgentProfile? done))
            return done;
        _chain.Add(file);
        var included = new List<AgentProfile>();
        for (int i = 0; i < profile.Include.Count; i++)
        {
            string? reason = Find(profile.Include[i], file, all, out ProfileFile? found);
            if (found is not null && _chain.IndexOf(found) is >= 0 and var start)
                reason = $"the include '{profile.Include[i]}' leads back to where it came from: {string.Join(" → ", _chain.Skip(start).Append(found).Select(static part => part.Source))}; take one of them out";
            if (reason is not null)
                Errors.Add(new(file.Source, null, reason) { Path = JsonPath.Element("$.include", i) });
            else if (found is not null && Resolve(found, all) is { } whole)
                included.Add(whole);
        }

        _chain.RemoveAt(_chain.Count - 1);
        return _resolved[profile] = included.Count < profile.Include.Count ? null : Whole(profile, included);
    }

    // What a profile leaves out is that of the one it adds to.
    private static AgentProfile Whole(AgentProfile profile, List<AgentProfile> included)
    {
        AgentProfile extended = included.Find(part => part.Id == profile.Id) ?? profile;
        return new AgentProfile
        {
            Id = profile.Id, Include = profile.Include, Rules = profile.Rules, Included = included,
            Name = profile.Name.Length > 0 ? profile.Name : extended.Name,
            Commands = profile.Commands.Count > 0 ? profile.Commands : extended.Commands,
            RunsOthers = profile.RunsOthers || extended.RunsOthers,
            Recognize = AgentSigns.Has(profile) ? profile.Recognize : extended.Recognize,
        };
    }

    // A profile that includes its own id means the one whose place it takes.
    private static bool IsReplaced(string include, ProfileFile from) => string.Equals(include, from.Profile.Id, StringComparison.OrdinalIgnoreCase);

    // Null without a reason: the file was read before and its mistakes are told.
    private string? Find(string include, ProfileFile from, Dictionary<string, ProfileFile> all, out ProfileFile? found)
    {
        found = null;
        if (!include.EndsWith(".json", StringComparison.OrdinalIgnoreCase) && include.IndexOfAny(['/', '\\']) < 0)
            return (IsReplaced(include, from) && basis.TryGetValue(include, out found)) || all.TryGetValue(include, out found) ? null : $"there is no profile '{include}' to include; choose one of {string.Join(", ", all.Keys.Order(StringComparer.Ordinal))}, or a file beside this one, as in 'common.json'";
        if (include.IndexOfAny(['/', '\\', ':']) >= 0)
            return $"the include '{include}' leaves the profile's folder; put the file beside this one and write its name alone";
        if (from.Path is null)
            return $"the include '{include}' names a file, but this profile does not come from one; include an id";
        string path = Path.Combine(Path.GetDirectoryName(from.Path)!, include);
        if (!_files.TryGetValue(path, out found))
            found = ReadFile(path, Path.Combine(Path.GetDirectoryName(from.Source) ?? "", include));
        return null;
    }

    private ProfileFile? ReadFile(string path, string source)
    {
        _files[path] = null;
        if (_files.Count > ProfileLimits.MaxFiles)
        {
            if (_files.Count == ProfileLimits.MaxFiles + 1)
                Errors.Add(new(source, null, $"more than {ProfileLimits.MaxFiles} files are loaded at once; load fewer"));
            return null;
        }

        int before = Errors.Count;
        byte[]? content = ReadContent(path, source);
        AgentProfile? profile = content is null ? null : ProfileReader.Read(content, source, Errors);
        return profile is null || Errors.Count > before ? null : _files[path] = new ProfileFile(profile, source, path);
    }

    private byte[]? ReadContent(string path, string source)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            byte[] content = new byte[ProfileLimits.MaxFileLength + 1];
            int length = stream.ReadAtLeast(content, content.Length, throwOnEndOfStream: false);
            if (length <= ProfileLimits.MaxFileLength)
                return content[..length];
            Errors.Add(new(source, null, ProfileReader.TooLong(stream.CanSeek ? stream.Length : length)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            Errors.Add(new(source, null, e is FileNotFoundException or DirectoryNotFoundException or ArgumentException
                ? "there is no such file; create it, or take it out where it is named"
                : $"it cannot be read: {e.Message}"));
        }

        return null;
    }
}
