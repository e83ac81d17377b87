using System.Runtime.CompilerServices;

namespace PromptWatcher.Sessions;

public sealed partial class SessionManager
{
    private readonly Lock _watching = new();
    private TaskCompletionSource _sessionsChanged = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The present <see cref="Sessions"/> first, then all of them again after one has come or gone, until the manager is disposed of.</summary>
    /// <remarks>A slow watcher misses what lies between, never the last. What a session does is told by its own <see cref="TerminalSession.WatchAsync"/>.</remarks>
    public async IAsyncEnumerable<IReadOnlyCollection<TerminalSession>> WatchSessionsAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        while (!_disposed)
        {
            Task changed;
            lock (_watching)
                changed = _sessionsChanged.Task;
            yield return Sessions;
            await changed.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private void TellWatchers()
    {
        lock (_watching)
        {
            _sessionsChanged.SetResult();
            _sessionsChanged = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }
}
