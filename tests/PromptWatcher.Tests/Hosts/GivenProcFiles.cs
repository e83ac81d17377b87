using System.Globalization;
using PromptWatcher.Hosts;

namespace PromptWatcher.Tests.Hosts;

/// <summary>A <c>/proc</c> that a test fills, and that tells what was read of it.</summary>
internal sealed class GivenProcFiles : IProcFiles
{
    /// <summary>When the machine started.</summary>
    public static readonly DateTimeOffset Boot = DateTimeOffset.UnixEpoch;

    public Dictionary<int, Process> Processes { get; } = [];

    /// <summary>Whether the kernel counts how long processes run.</summary>
    public bool CountsRunTimes { get; set; } = true;

    /// <summary>The names of users, as every process sees them.</summary>
    public IReadOnlyDictionary<int, string> Users { get; set; } = new Dictionary<int, string> { [0] = "root", [1000] = "ann" };

    public Exception? LookProblem { get; set; }

    public Exception? DetailsProblem { get; set; }

    /// <summary>What was read since it was emptied: <c>stat 5</c>, <c>details 5</c>, <c>users 5</c>.</summary>
    public List<string> Reads { get; } = [];

    public ValueTask<DateTimeOffset> ReadBootTimeAsync(CancellationToken cancellationToken) => ValueTask.FromResult(Boot);

    public ValueTask<ProcLook> LookAsync(IReadOnlyCollection<int> watched, IReadOnlyCollection<int> servers, CancellationToken cancellationToken) => LookProblem is { } problem ? throw problem : ValueTask.FromResult(new ProcLook(
        [.. Processes.Keys], watched.Where(id => CountsRunTimes && Processes.ContainsKey(id)).ToDictionary(id => id, id => Processes[id].RunTime),
        servers.Where(Processes.ContainsKey).ToDictionary(id => id, id => Processes[id].BytesRead)));

    public ValueTask<IReadOnlyList<ProcessStat>> ReadStatsAsync(IReadOnlyCollection<int> processes, CancellationToken cancellationToken)
    {
        Reads.AddRange(processes.Select(id => string.Create(CultureInfo.InvariantCulture, $"stat {id}")));
        return ValueTask.FromResult<IReadOnlyList<ProcessStat>>([.. processes.Where(Processes.ContainsKey).Select(id => Processes[id].Stat)]);
    }

    public ValueTask<IReadOnlyDictionary<int, ProcessDetails>> ReadDetailsAsync(IReadOnlyCollection<(int Process, int Descriptor)> wanted, CancellationToken cancellationToken)
    {
        if (DetailsProblem is not null)
            throw DetailsProblem;
        Reads.AddRange(wanted.Select(each => string.Create(CultureInfo.InvariantCulture, $"details {each.Process}")));
        return ValueTask.FromResult<IReadOnlyDictionary<int, ProcessDetails>>(
            wanted.Where(each => Processes.ContainsKey(each.Process)).ToDictionary(each => each.Process, each => Processes[each.Process].Details with { Descriptor = each.Descriptor }));
    }

    public ValueTask<IReadOnlyDictionary<int, string>> ReadUsersAsync(int process, CancellationToken cancellationToken)
    {
        Reads.Add(string.Create(CultureInfo.InvariantCulture, $"users {process}"));
        return ValueTask.FromResult(Users);
    }

    public bool IsOurs(ProcessStat process, ProcessDetails details) => false;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    internal sealed record Process(ProcessStat Stat, ProcessDetails Details, ulong RunTime = 1, ulong BytesRead = 0);
}
