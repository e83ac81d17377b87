namespace PromptWatcher.Hosts;

/// <summary>
/// Reads a host's processes. Which there are is looked at each time, and of those that have to do with a terminal whether they have run since; all else
/// is read again only of those that are new or have run, and now and then.
/// </summary>
internal sealed class HostProcesses(IProcFiles files, ServerReads servers, TimeProvider time) : IHostProcesses
{
    /// <summary>How long what is known of a process holds; shorter for a young one, which may still become another program or take a terminal.</summary>
    private static readonly TimeSpan Holds = TimeSpan.FromSeconds(30);

    /// <summary>How long it holds where the kernel does not count how long processes run.</summary>
    private static readonly TimeSpan HoldsUncounted = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How long one that has no terminal is read at every look: it may be about to open its own, as the first process of a container is. Read again only
    /// after as long as it was old, one was seen 4.1 s after its start (at a load of 20 on 2 cores).
    /// </summary>
    private static readonly TimeSpan Opening = TimeSpan.FromSeconds(10);

    private readonly Dictionary<int, Known> _known = [];
    private readonly HostUsers _users = new(files, time);
    private DateTimeOffset? _boot;
    private IReadOnlyList<int> _watched = [];
    private IReadOnlyList<ProcessFacts> _last = [];
    private bool _isOutdated;

    /// <summary>The same list as before where nothing has changed.</summary>
    public async ValueTask<IReadOnlyList<ProcessFacts>> ReadAsync(CancellationToken cancellationToken)
    {
        _boot ??= await files.ReadBootTimeAsync(cancellationToken).ConfigureAwait(false);
        ProcLook look = await LookAsync(cancellationToken).ConfigureAwait(false);
        List<int> stale = Stale(look);
        // Still so at the next look where this one fails half way.
        _isOutdated |= ForgetGone(look.Processes) || stale.Count > 0;
        if (!_isOutdated)
            return _last;

        HashSet<int> wanted = [.. stale];
        await ReadStatsAsync(stale, look, cancellationToken).ConfigureAwait(false);
        var table = new StatTable(_known.Values.Select(static known => known.Stat));
        HashSet<int> ofTerminals = table.OfTerminals();
        await ReadDetailsAsync(ofTerminals.Where(id => wanted.Contains(id) || _known[id].Details is null), cancellationToken).ConfigureAwait(false);
        foreach (ProcessStat leader in table.Leaders)
        {
            if (_known[leader.Id] is { Details: { UserId: { } id } details } known && (known.User is null || wanted.Contains(leader.Id)))
                known.User = await _users.FindAsync(leader.Id, time.GetUtcNow() - StartOf(leader), details.ContainerId, id, cancellationToken).ConfigureAwait(false);
        }

        _watched = [.. table.Leaders.Select(static leader => leader.Id).Union(table.Foreground)];
        _isOutdated = false;
        return _last = [.. table.Running.Select(FactsOf)];
    }

    public ValueTask DisposeAsync() => files.DisposeAsync();

    private async ValueTask<ProcLook> LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            ProcLook look = await files.LookAsync(_watched, servers.Wanted, cancellationToken).ConfigureAwait(false);
            servers.Set(look.Reads);
            return look;
        }
        catch when (!cancellationToken.IsCancellationRequested)
        {
            // Servers may have read anything meanwhile, so they are asked.
            servers.Set(new Dictionary<int, ulong>());
            throw;
        }
    }

    private bool ForgetGone(IReadOnlyList<int> processes)
    {
        HashSet<int> present = [.. processes];
        List<int> gone = [.. _known.Keys.Where(id => !present.Contains(id))];
        gone.ForEach(id => _known.Remove(id));
        return gone.Count > 0;
    }

    /// <summary>Those that are new, have run since the last look, or were read too long ago.</summary>
    private List<int> Stale(ProcLook look)
    {
        DateTimeOffset now = time.GetUtcNow();
        List<int> stale = [.. look.Processes.Where(id => !_known.TryGetValue(id, out Known? known) || now >= known.Until)];
        foreach (int id in _watched)
        {
            if (look.RunTimes.TryGetValue(id, out ulong ran) && _known.TryGetValue(id, out Known? known) && known.RunTime != ran && now < known.Until)
                stale.Add(id);
        }

        return stale;
    }

    private async Task ReadStatsAsync(List<int> stale, ProcLook look, CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        HashSet<int> left = [.. stale];
        foreach (ProcessStat stat in await files.ReadStatsAsync(stale, cancellationToken).ConfigureAwait(false))
        {
            left.Remove(stat.Id);
            if (!_known.TryGetValue(stat.Id, out Known? known) || known.Stat.StartTicks != stat.StartTicks)
                _known[stat.Id] = known = new Known();
            known.Stat = stat;
            known.RunTime = look.RunTimes.TryGetValue(stat.Id, out ulong ran) ? ran : null;
            known.Until = now + Hold(known, now - StartOf(stat));
        }

        // What ended meanwhile is gone.
        foreach (int id in left)
            _known.Remove(id);
    }

    private async Task ReadDetailsAsync(IEnumerable<int> processes, CancellationToken cancellationToken)
    {
        (int Process, int Descriptor)[] wanted = [.. processes.Select(id => (id, _known[id].Details?.Reads ?? 0))];
        if (wanted.Length == 0)
            return;
        foreach ((int id, ProcessDetails details) in await files.ReadDetailsAsync(wanted, cancellationToken).ConfigureAwait(false))
        {
            _known[id].Details = details;
            // What it reads from was not known before it was seen to read.
            if (details.Reads is { } descriptor && descriptor != details.Descriptor)
                _known[id].Until = DateTimeOffset.MinValue;
        }
    }

    private static TimeSpan Hold(Known known, TimeSpan age)
    {
        if (known.Stat.Terminal == 0 && age < Opening)
            return TimeSpan.Zero;
        TimeSpan longest = known.RunTime is null && known.Details is not null ? HoldsUncounted : Holds;
        return age < longest ? age : longest;
    }

    private ProcessFacts FactsOf(ProcessStat stat)
    {
        Known known = _known[stat.Id];
        ProcessDetails details = known.Details ?? new ProcessDetails();
        return new ProcessFacts
        {
            Id = stat.Id,
            Parent = stat.Parent,
            Group = stat.Group,
            Session = stat.Session,
            Device = TerminalDevice.Name(stat.Terminal),
            ForegroundGroup = stat.ForegroundGroup,
            StartTicks = stat.StartTicks,
            StartedAt = StartOf(stat),
            Name = stat.Name,
            UserId = details.UserId,
            User = known.User,
            Arguments = details.Arguments,
            WorkingDirectory = details.WorkingDirectory,
            ContainerId = details.ContainerId,
            IsReadingTerminal = details.Reads is { } descriptor && descriptor == details.Descriptor && TerminalDevice.IsLink(details.DescriptorTarget),
            IsOurs = known.Details is not null && files.IsOurs(stat, details),
        };
    }

    private DateTimeOffset StartOf(ProcessStat stat) => _boot!.Value + TimeSpan.FromSeconds((double)stat.StartTicks / ProcessStat.TicksPerSecond);

    private sealed class Known
    {
        public ProcessStat Stat { get; set; }

        public ulong? RunTime { get; set; }

        public ProcessDetails? Details { get; set; }

        public string? User { get; set; }

        /// <summary>When it is read again, whether it has run or not.</summary>
        public DateTimeOffset Until { get; set; }
    }
}
