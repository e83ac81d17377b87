using PromptWatcher.Diagnostics;
using PromptWatcher.Environments;
using PromptWatcher.Storage;

namespace PromptWatcher.Sessions;

public sealed partial class SessionManager
{
    /// <summary>
    /// Takes over everything that an earlier process of this host has left running, wherever this manager's environments can tell, and puts the records
    /// of what has ended meanwhile right.
    /// </summary>
    /// <remarks>What another process that still runs has on record is left to it. What cannot be taken over is logged, and the others are.</remarks>
    /// <returns>The sessions that were taken over.</returns>
    /// <exception cref="SessionStoreException">The store cannot be read.</exception>
    public async Task<IReadOnlyList<TerminalSession>> AttachRunningAsync(CancellationToken cancellationToken = default)
    {
        var attached = new List<TerminalSession>();
        foreach ((string id, IEnvironmentAdapter environment) in _environments)
        {
            foreach (string pty in await RunningAsync(id, environment, cancellationToken).ConfigureAwait(false) ?? [])
            {
                SessionRecord? record = await Store.FindAsync(pty, cancellationToken).ConfigureAwait(false);
                if (_sessions.ContainsKey(pty) || (record is { IsOver: false } && HostProcess.IsRunning(record.Host) == true))
                    continue;
                try
                {
                    attached.Add(await AttachAsync(id, pty, cancellationToken: cancellationToken).ConfigureAwait(false));
                }
                catch (EnvironmentException error)
                {
                    _logger.SessionNotAttached(pty, error);
                }
            }
        }

        await ReconcileAsync(cancellationToken).ConfigureAwait(false);
        return attached;
    }
}
