using Microsoft.Extensions.Logging;
using PromptWatcher.Detection;
using PromptWatcher.Diagnostics;
using PromptWatcher.Environments;
using PromptWatcher.Sessions;

namespace PromptWatcher.Storage;

/// <summary>Puts on record what becomes of a manager's sessions. A store that fails meanwhile costs the record, never the session.</summary>
internal sealed class SessionRecorder(ISessionStore store, TimeProvider time, ILogger logger)
{
    /// <summary>PATH_MAX of Linux.</summary>
    private const int MostOfCommand = 4_096;

    /// <summary>Records a session that is about to be started. One of its id that is over gives way to it.</summary>
    /// <exception cref="EnvironmentException">There is one of its id that is not over.</exception>
    /// <exception cref="SessionStoreException">The store cannot be written to.</exception>
    internal async Task<SessionRecord> BeginAsync(string id, PtySpawnOptions options, string environmentId, string? agent, CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        var record = new SessionRecord
        {
            SessionId = id,
            ProjectId = options.ProjectId,
            EnvironmentId = environmentId,
            Agent = agent,
            Command = Printable.Line(options.Command, MostOfCommand),
            WorktreePath = options.WorktreePath,
            Activity = Activity.Starting,
            Host = HostProcess.Current,
            CreatedAt = now,
            UpdatedAt = now,
        };
        if (await store.TryAddAsync(record, cancellationToken).ConfigureAwait(false))
            return record;
        SessionRecord? last = await store.FindAsync(id, cancellationToken).ConfigureAwait(false);
        record = record with { Revision = (last?.Revision ?? 0) + 1 };
        if (last is { IsOver: true } && await store.TryUpdateAsync(record, cancellationToken).ConfigureAwait(false))
            return record;
        throw new EnvironmentException($"Cannot start session '{id}': the store has one of that id that is {(last?.Status ?? SessionStatus.Starting).ToString().ToLowerInvariant()}, started by {last?.Host ?? "another process"}. "
            + "Choose another id, or end that one first; what a killed process left behind, ReconcileAsync puts right.");
    }

    /// <summary>Records that a session could not be started.</summary>
    internal Task FailAsync(SessionRecord record, Exception error) =>
        SaveAsync(record with { Status = SessionStatus.Error, Activity = Activity.Exited, Error = error.Message, EndedAt = time.GetUtcNow() });

    /// <summary>The record of a session that this process has taken over.</summary>
    internal SessionRecord Adopt(string id, SessionRecord? last, PtyInfo? info, string environmentId, string? agent)
    {
        DateTimeOffset now = time.GetUtcNow();
        return last is null
            ? new SessionRecord
            {
                SessionId = id, ProjectId = info?.ProjectId, EnvironmentId = environmentId, Agent = agent, Command = info?.Command is [var program, ..] ? program : null,
                Host = HostProcess.Current, Revision = 0, CreatedAt = info?.StartedAt ?? now, StartedAt = info?.StartedAt, UpdatedAt = now,
            }
            : last with { Host = HostProcess.Current, Agent = agent ?? last.Agent, Error = null, EndedAt = null };
    }

    /// <summary>Follows a session to its end.</summary>
    /// <param name="session">The session.</param>
    /// <param name="record">Its record.</param>
    /// <param name="former">The record that it had before this process took it over: it stands until the screen has been painted and read again.</param>
    internal async Task FollowAsync(TerminalSession session, SessionRecord record, SessionRecord? former)
    {
        record = await SaveAsync(record with { Status = SessionStatus.Running, StartedAt = record.StartedAt ?? time.GetUtcNow() }).ConfigureAwait(false);
        try
        {
            await foreach (SessionEvent happened in session.WatchAsync().ConfigureAwait(false))
            {
                if (former is null || happened is not StateChanged { State.Activity: Activity.Starting or Activity.Unknown })
                    record = await SaveAsync(Apply(record, session, happened)).ConfigureAwait(false);
                if (record.IsOver)
                    return;
            }
        }
        catch (PtyDetachedException)
        {
            // It runs on. Who had it before and has it still follows it further; else whoever takes it over goes on with its record.
            if (former is not null && former.Host != record.Host && HostProcess.IsRunning(former.Host) == true)
                await SaveAsync(record with { Host = former.Host }).ConfigureAwait(false);
        }
        catch (Exception lost)
        {
            await SaveAsync(Lost(record, lost.Message)).ConfigureAwait(false);
        }
    }

    private SessionRecord Apply(SessionRecord record, TerminalSession session, SessionEvent happened) => happened switch
    {
        // An exit comes as an event of its own; one that is let go or lost only ends for those who watch it.
        StateChanged { State: { Activity: not Activity.Exited } state } => record with { Agent = session.Agent ?? record.Agent, Activity = state.Activity, Prompt = PromptRecord.Of(state.Prompt), StateSince = time.GetUtcNow() },
        SessionExited { Exit: var exit } => Exited(record, exit),
        _ => record,
    };

    /// <summary>The record of a session whose program has ended.</summary>
    internal SessionRecord Exited(SessionRecord record, PtyExit exit) => record with
    {
        Status = SessionStatus.Exited,
        Activity = Activity.Exited,
        Prompt = null,
        ExitCode = exit.ExitCode,
        Signal = exit.Signal,
        IsOutOfMemory = exit.IsOutOfMemory,
        EndedAt = time.GetUtcNow(),
    };

    /// <summary>The record of a session of which nobody knows how it ended.</summary>
    internal SessionRecord Lost(SessionRecord record, string reason) =>
        record with { Status = SessionStatus.Lost, Activity = Activity.Exited, Prompt = null, Error = reason, EndedAt = time.GetUtcNow() };

    /// <summary>Writes the next revision, and tells the log where that fails.</summary>
    internal async Task<SessionRecord> SaveAsync(SessionRecord record)
    {
        record = record with { Revision = record.Revision + 1, UpdatedAt = time.GetUtcNow() };
        try
        {
            while (!await store.TryUpdateAsync(record).ConfigureAwait(false))
            {
                // Another process that has the terminal too, for an answer say, has written meanwhile; or the record was removed.
                SessionRecord? last = await store.FindAsync(record.SessionId).ConfigureAwait(false);
                if (last is { IsOver: true })
                    return last;
                if (last is not null)
                    record = record with { Revision = Math.Max(record.Revision, last.Revision + 1) };
                else if (record.Revision > 1 || await store.TryAddAsync(record).ConfigureAwait(false))
                    break;
            }
        }
        catch (Exception error)
        {
            logger.RecordNotWritten(record.SessionId, error);
        }

        return record;
    }

    /// <summary>A session's record; <see langword="null"/> where there is none, or the store fails, which the log tells.</summary>
    internal async Task<SessionRecord?> FindAsync(string id)
    {
        try
        {
            return await store.FindAsync(id).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            logger.RecordNotWritten(id, error);
            return null;
        }
    }
}
