using System.IO.Pipelines;
using System.Runtime.InteropServices;
using PromptWatcher.Environments.Unix;

namespace PromptWatcher.Environments.Local;

/// <summary>A program on a pseudo-terminal of this machine. Its descriptors belong to the event loop from the start to the end.</summary>
internal sealed class LocalPty : PtyProcess, ILoopHandler
{
    /// <summary>A read of a Linux terminal gives at most 4,095 bytes.</summary>
    private const int ReadSize = 4096;

    /// <summary>Reads in a row before other terminals have their turn.</summary>
    private const int ReadsPerTurn = 16;

    /// <summary>More than a terminal holds for its reader (64 KiB and a page on Linux): what comes after that is not the ended program's.</summary>
    private const int MostHeld = 256 * 1024;

    /// <summary>How long a terminal stays open for what the program left running in it; all that the program itself printed is read by then.</summary>
    private static readonly TimeSpan LastWords = TimeSpan.FromMilliseconds(250);

    private readonly EventLoop _loop;
    private readonly MasterTerminal _terminal;
    private readonly LocalInput _input;
    private readonly PtyOutput _output;
    private readonly ProcessTree _tree;
    private readonly TimeSpan _killGrace;
    private readonly TaskCompletionSource<PtyExit> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _gate = new();
    private readonly Action _checkExit;
    private readonly Action _read;
    private IPtyObserver? _observer;
    private Task? _kill;
    private Descriptor? _exit;
    private ITimer? _lastWords;
    private PtyExit? _exited;
    private int _held = MostHeld;
    private bool _isReleased;
    private bool _isAbandoned;
    private bool _inputIsWaiting;
    private bool _isFinished;

    internal LocalPty(EventLoop loop, MasterTerminal terminal, ProcessTree tree, int processId, TimeSpan killGrace, PtySpawnOptions options, string id)
    {
        _loop = loop;
        _terminal = terminal;
        _tree = tree;
        _killGrace = killGrace;
        _input = new LocalInput(terminal, waiting => Post(() => WatchInput(waiting)));
        _output = new PtyOutput(options.ReaderScheduler, ReadSize * 2, () => Post(Resume));
        _checkExit = () => Guard(CheckExit);
        _read = ReadAvailable;
        ProcessId = processId;
        Id = id;
        Info = new PtyInfo(id, options.SessionId, [options.Command, .. options.Arguments], TimeProvider.System.GetUtcNow(), processId);
        Post(Start);
    }

    public override string Id { get; }

    public override PipeReader Reader => _output.Reader;

    public override PipeWriter Writer => _input;

    public override Task<PtyExit> Completion => _completion.Task;

    internal int ProcessId { get; }

    public override PtyInfo Info { get; }

    public override TerminalModes? GetTerminalModes()
    {
        try
        {
            return !Completion.IsCompleted && _terminal.TryGetModes(out Termios modes)
                ? new TerminalModes(modes.IsEcho, modes.IsCanonical, _terminal.ForegroundProcessGroup())
                : null;
        }
        catch (ObjectDisposedException)
        {
            return null;
        }
    }

    public override void Observe(IPtyObserver observer) => _observer = observer;

    public override ValueTask ResizeAsync(TerminalSize size, CancellationToken cancellationToken = default)
    {
        size.Validated(nameof(size));
        lock (_gate)
        {
            try
            {
                _terminal.Resize(size);
                _observer?.OnResized(size);
            }
            catch (ObjectDisposedException)
            {
                // It has exited; there is nothing to resize.
            }
        }

        return ValueTask.CompletedTask;
    }

    public override async ValueTask KillAsync(CancellationToken cancellationToken = default)
    {
        Task kill;
        lock (_gate)
        {
            if (Completion.IsCompleted)
                return;

            // One that failed is tried again: a process in a hanging mount may have come free, a descriptor too.
            if (_kill is null or { IsFaulted: true })
                _kill = _tree.KillAsync(_killGrace);
            kill = _kill;
        }

        await kill.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    public override async ValueTask DisposeAsync()
    {
        try
        {
            await KillAsync().ConfigureAwait(false);
        }
        finally
        {
            Post(Abandon);
        }

        await ((Task)Completion).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void OnReady(int descriptor, Readiness ready)
    {
        if (descriptor == _exit?.Number)
        {
            _checkExit();
            return;
        }

        if ((ready & Readiness.Write) != 0)
            _input.OnWritable();
        if ((ready & Readiness.Read) != 0)
            Guard(_read);
    }

    private void Post(Action step) => _loop.Post(() => Guard(step));

    /// <summary>An error on the loop ends this terminal, never the loop.</summary>
    private void Guard(Action step)
    {
        try
        {
            step();
        }
        catch (Exception error)
        {
            _ = KillAsync().AsTask();
            if (_exit is null && _exited is null)
                _loop.AddTick(_checkExit);
            Finish(error as EnvironmentException ?? new EnvironmentException($"The terminal '{Id}' was lost: {error.Message} Its program is being ended.", error));
        }
    }

    private void Start()
    {
        WatchTerminal();
        _exit = _loop.OpenExit(ProcessId);
        if (_exit is not null)
            _loop.Watch(_exit, Readiness.Read, this);
        else
            _loop.AddTick(_checkExit);
    }

    /// <summary>Reaps this one child; others are somebody else's, System.Diagnostics.Process's among them.</summary>
    private void CheckExit()
    {
        int reaped = LibC.waitpid(ProcessId, out int status, Posix.WNOHANG);
        int error = Marshal.GetLastPInvokeError();
        if (reaped == 0 || (reaped < 0 && error == Posix.EINTR))
            return;

        _loop.RemoveTick(_checkExit);
        if (_exit is not null)
        {
            _loop.Unwatch(_exit);
            _exit.Dispose();
            _exit = null;
        }

        // ECHILD: the host ignores SIGCHLD, where the kernel forgets how a child ended.
        _exited = reaped < 0 ? new PtyExit(null) : WaitStatus.Decode(status);
        _input.Close();
        ReadAvailable();
        if (_isAbandoned)
            Finish();
    }

    /// <summary>The owner wants no more output: what is still in the terminal does not hold the end up.</summary>
    private void Abandon()
    {
        _isAbandoned = true;
        if (_exited is not null)
            Finish();
    }

    private void ReadAvailable()
    {
        for (int turn = 0; turn < ReadsPerTurn && !_isFinished && !_output.IsHeldBack; turn++)
        {
            int count = _terminal.Read(_output.GetSpan(ReadSize));
            if (count < 0)
            {
                // Before the exit the slave is held open, so an end can only be the last one.
                Finish();
                return;
            }

            if (_exited is not null && (count == 0 || (_held -= count) <= 0) && !_isReleased)
                Release();
            else if (count == 0)
                return;
            if (count > 0)
                Deliver(count);
        }
    }

    /// <summary>
    /// All that the program printed has been read. Only now may the slave go: Darwin drops what is unread when its last descriptor is
    /// closed, after waiting for a reader, who would be this very thread.
    /// </summary>
    private void Release()
    {
        _isReleased = true;
        _terminal.ReleaseSlave();
        _lastWords = TimeProvider.System.CreateTimer(_ => Post(() => Finish()), null, LastWords, Timeout.InfiniteTimeSpan);
    }

    private void Deliver(int count)
    {
        _output.Deliver(count);
        if (_output.IsHeldBack)
            WatchTerminal();
    }

    /// <summary>The consumer has caught up, or is gone.</summary>
    private void Resume()
    {
        _output.Resume();
        if (_isFinished)
            return;
        WatchTerminal();
        if (_exited is not null)
            ReadAvailable();
    }

    private void WatchInput(bool waiting)
    {
        _inputIsWaiting = waiting;
        if (!_isFinished)
            WatchTerminal();
    }

    private void WatchTerminal() =>
        _loop.Watch(_terminal.Descriptor, (_output.IsHeldBack ? 0 : Readiness.Read) | (_inputIsWaiting ? Readiness.Write : 0), this);

    private void Finish(EnvironmentException? lost = null)
    {
        if (_isFinished)
            return;
        _isFinished = true;
        _lastWords?.Dispose();
        _loop.Unwatch(_terminal.Descriptor);
        _input.Close();
        _terminal.Dispose();
        _output.Complete(lost);
        if (lost is null)
            _completion.TrySetResult(_exited ?? new PtyExit(null));
        else
            _completion.TrySetException(lost);
    }
}
