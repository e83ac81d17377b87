using System.Runtime.CompilerServices;

namespace PromptWatcher.Hosts;

/// <summary>The terminals that are known, and what becomes of them for whoever watches.</summary>
/// <remarks>A watcher compares what it told last with what there is: one that is slow misses what lay between, never the last.</remarks>
internal sealed class HostChanges
{
    private readonly Lock _gate = new();
    private IReadOnlyList<HostTerminal> _terminals = [];
    private TaskCompletionSource _changed = NewSignal();
    private bool _isOver;

    internal IReadOnlyList<HostTerminal> Terminals
    {
        get
        {
            lock (_gate)
                return _terminals;
        }
    }

    /// <summary>Takes what there is now; whether it differs from before.</summary>
    internal bool Set(IReadOnlyList<HostTerminal> terminals)
    {
        lock (_gate)
        {
            if (ReferenceEquals(_terminals, terminals) || _terminals.SequenceEqual(terminals))
                return false;
            _terminals = terminals;
            Signal();
            return true;
        }
    }

    /// <summary>Ends every watching.</summary>
    internal void End()
    {
        lock (_gate)
        {
            _isOver = true;
            Signal();
        }
    }

    /// <summary>Those that there are, then what becomes of them; ends with <see cref="End"/>.</summary>
    internal async IAsyncEnumerable<HostTerminalEvent> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var told = new Dictionary<string, HostTerminal>();
        while (true)
        {
            (IReadOnlyList<HostTerminal> terminals, Task changed, bool isOver) = Present();
            foreach (HostTerminalEvent change in Differences(told, terminals))
                yield return change;
            if (isOver)
                yield break;
            told = terminals.ToDictionary(static terminal => terminal.Id);
            await changed.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private static IEnumerable<HostTerminalEvent> Differences(Dictionary<string, HostTerminal> told, IReadOnlyList<HostTerminal> terminals)
    {
        HashSet<string> ids = [.. terminals.Select(static terminal => terminal.Id)];
        foreach (HostTerminal gone in told.Values.Where(terminal => !ids.Contains(terminal.Id)))
            yield return new HostTerminalVanished(gone);
        foreach (HostTerminal terminal in terminals)
        {
            if (!told.TryGetValue(terminal.Id, out HostTerminal? before))
                yield return new HostTerminalAppeared(terminal);
            else if (!terminal.Equals(before))
                yield return new HostTerminalChanged(terminal, before);
        }
    }

    private (IReadOnlyList<HostTerminal> Terminals, Task Changed, bool IsOver) Present()
    {
        lock (_gate)
            return (_terminals, _changed.Task, _isOver);
    }

    private void Signal()
    {
        _changed.SetResult();
        _changed = NewSignal();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
