using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PromptWatcher.Sessions;

namespace PromptWatcher.AspNetCore.Recordings;

/// <summary>Records every session while it runs. It is a viewer as others are: a disk that is slow costs the recording a gap, and the session nothing.</summary>
internal sealed class SessionRecordings(SessionManager manager, RecordingFiles files, IOptions<PromptWatcherWebOptions> options, ILogger<SessionRecordings> logger) : BackgroundService
{
    private readonly ConcurrentDictionary<TerminalSession, Task> _recorded = new();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!files.IsOn)
            return;
        try
        {
            await foreach (IReadOnlyCollection<TerminalSession> sessions in manager.WatchSessionsAsync(stoppingToken).ConfigureAwait(false))
            {
                foreach (TerminalSession session in sessions.Where(session => !_recorded.ContainsKey(session)))
                    _recorded[session] = Task.Run(() => RecordAsync(session, stoppingToken), stoppingToken);
                foreach (TerminalSession gone in _recorded.Keys.Except(sessions))
                    _recorded.TryRemove(gone, out _);
            }
        }
        catch (OperationCanceledException)
        {
            // The host stops.
        }

        await Task.WhenAll(_recorded.Values).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
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
