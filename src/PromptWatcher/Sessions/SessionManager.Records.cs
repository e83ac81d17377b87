using PromptWatcher.Diagnostics;
using PromptWatcher.Environments;
using PromptWatcher.Projects;
using PromptWatcher.Storage;

namespace PromptWatcher.Sessions;

public sealed partial class SessionManager
{
    /// <summary>
    /// Puts right what a host that was killed has left on record: sessions of which nobody follows the end any more. Those whose terminals
    /// still run stay as they are, to be taken over with <see cref="AttachAsync"/>.
    /// </summary>
    /// <remarks>
    /// Sessions of this manager, of another process that still runs, and of environments that this manager has not, or that cannot tell now what runs
    /// in them, are left alone.
    /// </remarks>
    /// <returns>The records that were changed, as they are now.</returns>
    /// <exception cref="SessionStoreException">The store cannot be read.</exception>
    public async Task<IReadOnlyList<SessionRecord>> ReconcileAsync(CancellationToken cancellationToken = default)
    {
        var changed = new List<SessionRecord>();
        var running = new Dictionary<string, HashSet<string>?>();
        await foreach (SessionRecord record in Store.ListAsync(cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            if (record.IsOver || HostProcess.IsRunning(record.Host) != false || _sessions.ContainsKey(record.SessionId) || !_environments.TryGetValue(record.EnvironmentId, out IEnvironmentAdapter? environment))
                continue;
            if (!running.TryGetValue(record.EnvironmentId, out HashSet<string>? ids))
                running[record.EnvironmentId] = ids = await RunningAsync(record.EnvironmentId, environment, cancellationToken).ConfigureAwait(false);
            if (ids is null || (ids.Contains(record.SessionId) && record.Status == SessionStatus.Running))
                continue;
            SessionRecord? now = ids.Contains(record.SessionId) ? record with { Status = SessionStatus.Running } : await EndOfAsync(record, environment, cancellationToken).ConfigureAwait(false);
            if (now is not null)
                changed.Add(await _recorder.SaveAsync(now).ConfigureAwait(false));
        }

        return changed;
    }

    /// <summary>What runs in an environment; <see langword="null"/> when it cannot tell now.</summary>
    private async Task<HashSet<string>?> RunningAsync(string id, IEnvironmentAdapter environment, CancellationToken cancellationToken)
    {
        try
        {
            return [.. await environment.ListPtysAsync(cancellationToken).Select(static pty => pty.Id).ToListAsync(cancellationToken).ConfigureAwait(false)];
        }
        catch (EnvironmentException error)
        {
            _logger.RecordsUnreachable(id, error);
            return null;
        }
    }

    /// <summary>A session that is about to be started, on record; one that cannot have its worktree is on record as failed.</summary>
    private async Task<SessionRecord> BeginAsync(string id, PtySpawnOptions options, IEnvironmentAdapter environment, string environmentId, string? agent, CancellationToken cancellationToken)
    {
        if (options.ProjectId is { } project && NameTemplate.IdProblem("a project id", project) is { } problem)
            throw new EnvironmentException($"Cannot start session '{id}': {problem}");

        // The end of the last session of this id may still be on its way to the store.
        await Task.WhenAll(_recording.Where(recording => recording.Key.Id == id).Select(static recording => recording.Value)).WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            options = options with { WorktreePath = WorktreeOf(environment, options, id) };
        }
        catch (EnvironmentException error)
        {
            await _recorder.FailAsync(await _recorder.BeginAsync(id, options, environmentId, agent, cancellationToken).ConfigureAwait(false), error).ConfigureAwait(false);
            throw;
        }

        return await _recorder.BeginAsync(id, options, environmentId, agent, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The worktree that the session is to have: its project's, where none is named.</summary>
    private static string? WorktreeOf(IEnvironmentAdapter environment, PtySpawnOptions options, string id) => options.WorktreePath
        ?? (options is { ProjectId: { } project, WorkingDirectory: null } && environment is IProjectEnvironment projects ? projects.GetWorkspace(project).PathOf(id) : null);

    /// <param name="session">The session.</param>
    /// <param name="record">Its record.</param>
    /// <param name="former">The record that it had before this process took it over.</param>
    private void Record(TerminalSession session, SessionRecord record, SessionRecord? former = null)
    {
        Task recording = _recording[session] = OwnContext.Begin(() => _recorder.FollowAsync(session, record, former));
        _ = recording.ContinueWith(_ => _recording.TryRemove(session, out Task? _), TaskScheduler.Default);
    }

    /// <summary>How a terminal ended that does not run any more, which an environment that keeps what has ended still tells; <see langword="null"/> when it cannot tell now.</summary>
    private async Task<SessionRecord?> EndOfAsync(SessionRecord record, IEnvironmentAdapter environment, CancellationToken cancellationToken)
    {
        try
        {
            PtyProcess ended = await environment.AttachPtyAsync(record.SessionId, cancellationToken: cancellationToken).ConfigureAwait(false);
            await using (ended.ConfigureAwait(false))
                return _recorder.Exited(record, await ended.Completion.WaitAsync(cancellationToken).ConfigureAwait(false));
        }
        catch (EnvironmentException error) when (error is PtyNotFoundException or PtyLostException)
        {
            return _recorder.Lost(record, $"The process {record.Host} that watched it has ended, and nothing tells what became of its program. {error.Message}");
        }
        catch (EnvironmentException error)
        {
            _logger.RecordsUnreachable(record.EnvironmentId, error);
            return null;
        }
    }
}
