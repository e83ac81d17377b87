using System.Globalization;

namespace PromptWatcher.Projects;

/// <summary>A run of git.</summary>
/// <param name="Directory">Where it runs.</param>
/// <param name="Arguments">Its arguments, git's own options first.</param>
/// <param name="Settings">Settings for this run alone. Not among the arguments: names may have a <c>=</c>, and values be secret.</param>
internal sealed record GitCommand(string Directory, IReadOnlyList<string> Arguments, IReadOnlyList<KeyValuePair<string, string>> Settings)
{
    /// <summary>
    /// What every run is told. A repository that an agent writes to could name programs that git would start: hooks, a monitor, a pager. A
    /// submodule's repository, which is the agent's own, is not looked into.
    /// </summary>
    private static readonly string[] Always =
    [
        "--no-pager", "-c", "core.hooksPath=/dev/null", "-c", "core.fsmonitor=false", "-c", "core.quotePath=false", "-c", "gc.auto=0", "-c", "maintenance.auto=false",
        "-c", "submodule.recurse=false", "-c", "advice.detachedHead=false",
    ];

    /// <summary>It may reach another repository.</summary>
    internal bool MayTransfer { get; init; }

    /// <summary>In a container, it runs as root, and may read and delete what any user owns.</summary>
    internal bool IsRoot { get; init; }

    /// <summary>All that follows "git".</summary>
    internal IReadOnlyList<string> Line => [.. Always, .. Arguments];

    /// <summary>
    /// Its variables: English words, no questions, no locks taken only to look. Where nothing is to be transferred no transport is
    /// allowed, so neither are the programs that serve them: ssh, proxies, keepers of passwords.
    /// </summary>
    internal IReadOnlyDictionary<string, string> Variables()
    {
        var variables = new Dictionary<string, string>
        {
            ["LC_ALL"] = "C",
            ["GIT_TERMINAL_PROMPT"] = "0",
            ["GIT_OPTIONAL_LOCKS"] = "0",
            ["GIT_ALLOW_PROTOCOL"] = MayTransfer ? "file:http:https:ssh:git" : "none",
            ["GIT_CONFIG_COUNT"] = Settings.Count.ToString(CultureInfo.InvariantCulture),
        };
        for (int i = 0; i < Settings.Count; i++)
            (variables[$"GIT_CONFIG_KEY_{i}"], variables[$"GIT_CONFIG_VALUE_{i}"]) = (Settings[i].Key, Settings[i].Value);
        return variables;
    }
}
