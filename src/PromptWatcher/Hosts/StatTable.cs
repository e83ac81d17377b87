namespace PromptWatcher.Hosts;

/// <summary>Which processes of a look have to do with a terminal.</summary>
internal sealed class StatTable
{
    /// <summary>Processes of one foreground group that are looked at: a program and what it was started through are among the first.</summary>
    private const int MostOfGroup = 16;

    /// <summary>Parents that are followed: more than any chain of shells and servers has.</summary>
    private const int MostParents = 32;

    private readonly Dictionary<int, ProcessStat> _processes;

    internal StatTable(IEnumerable<ProcessStat> processes)
    {
        _processes = [];
        foreach (ProcessStat process in processes)
        {
            if (!process.HasEnded)
                _processes[process.Id] = process;
        }

        Leaders = [.. Running.Where(static process => process.Terminal != 0 && process.Id == process.Session)];
        ILookup<int, ProcessStat> groups = Running.Where(static process => process.Terminal != 0).ToLookup(static process => process.Group);
        Foreground =
        [
            .. Leaders.SelectMany(leader => groups[leader.ForegroundGroup].OrderBy(static process => process.StartTicks).ThenBy(static process => process.Id).Take(MostOfGroup))
                .Select(static process => process.Id),
        ];
    }

    /// <summary>Those that have not ended.</summary>
    internal IReadOnlyCollection<ProcessStat> Running => _processes.Values;

    /// <summary>The leaders of sessions that have a terminal.</summary>
    internal IReadOnlyList<ProcessStat> Leaders { get; }

    /// <summary>What has those terminals: the first processes of each foreground group.</summary>
    internal IReadOnlyList<int> Foreground { get; }

    internal ProcessStat? Find(int id) => _processes.TryGetValue(id, out ProcessStat found) ? found : null;

    /// <summary>The leaders of sessions, what has their terminals, and the parents of the leaders.</summary>
    internal HashSet<int> OfTerminals()
    {
        HashSet<int> found = [.. Leaders.Select(static leader => leader.Id), .. Foreground];
        foreach (ProcessStat leader in Leaders)
        {
            ProcessStat at = leader;
            for (int i = 0; i < MostParents && Find(at.Parent) is { } parent && found.Add(parent.Id); i++)
                at = parent;
        }

        return found;
    }
}
