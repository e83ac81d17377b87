using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using PromptWatcher.Hosts.Captures;
using PromptWatcher.Hosts.Commands;
using PromptWatcher.Sessions;

namespace PromptWatcher.Hosts;

/// <summary>
/// Finds the terminals of a host that others started, follows them, and captures what they show where it can. A captured terminal is a session of
/// the manager whose id is <see cref="HostTerminal.Id"/>.
/// </summary>
/// <remarks>Safe for concurrent use. It can be started again after it was stopped.</remarks>
public sealed class HostMonitor : IAsyncDisposable, IDisposable
{
    private readonly SessionManager _sessions;
    private readonly HostSource _source;
    private readonly HostMonitorOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly HostChanges _changes = new();
    private readonly SemaphoreSlim _gate = new(1, 1);
    private volatile HostDiscovery? _discovery;
    private CancellationTokenSource? _stop;
    private Task _running = Task.CompletedTask;
    private bool _disposed;

    /// <summary>Makes one for this machine, which must run Linux. In a container it sees the host's terminals if that shares the host's process ids.</summary>
    /// <param name="sessions">Gets the terminals that are captured.</param>
    /// <param name="options">How they are found and captured; the defaults when it is <see langword="null"/>.</param>
    /// <param name="timeProvider">The clock of the looks; the machine's when it is <see langword="null"/>.</param>
    /// <param name="logger">Is told when the host cannot be read, never of arguments or of a terminal's content.</param>
    /// <exception cref="OptionsValidationException">An option is out of its range.</exception>
    public HostMonitor(SessionManager sessions, HostMonitorOptions? options = null, TimeProvider? timeProvider = null, ILogger<HostMonitor>? logger = null)
        : this(sessions, ThisMachine((options ?? new HostMonitorOptions()).Checked(), new HostCommandAudit(logger), timeProvider ?? TimeProvider.System), options, timeProvider, logger)
    {
    }

    internal HostMonitor(SessionManager sessions, HostSource source, HostMonitorOptions? options = null, TimeProvider? time = null, ILogger<HostMonitor>? logger = null)
    {
        ArgumentNullException.ThrowIfNull(sessions);
        _sessions = sessions;
        _source = source;
        _options = (options ?? new HostMonitorOptions()).Checked();
        _time = time ?? TimeProvider.System;
        _logger = (ILogger?)logger ?? NullLogger.Instance;
    }

    /// <summary>How it fares.</summary>
    public HostMonitorStatus Status => _discovery?.Status ?? new HostMonitorStatus(HostMonitorState.Stopped);

    /// <summary>The terminals that there were at the last look, the oldest first; none while it is stopped.</summary>
    public IReadOnlyList<HostTerminal> Terminals => _changes.Terminals;

    /// <summary>The commands that ran on the host for the captures.</summary>
    public HostCommandAudit Commands => _source.Audit;

    /// <summary>Begins to follow the host's terminals. Does nothing where that has begun.</summary>
    /// <param name="cancellationToken">Stops the waiting, not the following.</param>
    /// <returns>Completes after the first look, or the first that failed: <see cref="Status"/> tells which. A host that is away is tried again.</returns>
    /// <exception cref="ObjectDisposedException">It was disposed of.</exception>
    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        HostDiscovery discovery;
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (_stop is null)
            {
                _stop = new CancellationTokenSource();
                IHostProcesses processes = _source.Open();
                _discovery = new HostDiscovery(processes, _changes, () => _sessions.Profiles.Current, _options, _time, _logger);
                _running = OwnContext.Begin(() => Task.Run(() => RunAsync(_discovery, processes, _stop.Token), CancellationToken.None));
            }

            discovery = _discovery!;
        }
        finally
        {
            _gate.Release();
        }

        await discovery.FirstLook.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Ends the following, and every session of a terminal that it captured. Nothing of it is left on the host then.</summary>
    public async Task StopAsync(CancellationToken cancellationToken = default)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_stop is null)
                return;
            await _stop.CancelAsync().ConfigureAwait(false);
            await _running.ConfigureAwait(false);
            _stop.Dispose();
            _stop = null;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>The terminals that there are, then what becomes of them, until the monitor is disposed of. It may be watched before it is started.</summary>
    /// <remarks>A slow watcher misses what lies between, never the last.</remarks>
    public IAsyncEnumerable<HostTerminalEvent> WatchAsync(CancellationToken cancellationToken = default) => _changes.WatchAsync(cancellationToken);

    /// <inheritdoc cref="Dispose"/>
    public async ValueTask DisposeAsync()
    {
        _disposed = true;
        await StopAsync().ConfigureAwait(false);
        _changes.End();
    }

    /// <summary>Stops it, and ends every watching.</summary>
    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    private async Task RunAsync(HostDiscovery discovery, IHostProcesses processes, CancellationToken cancellationToken)
    {
        await using (processes.ConfigureAwait(false))
        {
            var captures = new HostCaptures(_sessions, _source.Captures, _options, _time, _logger);
            await Task.WhenAll(
                discovery.RunAsync(cancellationToken),
                _source.FollowAsync(discovery.Nudge, cancellationToken),
                captures.RunAsync(_changes.WatchAsync(cancellationToken), cancellationToken)).ConfigureAwait(false);
            await _source.CloseAsync().ConfigureAwait(false);
        }
    }

    private static HostSource ThisMachine(HostMonitorOptions options, HostCommandAudit audit, TimeProvider time)
    {
        var reads = new ServerReads();
        return new HostSource(() => new HostProcesses(new LocalProcFiles(), reads, time), LocalCaptures.Create(reads, options, audit, time)) { Audit = audit };
    }
}
