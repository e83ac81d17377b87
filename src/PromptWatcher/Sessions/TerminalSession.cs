using System.Buffers;
using System.IO.Pipelines;
using PromptWatcher.Detection;
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
    private PipeWriter? _output;
    private TimeSpan? _armed;
    private long _answeredPrompt;

    internal TerminalSession(string id, PtyProcess process, TerminalSize size, AgentProfile? profile, SessionOptions options, TimeProvider time)
    {
        Id = id;
        Process = process;
        _time = process.Clock ?? time;
        _begin = _time.GetTimestamp();
        _screen = new Screen(size);
        _screen.Replies.Enabled = options.AnswerQueries;
        _detector = new PromptDetector(_screen, profile, process.GetTerminalModes);
        _events = new SessionEvents(new StateChanged(id, TimeSpan.Zero, _detector.State));
        _input = new SessionInput(process.Writer);
        _output = options.Output;
        _timer = _time.CreateTimer(_ => OnTimer(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        process.Observe(this);
        _ = PumpAsync();
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

    /// <summary>How the program ended; completes after every byte it printed has reached the screen and the state is <see cref="Activity.Exited"/>.</summary>
    public Task<PtyExit> Completion => _completion.Task;

    private TimeSpan Now => _time.GetElapsedTime(_begin);

    /// <summary>The present state first, then each change, and at last <see cref="SessionExited"/>.</summary>
    /// <remarks>A watcher that falls more than 1,024 events behind misses the oldest of them, never the last.</remarks>
    public IAsyncEnumerable<SessionEvent> WatchAsync(CancellationToken cancellationToken = default) => _events.WatchAsync(cancellationToken);

    /// <summary>Waits for a state that fulfils the condition, the present one included.</summary>
    /// <exception cref="InvalidOperationException">The program ended first.</exception>
    public async Task<AgentState> WaitForAsync(Func<AgentState, bool> condition, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(condition);
        await foreach (SessionEvent happened in WatchAsync(cancellationToken).ConfigureAwait(false))
        {
            if (happened is StateChanged { State: var state } && condition(state))
                return state;
        }

        throw new InvalidOperationException($"The program of session '{Id}' ended before it came to the state that was waited for: {await Completion.ConfigureAwait(false)}.");
    }

    /// <summary>Changes the terminal's size. Does nothing to a program that has ended.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The size is outside the limits of <see cref="TerminalSize"/>.</exception>
    public ValueTask ResizeAsync(TerminalSize size, CancellationToken cancellationToken = default)
    {
        OnResized(size.Validated(nameof(size)));
        return Process.ResizeAsync(size, cancellationToken);
    }

    /// <summary>Ends the program and everything it started. Does nothing when it has ended.</summary>
    public ValueTask KillAsync(CancellationToken cancellationToken = default) => Process.KillAsync(cancellationToken);

    /// <summary>What the terminal shows now.</summary>
    public ScreenSnapshot Snapshot()
    {
        lock (_gate)
        {
            var lines = new string[_screen.Size.Rows];
            for (int row = 0; row < lines.Length; row++)
                lines[row] = _screen.LineText(row);
            return new ScreenSnapshot(_screen.Size, lines, _screen.CursorColumn, _screen.CursorRow, _screen.Title);
        }
    }

    /// <summary>Ends the program if it still runs and releases the terminal.</summary>
    public async ValueTask DisposeAsync()
    {
        await Process.DisposeAsync().ConfigureAwait(false);
        await _timer.DisposeAsync().ConfigureAwait(false);
    }

    void IPtyObserver.OnResized(TerminalSize size) => OnResized(size);

    void IPtyObserver.OnTyped(ReadOnlySpan<byte> input)
    {
        lock (_gate)
        {
            TimeSpan now = Now;
            Settle(_detector.OnInput(input, now), now);
        }
    }

    private void OnResized(TerminalSize size)
    {
        lock (_gate)
        {
            TimeSpan now = Now;
            _screen.Resize(size);
            Settle(_detector.OnOutput(now), now);
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
                    await CopyToOutputAsync(result.Buffer).ConfigureAwait(false);
                Process.Reader.AdvanceTo(result.Buffer.End);
                if (result.IsCompleted)
                    break;
            }

            End(await Process.Completion.ConfigureAwait(false));
        }
        catch (Exception lost)
        {
            // Whatever broke, those who wait for the session must hear of it.
            _events.Fail(lost);
            _completion.TrySetException(lost);
        }
        finally
        {
            if (_output is not null)
                await _output.CompleteAsync().ConfigureAwait(false);
        }
    }

    private void Feed(in ReadOnlySequence<byte> output)
    {
        lock (_gate)
        {
            TimeSpan now = Now;
            foreach (ReadOnlyMemory<byte> segment in output)
                _screen.Write(segment.Span);
            if (_screen.Replies.HasPending)
            {
                _input.Reply(_screen.Replies.Pending);
                _screen.Replies.Clear();
            }

            Settle(_detector.OnOutput(now), now);
        }
    }

    private async ValueTask CopyToOutputAsync(ReadOnlySequence<byte> output)
    {
        foreach (ReadOnlyMemory<byte> segment in output)
        {
            FlushResult flushed = await _output!.WriteAsync(segment).ConfigureAwait(false);
            if (flushed.IsCompleted)
            {
                await _output.CompleteAsync().ConfigureAwait(false);
                _output = null;
                return;
            }
        }
    }

    private void OnTimer()
    {
        lock (_gate)
        {
            _armed = null;
            TimeSpan now = Now;
            Settle(_detector.NextDue <= now && _detector.OnTimer(now), now);
        }
    }

    private void End(PtyExit exit)
    {
        TimeSpan now;
        lock (_gate)
        {
            now = Now;
            Settle(_detector.OnExit(now), now);
        }

        _events.End(new SessionExited(Id, now, exit));
        _completion.TrySetResult(exit);
    }

    /// <summary>Publishes a change, and has the timer run when the detector wants to look again. Under the gate.</summary>
    private void Settle(bool changed, TimeSpan now)
    {
        if (changed)
            _events.Publish(new StateChanged(Id, now, _detector.State));
        if (_detector.NextDue is not { } due || _armed <= due)
            return;
        _armed = due;

        // Rounded up: a timer counts whole milliseconds, and one that comes early would only have to be set again.
        _timer.Change(TimeSpan.FromMilliseconds(Math.Max(0, Math.Ceiling((due - now).TotalMilliseconds))), Timeout.InfiniteTimeSpan);
    }
}
