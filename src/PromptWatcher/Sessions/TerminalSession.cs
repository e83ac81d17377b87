using System.Buffers;
using System.IO.Pipelines;
using Microsoft.Extensions.Logging;
using PromptWatcher.Detection;
using PromptWatcher.Diagnostics;
using PromptWatcher.Environments;
using PromptWatcher.Terminal;

namespace PromptWatcher.Sessions;

/// <summary>A program on a terminal, watched: its screen is kept, its state told, its prompts answered.</summary>
/// <remarks>Safe for concurrent use. Made by <see cref="SessionManager"/>.</remarks>
public sealed partial class TerminalSession : IAsyncDisposable, IPtyObserver
{
    private readonly Lock _gate = new();
    private readonly Screen _screen;
    private readonly PromptDetector _detector;
    private readonly TimeProvider _time;
    private readonly long _begin;
    private readonly ITimer _timer;
    private readonly SessionEvents _events;
    private readonly SessionInput _input;
    private readonly TaskCompletionSource<PtyExit> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SessionOutput? _output;
    private readonly SemaphoreSlim _resizing = new(1, 1);
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SessionOptions _options;
    private readonly ILogger _logger;
    private TimeSpan? _armed;
    private long _answeredPrompt;
    private bool _isFocusAsked;
    private long _typedVersion;
    private TimeSpan? _typedAt;

    internal TerminalSession(string id, PtyProcess process, TerminalSize size, AgentProfile? profile, SessionOptions options, TimeProvider time, AgentProfileStore profiles, ILogger logger)
    {
        Id = id;
        Process = process;
        _options = options;
        _logger = logger;
        _time = process.Clock ?? time;
        _begin = _time.GetTimestamp();
        CreatedAt = time.GetUtcNow();
        _screen = new Screen(size, options.Screen);
        _screen.Replies.Enabled = options.AnswerQueries && !process.IsReadOnly;
        _detector = new PromptDetector(_screen, profile, TerminalModes, profiles);
        _journal = new Journal(_gate);

        // In the viewers' time: a replay's may stand still.
        _repaints = new Repaints(_screen, _journal, time);
        _events = new SessionEvents(new StateChanged(id, TimeSpan.Zero, _detector.State));
        _input = new SessionInput(process.Writer);
        _output = options.Output is null ? null : new SessionOutput(options.Output);
        process.Observe(this);

        _timer = OwnContext.Begin(() => _time.CreateTimer(_ => OnTimer(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan));
        _ = OwnContext.Begin(PumpAsync);
    }

    /// <summary>Names the session within its manager.</summary>
    public string Id { get; }

    /// <summary>The program and its terminal. The session reads its output; type through the session, which keeps writers apart.</summary>
    public PtyProcess Process { get; }

    /// <summary>What the program does now.</summary>
    public AgentState State
    {
        get
        {
            lock (_gate)
                return _detector.State;
        }
    }

    /// <summary>The id of the program's profile, as it was named or recognised; null while it is not known.</summary>
    public string? Agent
    {
        get
        {
            lock (_gate)
                return _detector.Profile?.Id;
        }
    }

    /// <summary>How the program ended; completes after every byte it printed has reached the screen and <see cref="SessionOptions.Output"/>, and the state is <see cref="Activity.Exited"/>.</summary>
    public Task<PtyExit> Completion => _completion.Task;

    /// <summary>Completes when the session has been disposed.</summary>
    internal Task Released => _released.Task;

    private TimeSpan Now => _time.GetElapsedTime(_begin);

    /// <summary>The present state first, then each change, and at last <see cref="SessionExited"/>.</summary>
    /// <remarks>A watcher that falls more than 1,024 events behind misses the oldest of them, never the last.</remarks>
    public IAsyncEnumerable<SessionEvent> WatchAsync(CancellationToken cancellationToken = default) => _events.WatchAsync(cancellationToken);

    /// <summary>Waits for a state that fulfils the condition, the present one included.</summary>
    /// <exception cref="SessionEndedException">The program ended first.</exception>
    public async Task<AgentState> WaitForAsync(Func<AgentState, bool> condition, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(condition);
        await foreach (SessionEvent happened in WatchAsync(cancellationToken).ConfigureAwait(false))
        {
            if (happened is StateChanged { State: var state } && condition(state))
                return state;
        }

        throw new SessionEndedException($"The program of session '{Id}' ended before it came to the state that was waited for: {await Completion.ConfigureAwait(false)}.");
    }

    /// <summary>Changes the terminal's size. Does nothing to a program that has ended.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The size is outside the limits of <see cref="TerminalSize"/>.</exception>
    /// <exception cref="ReadOnlyTerminalException">The terminal is only watched.</exception>
    public async ValueTask ResizeAsync(TerminalSize size, CancellationToken cancellationToken = default)
    {
        size.Validated(nameof(size));
        RefuseReadOnly("resize");

        // One at a time: else the screen could end with the size of one caller and the terminal with that of another.
        await _resizing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            OnResized(size);
            await Process.ResizeAsync(size, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _resizing.Release();
        }
    }

    /// <summary>Ends the program and everything it started. Does nothing when it has ended.</summary>
    /// <exception cref="ReadOnlyTerminalException">The terminal is only watched.</exception>
    public async ValueTask KillAsync(CancellationToken cancellationToken = default)
    {
        RefuseReadOnly("end the program of");
        await Process.KillAsync(cancellationToken).ConfigureAwait(false);
        _output?.StopHoldingBack();
    }

    /// <summary>What the terminal shows now.</summary>
    /// <param name="scrollbackLines">How many of the lines that have scrolled off come along at most.</param>
    /// <exception cref="ArgumentOutOfRangeException">A negative number of lines was asked for.</exception>
    public ScreenSnapshot Snapshot(int scrollbackLines = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(scrollbackLines);
        lock (_gate)
        {
            var scrollback = new string[Math.Min(scrollbackLines, _screen.ScrollbackCount)];
            for (int i = 0; i < scrollback.Length; i++)
                scrollback[i] = _screen.ScrollbackLineText(_screen.ScrollbackCount - scrollback.Length + i);
            var lines = new string[_screen.Size.Rows];
            for (int row = 0; row < lines.Length; row++)
                lines[row] = _screen.LineText(row);
            return new ScreenSnapshot(_screen.Size, lines, _screen.CursorColumn, _screen.CursorRow, _screen.Title) { Scrollback = scrollback };
        }
    }

    /// <summary>Why <see cref="State"/> is what it is: every signal and rule, what it saw, and what became of it.</summary>
    /// <remarks>For people who look for the cause of a wrong state. It quotes what the terminal shows.</remarks>
    public Explanation Explain()
    {
        lock (_gate)
            return _detector.Explain(Now);
    }

    /// <summary>Ends the program if it still runs and releases the terminal; its manager forgets the session.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            ValueTask disposing = Process.DisposeAsync();
            _output?.StopHoldingBack();
            await disposing.ConfigureAwait(false);
            await ((Task)Completion).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        finally
        {
            await _timer.DisposeAsync().ConfigureAwait(false);
            lock (_gate)
                _journal.Close();
            _released.TrySetResult();
        }
    }

    /// <summary>Lets go of the terminal without ending its program; the session ends with a <see cref="PtyDetachedException"/>, and its manager forgets it.</summary>
    /// <exception cref="EnvironmentException">Nobody could take the terminal over again; the session goes on.</exception>
    public async ValueTask DetachAsync()
    {
        await Process.DetachAsync().ConfigureAwait(false);
        await DisposeAsync().ConfigureAwait(false);
    }

    void IPtyObserver.OnResized(TerminalSize size) => OnResized(size);

    void IPtyObserver.OnTyped(ReadOnlySpan<byte> input) => OnTyped(input);

    /// <summary>CAN ends a sequence that the gap cut in two, so that the repaint is not read as its rest (ECMA-48; Williams' parser).</summary>
    void IPtyObserver.OnGap()
    {
        lock (_gate)
            Show([0x18]);
        PromptWatcherTelemetry.OutputGaps.Add(1);
        _logger.OutputMissing(Id);
    }

    private void OnTyped(ReadOnlySpan<byte> input)
    {
        lock (_gate)
        {
            TimeSpan now = Now;
            _typedVersion = _screen.Version;
            _typedAt = now;
            _detector.OnInput(input, now);
            Arm(now);
        }
    }

    private void OnResized(TerminalSize size)
    {
        lock (_gate)
        {
            if (size == _screen.Size)
                return;
            TimeSpan now = Now;
            _screen.Resize(size);
            _journal.Append(size);
            _detector.OnOutput(now);
            Arm(now);
        }
    }

    /// <summary>Runs where the terminal's bytes arrive: for local terminals on the event loop, up to the first wait for a slow output.</summary>
    private async Task PumpAsync()
    {
        try
        {
            while (true)
            {
                ReadResult result = await Process.Reader.ReadAsync().ConfigureAwait(false);
                Feed(result.Buffer);
                if (_output is not null)
                    await _output.WriteAsync(result.Buffer).ConfigureAwait(false);
                Process.Reader.AdvanceTo(result.Buffer.End);
                if (result.IsCompleted)
                    break;
            }

            PtyExit exit = await Process.Completion.ConfigureAwait(false);
            if (_output is not null)
                await _output.CompleteAsync().ConfigureAwait(false);
            End(exit);
        }
        catch (Exception lost)
        {
            Lose(lost);
            _ = _output?.CompleteAsync();
        }
    }

    private void Feed(in ReadOnlySequence<byte> output)
    {
        lock (_gate)
        {
            TimeSpan now = Now;
            foreach (ReadOnlyMemory<byte> segment in output)
                Show(segment.Span);
            if (_screen.Replies.HasPending)
            {
                _input.Reply(_screen.Replies.Pending);
                _screen.Replies.Clear();
            }

            TellFocus();
            _detector.OnOutput(now);
            TellProgramStatus();
            Arm(now);
        }
    }

    /// <summary>The one way of output to the screen: what it shows and what viewers are shown is the same. Under the gate.</summary>
    private void Show(ReadOnlySpan<byte> output)
    {
        PromptWatcherTelemetry.Output.Add(output.Length);
        _screen.Write(output);
        _journal.Append(output);
    }

    /// <summary>A terminal tells its focus when it is asked to, and nobody looks at this one. Under the gate.</summary>
    private void TellFocus()
    {
        if (_screen.IsFocusReporting == _isFocusAsked)
            return;
        _isFocusAsked = !_isFocusAsked;
        if (_isFocusAsked && !IsReadOnly && (_options.ReportFocusOut ?? _options.AnswerQueries))
            _input.Reply("\e[O"u8);
    }

    private void OnTimer()
    {
        try
        {
            lock (_gate)
            {
                _armed = null;
                TimeSpan now = Now;
                Settle(_detector.NextDue <= now && Look(now), now);
            }
        }
        catch (Exception lost)
        {
            // On a timer's thread an exception would end the host.
            Lose(lost);
        }
    }

    /// <summary>A picture that breaks the detector costs that picture, and not the session.</summary>
    private bool Look(TimeSpan now)
    {
        try
        {
            return _detector.OnTimer(now);
        }
        catch (Exception failure)
        {
            bool isFirst = _detector.Fail();
            if (isFirst)
                _logger.ScreenUnreadable(Id, failure);
            return isFirst;
        }
    }

    /// <summary>An environment that cannot tell the modes now takes nothing else from the session.</summary>
    private TerminalModes? TerminalModes()
    {
        try
        {
            return Process.GetTerminalModes();
        }
        catch (Exception)
        {
            return null;
        }
    }

    /// <summary>Whatever broke, those who wait for the session must hear of it.</summary>
    private void Lose(Exception reason)
    {
        lock (_gate)
        {
            TimeSpan now = Now;
            if (_detector.OnExit(now))
                Publish(now);
            TellProgramStatus();
        }

        _events.Fail(reason);
        _completion.TrySetException(reason);
        TellViewers();
    }

    private void End(PtyExit exit)
    {
        TimeSpan now;
        lock (_gate)
        {
            now = Now;
            _screen.ProgramStatus.EndProgram();
            Settle(_detector.OnExit(now), now);
        }

        _events.End(new SessionExited(Id, now, exit));
        _completion.TrySetResult(exit);
        TellViewers();
    }

    /// <summary>Publishes a change. Under the gate.</summary>
    private void Settle(bool changed, TimeSpan now)
    {
        if (changed)
            Publish(now);
        TellProgramStatus();
        Arm(now);
    }

    /// <summary>Has the timer run when the detector wants to look again. Under the gate.</summary>
    private void Arm(TimeSpan now)
    {
        if (_detector.NextDue is not { } due || _armed <= due)
            return;
        _armed = due;

        // Rounded up: a timer counts whole milliseconds, and one that comes early would only have to be set again.
        _timer.Change(TimeSpan.FromMilliseconds(Math.Max(0, Math.Ceiling((due - now).TotalMilliseconds))), Timeout.InfiniteTimeSpan);
    }
}
