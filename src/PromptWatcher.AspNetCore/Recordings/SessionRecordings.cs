using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PromptWatcher.Sessions;

namespace PromptWatcher.AspNetCore.Recordings;

/// <summary>Records every session while it runs. It is a viewer as others are: a disk that is slow costs the recording a gap, and the session nothing.</summary>
internal sealed class SessionRecordings(SessionManager manager, RecordingFiles files, IOptions<PromptWatcherWebOptions> options, TimeProvider time, ILogger<SessionRecordings> logger) : BackgroundService
{
    /// <summary>How long somebody who asks for a recording waits for a disk that hangs.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _gate = new();
    private readonly Dictionary<TerminalSession, Task> _recorded = [];

    /// <summary>Waits, where the program of the session has ended, until its recording is whole.</summary>
    internal async Task WrittenAsync(string sessionId, CancellationToken cancellationToken)
    {
        if (files.IsOn && manager.TryGet(sessionId, out TerminalSession? session) && session.Completion.IsCompleted)
            await Recorded(session).WaitAsync(Longest, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public override void Dispose()
    {
        _stopping.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!files.IsOn)
            return;
        try
        {
            await foreach (IReadOnlyCollection<TerminalSession> sessions in manager.WatchSessionsAsync(stoppingToken).ConfigureAwait(false))
            {
                foreach (TerminalSession session in sessions)
                    _ = Recorded(session);
                Forget();
            }
        }
        catch (OperationCanceledException)
        {
            // The host stops.
        }

        await _stopping.CancelAsync().ConfigureAwait(false);
        Task[] left;
        lock (_gate)
            left = [.. _recorded.Values];
        await Task.WhenAll(left).ConfigureAwait(false);
    }

    /// <summary>The recording of a session, which begins with the first call; completes when it is whole.</summary>
    private Task Recorded(TerminalSession session)
    {
        lock (_gate)
        {
            if (!_recorded.TryGetValue(session, out Task? recorded))
            {
                CancellationToken stopping = _stopping.Token;
                _recorded.Add(session, recorded = Task.Run(() => RecordAsync(session, stopping)));
            }

            return recorded;
        }
    }

    /// <summary>Lets go of the sessions that the manager has no more.</summary>
    private void Forget()
    {
        lock (_gate)
        {
            foreach (TerminalSession gone in _recorded.Keys.Where(session => !manager.TryGet(session.Id, out TerminalSession? present) || present != session).ToArray())
                _recorded.Remove(gone);
        }
    }

    private async Task RecordAsync(TerminalSession session, CancellationToken stoppingToken)
    {
        try
        {
            for (int part = 1; await RecordPartAsync(session, part, stoppingToken).ConfigureAwait(false); part++)
            {
            }
        }
        catch (OperationCanceledException)
        {
            // The host stops; what was printed so far is on the disk.
        }
        catch (Exception error)
        {
            logger.RecordingEnded(session.Id, error);
        }
    }

    /// <summary>Records up to the end or the limit of a file; whether there is more. Each file begins with the whole terminal and can be played by itself.</summary>
    private async Task<bool> RecordPartAsync(TerminalSession session, int part, CancellationToken stoppingToken)
    {
        using Viewer viewer = session.OpenViewer();
        AsciicastWriter writer = files.Create(session.Id, part);
        await using var _ = writer.ConfigureAwait(false);
        bool isFirst = true;
        while (true)
        {
            switch (await viewer.ReadAsync(stoppingToken).ConfigureAwait(false))
            {
                case ViewerSnapshot shown when isFirst:
                    writer.Header(shown.Size);
                    writer.Output(shown.Bytes.Span);
                    isFirst = false;
                    break;
                case ViewerSnapshot shown:
                    writer.Marker("gap");
                    writer.Resized(shown.Size);
                    writer.Output(shown.Bytes.Span);
                    break;
                case ViewerOutput output:
                    writer.Output(output.Bytes.Span);
                    break;
                case ViewerResized resized:
                    writer.Resized(resized.Size);
                    break;
                case ViewerEnded ended:
                    if (ended.Exit is { } exit)
                        writer.Exit(exit.ShellCode ?? 0);
                    await writer.FlushAsync().ConfigureAwait(false);
                    return false;
            }

            await writer.FlushAsync().ConfigureAwait(false);
            if (writer.Length >= options.Value.Recording.MaxBytesPerFile)
                return true;
        }
    }
}
