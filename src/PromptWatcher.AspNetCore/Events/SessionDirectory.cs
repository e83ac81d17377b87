using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using PromptWatcher.AspNetCore.Api;
using PromptWatcher.Sessions;

namespace PromptWatcher.AspNetCore.Events;

/// <summary>
/// What all sessions are like now and in which order they last changed. Who reads keeps only a number, and is told the latest of each session
/// that has changed since: nothing waits for anybody.
/// </summary>
internal sealed class SessionDirectory(SessionManager manager, TimeProvider time) : BackgroundService
{
    /// <summary>Sessions that are gone, to be told to those who come again.</summary>
    private const int MostGone = 1_000;

    /// <summary>Titles and sizes make no event of their own; a look at them costs nothing.</summary>
    private static readonly TimeSpan Glance = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private readonly LinkedList<Change> _changes = new();
    private readonly Dictionary<string, LinkedListNode<Change>> _last = [];
    private readonly Queue<LinkedListNode<Change>> _gone = new();
    private readonly ConcurrentDictionary<TerminalSession, Task> _followed = new();
    private TaskCompletionSource _news = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _number;
    private long _forgotten;

    /// <summary>Names this run: numbers belong to it alone.</summary>
    internal string Epoch { get; } = Guid.NewGuid().ToString("N")[..12];

    /// <summary>What has changed since a number, the oldest first; everything, where that number is too old or never was.</summary>
    internal Changes Since(long? number)
    {
        lock (_gate)
        {
            bool isReset = number is not { } known || known < _forgotten || known > _number;
            var changes = new List<Change>();
            for (LinkedListNode<Change>? node = _changes.Last; node is not null && (isReset || node.Value.Number > number); node = node.Previous)
            {
                if (!isReset || node.Value.View is not null)
                    changes.Add(node.Value);
            }

            changes.Reverse();
            return new Changes(isReset, changes, _number, _news.Task);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        Task glances = GlanceAsync(stoppingToken);
        try
        {
            await foreach (IReadOnlyCollection<TerminalSession> sessions in manager.WatchSessionsAsync(stoppingToken).ConfigureAwait(false))
                Compare(sessions, stoppingToken);
        }
        catch (OperationCanceledException)
        {
            // The host stops.
        }

        await glances.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Task.WhenAll(_followed.Values).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private void Compare(IReadOnlyCollection<TerminalSession> sessions, CancellationToken stoppingToken)
    {
        foreach (TerminalSession session in sessions)
        {
            if (!_followed.ContainsKey(session))
                _followed[session] = FollowAsync(session, stoppingToken);
        }

        var present = sessions.ToHashSet();
        foreach (TerminalSession session in _followed.Keys.Where(session => !present.Contains(session)))
        {
            _followed.TryRemove(session, out _);

            // Its id may be another's by now.
            if (!sessions.Any(other => other.Id == session.Id))
                Put(session.Id, null);
        }
    }

    private async Task FollowAsync(TerminalSession session, CancellationToken stoppingToken)
    {
        try
        {
            await foreach (SessionEvent _ in session.WatchAsync(stoppingToken).ConfigureAwait(false))
                Put(session);
        }
        catch (Exception) when (!stoppingToken.IsCancellationRequested)
        {
            // It was lost or let go, which its view tells.
        }

        await ((Task)session.Completion).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Put(session);
    }

    private async Task GlanceAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Glance, time);
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
        {
            foreach (TerminalSession session in _followed.Keys)
            {
                SessionView? told;
                lock (_gate)
                    told = _last.GetValueOrDefault(session.Id)?.Value.View;
                if (told is not null && (told.Title != session.Title || told.Size != session.Size || told.Agent != session.Agent))
                    Put(session);
            }
        }
    }

    private void Put(TerminalSession session)
    {
        // Under the gate, so that what is told last is the latest, and one that is gone stays gone, whatever it still has to tell.
        lock (_gate)
        {
            if (manager.TryGet(session.Id, out TerminalSession? present) && present == session)
                Put(session.Id, SessionView.Of(session));
        }
    }

    private void Put(string id, SessionView? view)
    {
        lock (_gate)
        {
            if (_last.Remove(id, out LinkedListNode<Change>? last))
                _changes.Remove(last);
            else if (view is null)
                return;
            LinkedListNode<Change> node = _changes.AddLast(new Change(++_number, id, view));
            if (view is not null)
                _last[id] = node;
            else
                Forget(node);
            _news.SetResult();
            _news = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    /// <summary>Keeps so many of those that are gone; who has not heard of an older one is told everything anew. Under the gate.</summary>
    private void Forget(LinkedListNode<Change> gone)
    {
        _gone.Enqueue(gone);
        if (_gone.Count <= MostGone)
            return;
        LinkedListNode<Change> oldest = _gone.Dequeue();
        _changes.Remove(oldest);
        _forgotten = oldest.Value.Number;
    }

    /// <summary>A session as it has become; without a view when it is gone.</summary>
    internal sealed record Change(long Number, string Id, SessionView? View);

    /// <summary>What to tell, and what to wait for then.</summary>
    internal sealed record Changes(bool IsReset, IReadOnlyList<Change> Items, long Number, Task News);
}
