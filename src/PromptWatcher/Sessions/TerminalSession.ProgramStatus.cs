using System.Runtime.CompilerServices;
using PromptWatcher.Detection;
using PromptWatcher.Terminal;

namespace PromptWatcher.Sessions;

public sealed partial class TerminalSession
{
    private ProgramStatusRecord[] _records = [];
    private (long Version, long ReportCount) _recordsAt;
    private (long Version, bool IsOver) _told;
    private TaskCompletionSource? _statusChanged;

    /// <summary>
    /// What the program and its parts (helper agents, jobs) say about themselves (OSC 7501), outer records before those inside them; empty
    /// for a program that does not. The same list while nothing new was reported.
    /// </summary>
    /// <remarks>Whoever can print can say so: it authorises nothing. <see cref="State"/> has it joined with what the screen shows.</remarks>
    public IReadOnlyList<ProgramStatusRecord> ProgramStatus
    {
        get
        {
            lock (_gate)
                return Records();
        }
    }

    /// <summary>The present records of <see cref="ProgramStatus"/> first, then all of them again after each change, until the program ends.</summary>
    /// <remarks>A report that says what was known is no change. A slow watcher misses what lies between, never the last.</remarks>
    public async IAsyncEnumerable<IReadOnlyList<ProgramStatusRecord>> WatchProgramStatusAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        long seen = -1;
        while (true)
        {
            IReadOnlyList<ProgramStatusRecord> records;
            long version;
            Task? changed;
            lock (_gate)
            {
                records = Records();
                version = _screen.ProgramStatus.Version;
                changed = _detector.State.Activity == Activity.Exited ? null
                    : (_statusChanged ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
            }

            if (version != seen)
            {
                seen = version;
                yield return records;
            }

            if (changed is null)
                break;
            await changed.WaitAsync(cancellationToken).ConfigureAwait(false);
        }

        // Throws when the session was lost, as the stream of states does.
        await Completion.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Under the gate.</summary>
    private ProgramStatusRecord[] Records()
    {
        ProgramStatusTable table = _screen.ProgramStatus;
        if (_recordsAt != (table.Version, table.ReportCount))
        {
            _records = [.. table];
            _recordsAt = (table.Version, table.ReportCount);
        }

        return _records;
    }

    /// <summary>Wakes who watches the records; nobody's watching costs nothing. Under the gate.</summary>
    private void TellProgramStatus()
    {
        (long Version, bool IsOver) now = (_screen.ProgramStatus.Version, _detector.State.Activity == Activity.Exited);
        if (now == _told)
            return;
        _told = now;
        _statusChanged?.SetResult();
        _statusChanged = null;
    }
}
