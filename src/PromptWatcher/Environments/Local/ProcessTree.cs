using PromptWatcher.Environments.Unix;

namespace PromptWatcher.Environments.Local;

/// <summary>
/// A program and everything it started: its session, its descendants, and those that left both (a double fork with setsid), which still
/// carry the terminal's marker in their environment.
/// </summary>
internal sealed class ProcessTree
{
    /// <summary>How long processes may take to go after SIGKILL before they are reported; a process in an uninterruptible wait takes as long as it takes.</summary>
    private static readonly TimeSpan KillTimeout = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(20);

    private readonly ProcessTable _processes;
    private readonly int _leader;
    private readonly string _marker;
    private readonly ulong _startTime;

    internal ProcessTree(ProcessTable processes, int leader, string marker)
    {
        _processes = processes;
        _leader = leader;
        _marker = marker;
        _startTime = ProcessTable.Find(leader)?.StartTime ?? 0;
    }

    /// <summary>Asks all of it to end (SIGHUP, as a closed terminal does, and SIGTERM), and after <paramref name="grace"/> ends it (SIGKILL).</summary>
    /// <exception cref="EnvironmentException">Some of it is still there five seconds after SIGKILL.</exception>
    internal async Task KillAsync(TimeSpan grace)
    {
        // A member whose parent dies is adopted by init; from then on only this list tells where it came from.
        var known = new Dictionary<int, ulong>();
        foreach (ProcessEntry member in await MembersAsync(known).ConfigureAwait(false))
        {
            Signal(member, Posix.SIGHUP);
            Signal(member, Posix.SIGTERM);
            Signal(member, Posix.SIGCONT);
        }

        if (await IsGoneAsync(known, grace, kill: false).ConfigureAwait(false)
            || await IsGoneAsync(known, KillTimeout, kill: true).ConfigureAwait(false))
            return;
        List<ProcessEntry> left = await MembersAsync(known).ConfigureAwait(false);
        throw new EnvironmentException($"Cannot end the program with process id {_leader}: {KillTimeout.TotalSeconds} s after SIGKILL these still run: "
            + $"{string.Join(", ", left.Select(member => member.Id))}. They may belong to another user, or wait for a disk or a network mount; look with 'ps -o pid,user,stat,wchan'.");
    }

    private async Task<bool> IsGoneAsync(Dictionary<int, ulong> known, TimeSpan patience, bool kill)
    {
        long begin = TimeProvider.System.GetTimestamp();
        while (true)
        {
            List<ProcessEntry> members = await MembersAsync(known).ConfigureAwait(false);
            if (members.Count == 0)
                return true;
            if (kill)
                members.ForEach(member => Signal(member, Posix.SIGKILL));
            if (TimeProvider.System.GetElapsedTime(begin) >= patience)
                return false;
            await Task.Delay(LookAgain).ConfigureAwait(false);
        }
    }

    /// <summary>Those that run now; <paramref name="known"/> grows by them.</summary>
    private async Task<List<ProcessEntry>> MembersAsync(Dictionary<int, ulong> known)
    {
        List<ProcessEntry> processes = await _processes.ReadAsync().ConfigureAwait(false);
        var members = new HashSet<int>();
        bool ended = processes.Exists(process => process.Id == _leader && process.StartTime != _startTime);
        foreach (ProcessEntry process in processes)
        {
            // Once the leader's number has gone to another process, a session of that number is another one too.
            if ((!ended && (process.Id == _leader || process.Session == _leader))
                || (known.TryGetValue(process.Id, out ulong start) && start == process.StartTime)
                || process.Marker == _marker)
                members.Add(process.Id);
        }

        int before;
        do
        {
            before = members.Count;
            foreach (ProcessEntry process in processes)
            {
                if (members.Contains(process.Parent))
                    members.Add(process.Id);
            }
        }
        while (members.Count > before);

        List<ProcessEntry> found = processes.FindAll(process => members.Contains(process.Id));
        foreach (ProcessEntry member in found)
            known[member.Id] = member.StartTime;
        return found;
    }

    /// <summary>Signals this very process: through a pidfd taken before a second look at its start time, where there are pidfds.</summary>
    private static void Signal(ProcessEntry member, int signal)
    {
        using Descriptor? process = OperatingSystem.IsLinux() ? LibC.pidfd_open(member.Id) : null;
        if (ProcessTable.Find(member.Id)?.StartTime != member.StartTime)
            return;
        if (process is { IsInvalid: false })
            LibC.pidfd_send_signal(process, signal);
        else
            LibC.kill(member.Id, signal);
    }
}
