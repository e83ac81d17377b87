using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using PromptWatcher.Diagnostics;

namespace PromptWatcher.Hosts.Commands;

/// <summary>Records every command that runs on the host, or was refused: the last of them here, all of them in the log and as a number in the meter.</summary>
public sealed class HostCommandAudit
{
    /// <summary>How many records are kept.</summary>
    public const int MostRecords = 1_000;

    private readonly Queue<HostCommandRecord> _records = new();
    private readonly ILogger _logger;
    private readonly Lock _gate = new();

    internal HostCommandAudit(ILogger? logger = null) => _logger = logger ?? NullLogger.Instance;

    /// <summary>The last records, the oldest first.</summary>
    public IReadOnlyList<HostCommandRecord> Records
    {
        get
        {
            lock (_gate)
                return [.. _records];
        }
    }

    internal void Add(HostCommandRecord record)
    {
        lock (_gate)
        {
            if (_records.Count == MostRecords)
                _records.Dequeue();
            _records.Enqueue(record);
        }

        PromptWatcherTelemetry.HostCommands.Add(1, new KeyValuePair<string, object?>("outcome", record.Outcome.ToString()));
        string command = Printable.Line(string.Join(' ', record.Command), LongestLogged);
        if (record.Outcome is HostCommandOutcome.Ran or HostCommandOutcome.Asked)
            _logger.HostCommandRan(command, record.UserId, record.Outcome, record.ExitCode);
        else
            _logger.HostCommandNotRun(command, record.UserId, record.Outcome, record.ExitCode);
    }

    private const int LongestLogged = 300;
}
