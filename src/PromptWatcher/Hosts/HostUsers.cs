namespace PromptWatcher.Hosts;

/// <summary>The users' names of a host and of its containers, each of which has its own.</summary>
internal sealed class HostUsers(IProcFiles files, TimeProvider time)
{
    /// <summary>How long the users of a system hold when they lack one that is asked for.</summary>
    private static readonly TimeSpan Holds = TimeSpan.FromMinutes(1);

    /// <summary>How long they hold where a process was asked that is as young: until it has the root of its container, it sees that of the host.</summary>
    private static readonly TimeSpan Early = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, System> _systems = [];

    /// <summary>The name of a user, by what a process of the same system sees, and how old it is; null for one without.</summary>
    internal async ValueTask<string?> FindAsync(int process, TimeSpan age, string? containerId, int user, CancellationToken cancellationToken)
    {
        string key = containerId ?? "";
        DateTimeOffset now = time.GetUtcNow();
        bool isEarly = containerId is not null && age < Early;
        if (!_systems.TryGetValue(key, out System? system) || ((system.IsEarly || !system.Names.ContainsKey(user)) && now >= system.Until))
            _systems[key] = system = new System(await files.ReadUsersAsync(process, cancellationToken).ConfigureAwait(false), isEarly, now + (isEarly ? Early : Holds));
        return system.Names.GetValueOrDefault(user);
    }

    private sealed record System(IReadOnlyDictionary<int, string> Names, bool IsEarly, DateTimeOffset Until);
}
