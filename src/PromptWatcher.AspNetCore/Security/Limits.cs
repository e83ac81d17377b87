using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;
using PromptWatcher.Sessions;

namespace PromptWatcher.AspNetCore.Security;

/// <summary>What everybody together may have.</summary>
internal sealed class Limits(IOptions<PromptWatcherWebOptions> options, TimeProvider time)
{
    private readonly PromptWatcherWebOptions _options = options.Value;
    private readonly ConditionalWeakTable<TerminalSession, PerSession> _sessions = [];
    private int _viewers;
    private int _readers;
    private int _starting;

    /// <summary>Starts of sessions, a minute's worth at once.</summary>
    internal RateLimit Creates { get; } = new(time, options.Value.MaxCreatesPerMinute / 60.0, options.Value.MaxCreatesPerMinute);

    /// <summary>What is typed into a session by requests.</summary>
    internal RateLimit InputOf(TerminalSession session) => Of(session).Input;

    /// <summary>Resizes, signals and answers of a session by requests.</summary>
    internal RateLimit ControlsOf(TerminalSession session) => Of(session).Controls;

    /// <summary>Bytes that one way in may type at once.</summary>
    internal long MostInputAtOnce => 4L * _options.MaxInputBytesPerSecond;

    /// <summary>What one socket types.</summary>
    internal RateLimit NewInput() => new(time, _options.MaxInputBytesPerSecond, MostInputAtOnce);

    /// <summary>Control messages of one socket.</summary>
    internal RateLimit NewControls() => new(time, _options.MaxControlsPerSecond, 4.0 * _options.MaxControlsPerSecond);

    /// <summary>Whether another viewer would be one too many now.</summary>
    internal bool IsFull(TerminalSession session) => Volatile.Read(ref _viewers) >= _options.MaxViewers || Volatile.Read(ref Of(session).Viewers) >= _options.MaxViewersPerSession;

    internal bool TryAddViewer(TerminalSession session)
    {
        bool fits = Interlocked.Increment(ref _viewers) <= _options.MaxViewers;
        fits &= Interlocked.Increment(ref Of(session).Viewers) <= _options.MaxViewersPerSession;
        if (!fits)
            RemoveViewer(session);
        return fits;
    }

    internal void RemoveViewer(TerminalSession session)
    {
        Interlocked.Decrement(ref _viewers);
        Interlocked.Decrement(ref Of(session).Viewers);
    }

    /// <summary>Reserves a place for a session that is about to start; it is given back once that runs, or has failed.</summary>
    internal bool TryBeginStart(SessionManager manager)
    {
        // In this order one that has just come to run is counted twice for a moment, and never not at all.
        int starting = Interlocked.Increment(ref _starting);
        if (starting + manager.Sessions.Count(static session => !session.Completion.IsCompleted) <= _options.MaxSessions)
            return true;
        EndStart();
        return false;
    }

    internal void EndStart() => Interlocked.Decrement(ref _starting);

    internal bool TryAddReader()
    {
        if (Interlocked.Increment(ref _readers) <= _options.MaxEventReaders)
            return true;
        RemoveReader();
        return false;
    }

    internal void RemoveReader() => Interlocked.Decrement(ref _readers);

    private PerSession Of(TerminalSession session) => _sessions.GetValue(session, _ => new PerSession(NewInput(), NewControls()));

    private sealed class PerSession(RateLimit input, RateLimit controls)
    {
        internal int Viewers;

        internal RateLimit Input => input;

        internal RateLimit Controls => controls;
    }
}
