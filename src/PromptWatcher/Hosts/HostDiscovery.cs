using Microsoft.Extensions.Logging;
using PromptWatcher.Detection;
using PromptWatcher.Diagnostics;

namespace PromptWatcher.Hosts;

/// <summary>Looks at a host's terminals again and again: soon where something changes, seldom where nothing does, and ever more seldom while it cannot.</summary>
internal sealed class HostDiscovery(
    IHostProcesses processes, HostChanges changes, Func<AgentProfiles> profiles, HostMonitorOptions options, TimeProvider time, ILogger logger)
{
    private readonly TaskCompletionSource _tried = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource _nudge = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private IReadOnlyList<ProcessFacts>? _found;
    private AgentProfiles? _known;
    private IReadOnlyList<HostTerminal> _terminals = [];

    internal HostMonitorStatus Status { get; private set; } = new(HostMonitorState.Starting);

    /// <summary>Completes after the first look, or the first that failed.</summary>
    internal Task FirstLook => _tried.Task;

    /// <summary>Something may have changed: the next look comes as soon as it may.</summary>
    internal void Nudge() => Volatile.Read(ref _nudge).TrySetResult();

    /// <summary>Looks until it is cancelled; then no terminal is known any more.</summary>
    internal async Task RunAsync(CancellationToken cancellationToken)
    {
        TimeSpan interval = options.QuickInterval;
        try
        {
            while (!cancellationToken.IsCancellationRequested)
            {
                interval = await LookAsync(interval, cancellationToken).ConfigureAwait(false);
                _tried.TrySetResult();
                await WaitAsync(interval, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // It was stopped.
        }
        finally
        {
            Status = new HostMonitorStatus(HostMonitorState.Stopped, Status.LastLookAt);
            changes.Set([]);
            _tried.TrySetResult();
        }
    }

    /// <summary>One look, and how long to wait for the next.</summary>
    private async Task<TimeSpan> LookAsync(TimeSpan interval, CancellationToken cancellationToken)
    {
        Interlocked.Exchange(ref _nudge, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        try
        {
            IReadOnlyList<HostTerminal> terminals = TerminalsOf(await processes.ReadAsync(cancellationToken).ConfigureAwait(false), profiles());
            bool isBack = Status.State == HostMonitorState.Away;
            Status = new HostMonitorStatus(HostMonitorState.Watching, time.GetUtcNow());
            if (isBack)
                logger.HostBack(terminals.Count);
            return changes.Set(terminals) || isBack ? options.QuickInterval : Earlier(interval * 2, options.SlowInterval);
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            if (Status.State != HostMonitorState.Away)
                logger.HostAway(error);
            Status = new HostMonitorStatus(HostMonitorState.Away, Status.LastLookAt, error);
            return Earlier(interval * 2, options.RetryInterval);
        }
    }

    // What is the same list holds the same terminals.
    private IReadOnlyList<HostTerminal> TerminalsOf(IReadOnlyList<ProcessFacts> found, AgentProfiles known)
    {
        if (!ReferenceEquals(found, _found) || !ReferenceEquals(known, _known))
            (_found, _known, _terminals) = (found, known, HostTerminals.Of(found, known));
        return _terminals;
    }

    /// <summary>Waits, or until a nudge; a storm of nudges makes looks no closer than changes do.</summary>
    private async Task WaitAsync(TimeSpan interval, CancellationToken cancellationToken)
    {
        long begin = time.GetTimestamp();
        await Volatile.Read(ref _nudge).Task.WaitAsync(interval, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        TimeSpan left = options.QuickInterval - time.GetElapsedTime(begin);
        if (left > TimeSpan.Zero)
            await Task.Delay(left, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private static TimeSpan Earlier(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
