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
    /// <remarks>Sessions of this manager, of another process that still runs, and of environments that this manager has not are left alone.</remarks>
    /// <returns>The records that were changed, as they are now.</returns>
    /// <exception cref="EnvironmentException">An environment could not tell what runs in it.</exception>
    /// <exception cref="SessionStoreException">The store cannot be read.</exception>
    public async Task<IReadOnlyList<SessionRecord>> ReconcileAsync(CancellationToken cancellationToken = default)
    {
        var changed = new List<SessionRecord>();
        var running = new Dictionary<string, HashSet<string>>();
        await foreach (SessionRecord record in Store.ListAsync(cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            if (record.IsOver || HostProcess.IsRunning(record.Host) != false || _sessions.ContainsKey(record.SessionId) || !_environments.TryGetValue(record.EnvironmentId, out IEnvironmentAdapter? environment))
                continue;
            if (!running.TryGetValue(record.EnvironmentId, out HashSet<string>? ids))
                running[record.EnvironmentId] = ids = [.. await environment.ListPtysAsync(cancellationToken).Select(static pty => pty.Id).ToListAsync(cancellationToken).ConfigureAwait(false)];
            if (ids.Contains(record.SessionId) && record.Status == SessionStatus.Running)
                continue;
            changed.Add(await _recorder.SaveAsync(ids.Contains(record.SessionId)
                ? record with { Status = SessionStatus.Running }
                : await EndOfAsync(record, environment, cancellationToken).ConfigureAwait(false)).ConfigureAwait(false));
        }

        return changed;
    }

    /// <summary>The worktree that the session is to have: its project's, where none is named.</summary>
    private static string? WorktreeOf(IEnvironmentAdapter environment, PtySpawnOptions options, string id) => options.WorktreePath
        ?? (options is { ProjectId: { } project, WorkingDirectory: null } && environment is IProjectEnvironment projects ? projects.GetWorkspace(project).PathOf(id) : null);

    private void Record(TerminalSession session, SessionRecord record)
    {
        Task recording = _recording[session] = _recorder.FollowAsync(session, record);
        _ = recording.ContinueWith(_ => _recording.TryRemove(session, out Task? _), TaskScheduler.Default);
    }

    /// <summary>How a terminal ended that does not run any more: an environment that keeps what has ended still tells.</summary>
    private async Task<SessionRecord> EndOfAsync(SessionRecord record, IEnvironmentAdapter environment, CancellationToken cancellationToken)
    {
        try
        {
            PtyProcess ended = await environment.AttachPtyAsync(record.SessionId, cancellationToken: cancellationToken).ConfigureAwait(false);
            await using (ended.ConfigureAwait(false))
                return _recorder.Exited(record, await ended.Completion.WaitAsync(cancellationToken).ConfigureAwait(false));
        }
        catch (EnvironmentException error)
        {
            return _recorder.Lost(record, $"The process {record.Host} that watched it has ended, and nothing tells what became of its program. {error.Message}");
        }
    }
}
