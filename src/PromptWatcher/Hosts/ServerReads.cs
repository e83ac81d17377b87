namespace PromptWatcher.Hosts;

/// <summary>
/// How much the servers of terminals had read at the last look at the host, in bytes: one that has read nothing since has nothing new to show, and need not be asked.
/// </summary>
/// <remarks>
/// The kernel counts what came from terminals and files (<c>rchar</c> of <c>/proc/PID/io</c>, proc(5)), not what came through sockets by recvmsg(2), as the questions
/// of tmux's clients do: to ask it does not count (measured on tmux 3.3a).
/// </remarks>
internal sealed class ServerReads
{
    private readonly Lock _gate = new();
    private readonly Dictionary<int, ServerRead> _read = [];
    private long _follows;
    private TaskCompletionSource _looked = NewSignal();

    /// <summary>The processes that are wanted at the next look.</summary>
    internal IReadOnlyList<int> Wanted
    {
        get
        {
            lock (_gate)
                return [.. _read.Keys];
        }
    }

    /// <summary>Has the process followed from the next look on; until then it may have read anything, and whoever waits for it goes on.</summary>
    internal void Follow(int process)
    {
        lock (_gate)
        {
            _read[process] = new ServerRead(++_follows, null);
            Signal();
        }
    }

    internal void Leave(int process)
    {
        lock (_gate)
            _read.Remove(process);
    }

    /// <summary>Takes what a look has found.</summary>
    internal void Set(IReadOnlyDictionary<int, ulong> read)
    {
        lock (_gate)
        {
            if (_read.Count == 0)
                return;
            foreach (int process in _read.Keys.ToArray())
                _read[process] = _read[process] with { Bytes = read.TryGetValue(process, out ulong bytes) ? bytes : null };
            Signal();
        }
    }

    /// <summary>How much it had read at the last look.</summary>
    internal ServerRead Of(int process)
    {
        lock (_gate)
            return _read.GetValueOrDefault(process);
    }

    /// <summary>Waits until a process has read more than it had, or is followed anew, but not for ever; no time at all where one or the other is not known.</summary>
    internal async Task WaitAsync(int process, ServerRead before, TimeSpan longest, TimeProvider time)
    {
        if (Unchanged(process, before) is null)
            return;
        using var patience = new CancellationTokenSource(longest, time);
        while (!patience.IsCancellationRequested && Unchanged(process, before) is { } looked)
            await looked.WaitAsync(patience.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Completes at the next look, where nothing has changed up to this one.</summary>
    private Task? Unchanged(int process, ServerRead before)
    {
        lock (_gate)
            return before.Bytes is not null && _read.GetValueOrDefault(process) == before ? _looked.Task : null;
    }

    private void Signal()
    {
        _looked.SetResult();
        _looked = NewSignal();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

/// <summary>How much a server has read.</summary>
/// <param name="Followed">Since which call it is followed: what was read before is another's.</param>
/// <param name="Bytes">Null where it is not known.</param>
internal readonly record struct ServerRead(long Followed, ulong? Bytes);
