using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PromptWatcher.Environments.Local;

/// <summary>A program on a pseudo-terminal of this machine. Its descriptors belong to the event loop from the start to the end.</summary>
internal sealed class LocalPty : PtyProcess, ILoopHandler
{
    /// <summary>A read of a Linux terminal gives at most 4,095 bytes.</summary>
    private const int ReadSize = 4096;

    /// <summary>Reads in a row before other terminals have their turn.</summary>
    private const int ReadsPerTurn = 16;

    /// <summary>How long a terminal stays open for what the program left running in it; all that the program itself printed is read by then.</summary>
    private static readonly TimeSpan LastWords = TimeSpan.FromMilliseconds(250);

    private readonly EventLoop _loop;
    private readonly MasterTerminal _terminal;
    private readonly PtyInput _input;
    private readonly Pipe _output;
    private readonly Lazy<Task> _kill;
    private readonly TaskCompletionSource<PtyExit> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Action _resume;
    private readonly Action _checkExit;
    private Descriptor? _exit;
    private ITimer? _lastWords;
    private ConfiguredValueTaskAwaitable<FlushResult>.ConfiguredValueTaskAwaiter _flush;
    private PtyExit? _exited;
    private bool _consumerIsBehind;
    private bool _consumerIsGone;
    private bool _inputIsWaiting;
    private bool _finished;

    internal LocalPty(EventLoop loop, MasterTerminal terminal, ProcessTree tree, int processId, TimeSpan killGrace, PtySpawnOptions options, string id)
    {
        _loop = loop;
        _terminal = terminal;
        _kill = new Lazy<Task>(() => tree.KillAsync(killGrace));
        _input = new PtyInput(terminal, waiting => loop.Post(() => WatchInput(waiting)));
        _output = new Pipe(new PipeOptions(readerScheduler: options.ReaderScheduler, writerScheduler: PipeScheduler.Inline,
            minimumSegmentSize: ReadSize * 2, useSynchronizationContext: false));
        _resume = () => loop.Post(Resume);
        _checkExit = CheckExit;
        ProcessId = processId;
        Id = id;
        Info = new PtyInfo(id, options.SessionId, [options.Command, .. options.Arguments], TimeProvider.System.GetUtcNow(), processId);
        loop.Post(Start);
    }

    public override string Id { get; }

    public override PipeReader Reader => _output.Reader;

    public override PipeWriter Writer => _input;

    public override Task<PtyExit> Completion => _completion.Task;

    internal int ProcessId { get; }

    internal PtyInfo Info { get; }

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

    public override ValueTask ResizeAsync(TerminalSize size, CancellationToken cancellationToken = default)
    {
        size.Validated(nameof(size));
        try
        {
            _terminal.Resize(size);
        }
        catch (ObjectDisposedException)
        {
            // It has exited; there is nothing to resize.
        }

        return ValueTask.CompletedTask;
    }

    public override async ValueTask KillAsync(CancellationToken cancellationToken = default)
    {
        if (!Completion.IsCompleted)
            await _kill.Value.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    public override async ValueTask DisposeAsync()
    {
        await KillAsync().ConfigureAwait(false);

        // Nobody reads any more, so what the terminal still holds must not keep it open.
        await _output.Reader.CompleteAsync().ConfigureAwait(false);
        await Completion.ConfigureAwait(false);
    }

    public void OnReady(int descriptor, Readiness ready)
    {
        if (descriptor == _exit?.Number)
        {
            CheckExit();
            return;
        }

        if ((ready & Readiness.Write) != 0)
            _input.OnWritable();
        if ((ready & Readiness.Read) != 0 && !_consumerIsBehind)
            ReadAvailable(ReadsPerTurn);
    }

    private void Start()
    {
        try
        {
            WatchTerminal();
            WatchExit();
        }
        catch (EnvironmentException unwatched)
        {
            _ = _kill.Value;
            _output.Writer.Complete(unwatched);
            _completion.TrySetException(unwatched);
        }
    }

    private void WatchExit()
    {
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
        _terminal.ReleaseSlave();
        if (!_consumerIsBehind)
            ReadAvailable(int.MaxValue);
        if (!_finished)
            _lastWords = TimeProvider.System.CreateTimer(_ => _loop.Post(EndLastWords), null, LastWords, Timeout.InfiniteTimeSpan);
    }

    private void EndLastWords()
    {
        if (!_consumerIsBehind)
            Finish();
    }

    private void ReadAvailable(int turns)
    {
        while (turns-- > 0 && !_finished)
        {
            int count = _terminal.Read(_output.Writer.GetSpan(ReadSize)[..ReadSize]);
            if (count == 0)
                return;
            if (count < 0)
            {
                // Before the exit the slave is held open, so an end can only be the last one.
                Finish();
                return;
            }

            if (_consumerIsGone)
                continue;
            _output.Writer.Advance(count);
            if (!Flush())
                return;
        }
    }

    /// <summary>Hands over what was read; false when the consumer has to catch up first.</summary>
    private bool Flush()
    {
        try
        {
            _flush = _output.Writer.FlushAsync().ConfigureAwait(false).GetAwaiter();
            if (_flush.IsCompleted)
            {
                _consumerIsGone = _flush.GetResult().IsCompleted;
                return true;
            }
        }
        catch (Exception)
        {
            // The consumer ended its reading with an error of its own, which a flush throws back. The program runs on all the same.
            _consumerIsGone = true;
            return true;
        }

        _consumerIsBehind = true;
        WatchTerminal();
        _flush.UnsafeOnCompleted(_resume);
        return false;
    }

    /// <summary>The consumer has caught up, or is gone.</summary>
    private void Resume()
    {
        try
        {
            _consumerIsGone = _flush.GetResult().IsCompleted;
        }
        catch (Exception)
        {
            _consumerIsGone = true;
        }

        _consumerIsBehind = false;
        if (_finished)
            return;
        if (_exited is null)
        {
            WatchTerminal();
            return;
        }

        // The time for last words may have run out while nobody read: read on to what is there, then end.
        ReadAvailable(int.MaxValue);
        if (!_consumerIsBehind)
            Finish();
    }

    private void WatchInput(bool waiting)
    {
        _inputIsWaiting = waiting;
        if (!_finished)
            WatchTerminal();
    }

    private void WatchTerminal() =>
        _loop.Watch(_terminal.Descriptor, (_consumerIsBehind ? 0 : Readiness.Read) | (_inputIsWaiting ? Readiness.Write : 0), this);

    private void Finish()
    {
        if (_finished)
            return;
        _finished = true;
        _lastWords?.Dispose();
        _loop.Unwatch(_terminal.Descriptor);
        _terminal.Dispose();
        _input.Close();
        _output.Writer.Complete();
        _completion.TrySetResult(_exited ?? new PtyExit(null));
    }
}
