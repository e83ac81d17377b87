using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace PromptWatcher.Sessions;

/// <summary>Hands a session's events to its watchers: the present first, then what follows; who is slow misses the oldest, never the last.</summary>
internal sealed class SessionEvents(SessionEvent first)
{
    /// <summary>Events that wait for one watcher. A session changes a few times a second at most, so this is minutes.</summary>
    private const int Capacity = 1024;

    private readonly Lock _gate = new();
    private readonly List<Channel<SessionEvent>> _watchers = [];
    private SessionEvent _state = first;
    private SessionExited? _exited;
    private Exception? _lost;

    internal void Publish(StateChanged change)
    {
        lock (_gate)
        {
            _state = change;
            foreach (Channel<SessionEvent> watcher in _watchers)
                watcher.Writer.TryWrite(change);
        }
    }

    internal void End(SessionExited exited)
    {
        lock (_gate)
        {
            _exited = exited;
            foreach (Channel<SessionEvent> watcher in _watchers)
            {
                watcher.Writer.TryWrite(exited);
                watcher.Writer.Complete();
            }

            _watchers.Clear();
        }
    }

    /// <summary>The session was lost: its watchers are told why.</summary>
    internal void Fail(Exception reason)
    {
        lock (_gate)
        {
            _lost = reason;
            _watchers.ForEach(watcher => watcher.Writer.TryComplete(reason));
            _watchers.Clear();
        }
    }

    internal async IAsyncEnumerable<SessionEvent> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Channel<SessionEvent> watcher = Subscribe();
        try
        {
            await foreach (SessionEvent happened in watcher.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
                yield return happened;
        }
        finally
        {
            lock (_gate)
                _watchers.Remove(watcher);
        }
    }

    private Channel<SessionEvent> Subscribe()
    {
        // Continuations must not run where the events are made: that is the event loop.
        var watcher = Channel.CreateBounded<SessionEvent>(new BoundedChannelOptions(Capacity)
        {
            FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true, AllowSynchronousContinuations = false,
        });
        lock (_gate)
        {
            watcher.Writer.TryWrite(_state);
            if (_exited is null && _lost is null)
            {
                _watchers.Add(watcher);
                return watcher;
            }

            if (_exited is not null)
                watcher.Writer.TryWrite(_exited);
            watcher.Writer.Complete(_lost);
        }

        return watcher;
    }
}
