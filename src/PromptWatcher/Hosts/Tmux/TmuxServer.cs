using System.Text;
using PromptWatcher.Environments;
using PromptWatcher.Hosts.Commands;

namespace PromptWatcher.Hosts.Tmux;

/// <summary>A user's tmux server, at its socket. Its panes are watched by clients that join its sessions, and by looks at what they show where joining would change something.</summary>
internal sealed class TmuxServer(
    int process, string socket, HostUser user, IHostCommandRunner runner, HostCommands commands, ServerReads reads, HostMonitorOptions options, TimeProvider time)
{
    /// <summary>
    /// The longest time without a look at a server that has read nothing: what its user may have changed without any output, as which sessions are looked at.
    /// </summary>
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(30);

    /// <summary>A pane whose client is sent away so often is looked at from then on.</summary>
    private const int MostLosses = 3;

    /// <summary>tmux tells in which second a window last printed: a picture taken within it, or the next, may be of before.</summary>
    private const int Fresh = 2;

    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly Dictionary<string, TmuxSession> _sessions = [];
    private readonly List<TmuxPaneWatch> _polled = [];
    private bool _isPolling;

    /// <summary>All panes of the server.</summary>
    /// <exception cref="EnvironmentException">The server does not answer.</exception>
    internal async Task<IReadOnlyDictionary<int, TmuxPane>> PanesAsync(CancellationToken cancellationToken)
    {
        HostCommandResult result = await runner.RunAsync(commands.Make("tmux", "panes", ("socket", socket)), user, cancellationToken).ConfigureAwait(false);
        return result.ExitCode == 0
            ? TmuxPane.ReadAll(Encoding.UTF8.GetString(result.Output.Span).Split('\n'))
            : throw new EnvironmentException($"Cannot list the panes of the tmux server at {Printable.Quote(socket)}: tmux ended with {result.ExitCode} and said: {result.Error}");
    }

    /// <summary>Watches a pane until it is gone or its terminal is released.</summary>
    internal async Task WatchAsync(TmuxPane pane, TmuxPaneWatch watch, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (MayJoin(pane, watch))
                await JoinAsync(pane, watch, cancellationToken).ConfigureAwait(false);
            else
                Poll(watch);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Somebody else looks at the session. A client of ours that is in it already is counted too.</summary>
    private bool MayJoin(TmuxPane pane, TmuxPaneWatch watch) => pane.IsJoinable && watch.Losses < MostLosses
        && pane.Clients > (_sessions.TryGetValue(pane.Session, out TmuxSession? joined) && !joined.Ended.IsCompleted ? 1 : 0);

    private async Task JoinAsync(TmuxPane pane, TmuxPaneWatch watch, CancellationToken cancellationToken)
    {
        if (!_sessions.TryGetValue(pane.Session, out TmuxSession? session) || !session.TryAdd(watch))
        {
            HostCommandTalk talk = await runner.StartAsync(commands.Make("tmux", "attach", ("socket", socket), ("session", pane.Session)), user, cancellationToken).ConfigureAwait(false);
            _sessions[pane.Session] = session = new TmuxSession(talk, commands, pane.Session, MoveAsync);
            session.TryAdd(watch);
        }

        watch.Pty.Released.UnsafeRegister(_ => session.Remove(watch), null);
    }

    /// <summary>A pane is not where it was: it went to another session, its client was sent away, or it is gone.</summary>
    private async Task MoveAsync(TmuxPaneWatch watch)
    {
        try
        {
            if (!watch.Pty.Released.IsCancellationRequested && (await PanesAsync(watch.Pty.Released).ConfigureAwait(false)).TryGetValue(watch.Number, out TmuxPane? pane) && !pane.IsDead)
            {
                await WatchAsync(pane, watch, watch.Pty.Released).ConfigureAwait(false);
                return;
            }
        }
        catch (Exception error) when (error is EnvironmentException or OperationCanceledException)
        {
            // A server that does not answer has ended.
        }

        watch.Pty.End();
    }

    /// <summary>In the gate.</summary>
    private void Poll(TmuxPaneWatch watch)
    {
        _polled.Add(watch);
        reads.Follow(process);
        if (!_isPolling)
            _ = Task.Run(PollAsync);
        _isPolling = true;
    }

    private async Task PollAsync()
    {
        TimeSpan interval = TimeSpan.Zero;
        ServerRead read = default;
        while (true)
        {
            await Task.Delay(interval, time).ConfigureAwait(false);
            await reads.WaitAsync(process, read, LongestSilence, time).ConfigureAwait(false);
            await _gate.WaitAsync().ConfigureAwait(false);
            try
            {
                // As of before the look: what it reads meanwhile may be in the pictures or not.
                read = reads.Of(process);
                bool hasChanged = await LookAsync().ConfigureAwait(false);

                // What changes is looked at again soon, and not only after the next look at the host.
                if (hasChanged)
                    read = default;
                _isPolling = _polled.Count > 0;
                if (!_isPolling)
                {
                    reads.Leave(process);
                    return;
                }

                interval = options.NextLook(interval, hasChanged);
            }
            finally
            {
                _gate.Release();
            }
        }
    }

    /// <summary>Looks at the panes that may have printed; true when one shows something new.</summary>
    private async Task<bool> LookAsync()
    {
        // Where nobody watches any more nothing more runs: the container for it may be gone.
        _polled.RemoveAll(static watch => watch.Pty.Released.IsCancellationRequested);
        if (_polled.Count == 0)
            return false;
        bool hasChanged = false;
        IReadOnlyDictionary<int, TmuxPane> present;
        try
        {
            present = await PanesAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (EnvironmentException)
        {
            // A server that does not answer has ended.
            present = new Dictionary<int, TmuxPane>();
        }

        foreach (TmuxPaneWatch watch in _polled.ToArray())
        {
            if (!present.TryGetValue(watch.Number, out TmuxPane? pane) || pane.IsDead)
            {
                _polled.Remove(watch);
                watch.Pty.End();
            }
            else if (MayJoin(pane, watch))
            {
                await RejoinAsync(pane, watch).ConfigureAwait(false);
            }
            else if (pane.Size != watch.Size || pane.ActiveAt != watch.ActiveAt || watch.LookedAt - pane.ActiveAt < Fresh)
            {
                hasChanged |= await LookAsync(pane, watch).ConfigureAwait(false);
            }
        }

        return hasChanged;
    }

    /// <summary>Joins now that somebody else has, or goes on looking.</summary>
    private async Task RejoinAsync(TmuxPane pane, TmuxPaneWatch watch)
    {
        try
        {
            await JoinAsync(pane, watch, CancellationToken.None).ConfigureAwait(false);
            _polled.Remove(watch);
        }
        catch (EnvironmentException)
        {
            watch.Losses = MostLosses;
        }
    }

    private async Task<bool> LookAsync(TmuxPane pane, TmuxPaneWatch watch)
    {
        long now = time.GetUtcNow().ToUnixTimeSeconds();
        try
        {
            HostCommandResult result = await runner.RunAsync(
                commands.Make("tmux", "picture", ("socket", socket), ("pane", TmuxPane.NameOf(watch.Number))), user, watch.Pty.Released).ConfigureAwait(false);
            if (result.ExitCode == 0 && TmuxPicture.Read(result.Output) is { } picture)
            {
                (watch.ActiveAt, watch.LookedAt) = (pane.ActiveAt, now);
                return await watch.ShowAsync(picture).ConfigureAwait(false);
            }
        }
        catch (Exception error) when (error is EnvironmentException or OperationCanceledException)
        {
            // Like one that gives no picture.
        }

        // The next look, which comes soon, tells whether it is gone.
        reads.Follow(process);
        return false;
    }
}
