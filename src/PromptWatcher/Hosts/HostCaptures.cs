using Microsoft.Extensions.Logging;
using PromptWatcher.Diagnostics;
using PromptWatcher.Environments;
using PromptWatcher.Sessions;

namespace PromptWatcher.Hosts;

/// <summary>Captures the terminals of a host as they come, each in the best way that works, and again where a way ends before its terminal.</summary>
internal sealed class HostCaptures(SessionManager sessions, IReadOnlyList<ITerminalCapture> ways, HostMonitorOptions options, TimeProvider time, ILogger logger)
{
    private readonly Dictionary<string, Capture> _captures = [];

    /// <summary>Follows the terminals until it is cancelled; then every session of them has ended.</summary>
    internal async Task RunAsync(IAsyncEnumerable<HostTerminalEvent> events, CancellationToken cancellationToken)
    {
        if (ways.Count == 0)
            return;
        try
        {
            await foreach (HostTerminalEvent happened in events.ConfigureAwait(false))
            {
                if (happened is HostTerminalVanished)
                    await EndAsync(happened.Terminal.Id).ConfigureAwait(false);
                else
                    Begin(happened.Terminal, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // It was stopped.
        }
        finally
        {
            await Task.WhenAll(_captures.Keys.ToList().Select(EndAsync)).ConfigureAwait(false);
        }
    }

    private void Begin(HostTerminal terminal, CancellationToken cancellationToken)
    {
        if (_captures.TryGetValue(terminal.Id, out Capture? capture))
        {
            capture.Terminal = terminal;
            if (!capture.Running.IsCompleted)
                return;
        }
        else
        {
            _captures[terminal.Id] = capture = new Capture(terminal, CancellationTokenSource.CreateLinkedTokenSource(cancellationToken));
        }

        if (IsWanted(terminal))
            capture.Running = RunAsync(capture, capture.Stop.Token);
    }

    private bool IsWanted(HostTerminal terminal)
    {
        try
        {
            return options.Capture?.Invoke(terminal) ?? !terminal.IsOurs;
        }
        catch (Exception error)
        {
            // It is the application's, and must not keep other terminals from being captured.
            logger.CaptureFailed(nameof(HostMonitorOptions.Capture), terminal.Id, error);
            return false;
        }
    }

    private async Task EndAsync(string id)
    {
        if (!_captures.Remove(id, out Capture? capture))
            return;
        await capture.Stop.CancelAsync().ConfigureAwait(false);
        await capture.Running.ConfigureAwait(false);
        capture.Stop.Dispose();
    }

    /// <summary>Captures one terminal again and again, until it is gone or no way is left that may work.</summary>
    private async Task RunAsync(Capture capture, CancellationToken cancellationToken)
    {
        TimeSpan pause = options.SlowInterval;
        while (!cancellationToken.IsCancellationRequested && ways.Any(way => way.CanCapture(capture.Terminal)))
        {
            if (await OpenAsync(capture.Terminal, cancellationToken).ConfigureAwait(false) is { } session)
            {
                await ((Task)session.Completion).WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                await session.DisposeAsync().ConfigureAwait(false);
                pause = options.SlowInterval;
            }

            await Task.Delay(pause, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            pause = pause * 2 < options.RetryInterval ? pause * 2 : options.RetryInterval;
        }
    }

    private async Task<TerminalSession?> OpenAsync(HostTerminal terminal, CancellationToken cancellationToken)
    {
        foreach (ITerminalCapture way in ways.Where(way => way.CanCapture(terminal)))
        {
            PtyProcess? process = null;
            try
            {
                process = await way.OpenAsync(terminal, cancellationToken).ConfigureAwait(false);
                return sessions.AdoptAs(terminal.Id, process, process.Info?.Size ?? TerminalSize.Default, OptionsFor(terminal));
            }
            catch (Exception error)
            {
                if (process is not null)
                    await process.DisposeAsync().ConfigureAwait(false);
                if (cancellationToken.IsCancellationRequested)
                    return null;
                logger.CaptureFailed(way.GetType().Name, terminal.Id, error);
            }
        }

        return null;
    }

    /// <summary>
    /// The terminal that shows it to its user answers what is asked of it. The profile is that of the session's leader, which stays; one that runs others
    /// lets them be recognised by what they show.
    /// </summary>
    private SessionOptions OptionsFor(HostTerminal terminal) => new()
    {
        Agent = ForegroundAgent.Recognize(terminal.Command, sessions.Profiles.Current)?.Id,
        AnswerQueries = false,
    };

    private sealed class Capture(HostTerminal terminal, CancellationTokenSource stop)
    {
        public HostTerminal Terminal { get; set; } = terminal;

        public CancellationTokenSource Stop => stop;

        public Task Running { get; set; } = Task.CompletedTask;
    }
}
