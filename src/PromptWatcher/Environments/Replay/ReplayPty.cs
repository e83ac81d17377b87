using System.IO.Pipelines;

namespace PromptWatcher.Environments.Replay;

/// <summary>A recording that plays as if its program ran.</summary>
/// <remarks>
/// Playback and consumer go in lockstep: the next event comes when the bytes of the one before have been consumed. So recorded time is never
/// ahead of what the consumer has seen, and the same recording gives the same states at any speed.
/// </remarks>
internal sealed class ReplayPty : PtyProcess
{
    private readonly Asciicast _cast;
    private readonly ReplayClock _clock;
    private readonly ReplayOptions _options;
    private readonly TimeProvider _realTime;
    private readonly Pipe _output;
    private readonly CancellationTokenSource _killed = new();
    private readonly TaskCompletionSource<PtyExit> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private IPtyObserver? _observer;
    private int _started;

    public ReplayPty(string id, Asciicast cast, PipeScheduler readerScheduler, ReplayOptions options, TimeProvider realTime)
    {
        Id = id;
        _cast = cast;
        _clock = new ReplayClock(cast.Header.RecordedAt ?? DateTimeOffset.UnixEpoch);
        _options = options;
        _realTime = realTime;
        // With these thresholds a flush completes when nothing of it is left unconsumed.
        _output = new Pipe(new PipeOptions(readerScheduler: readerScheduler, pauseWriterThreshold: 1, resumeWriterThreshold: 1,
            useSynchronizationContext: false));
        Reader = new ReplayReader(_output.Reader, Start);
    }

    public override string Id { get; }

    public override PipeReader Reader { get; }

    public override PipeWriter Writer { get; } = PipeWriter.Create(Stream.Null);

    public override Task<PtyExit> Completion => _completion.Task;

    public override TimeProvider Clock => _clock;

    public override void Observe(IPtyObserver observer) => _observer = observer;

    public override ValueTask ResizeAsync(TerminalSize size, CancellationToken cancellationToken = default)
    {
        size.Validated(nameof(size));
        return ValueTask.CompletedTask;
    }

    public override async ValueTask KillAsync(CancellationToken cancellationToken = default)
    {
        await _killed.CancelAsync().ConfigureAwait(false);
        Start();
        await ((Task)Completion).WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
    }

    public override ValueTask DisposeAsync() => KillAsync();

    private void Start()
    {
        if (Interlocked.Exchange(ref _started, 1) == 0)
            _ = Task.Run(RunAsync);
    }

    private async Task RunAsync()
    {
        PtyExit exit = default;
        Exception? failure = null;
        try
        {
            exit = await PlayAsync(_killed.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
        }
        catch (Exception exception)
        {
            failure = exception;
        }

        await _cast.DisposeAsync().ConfigureAwait(false);
        await _output.Writer.CompleteAsync(failure).ConfigureAwait(false);
        if (failure is null)
            _completion.TrySetResult(exit);
        else
            _completion.TrySetException(failure);
    }

    private async Task<PtyExit> PlayAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_options.StartAfter is { } start)
            await start.WaitAsync(cancellationToken).ConfigureAwait(false);
        PtyExit? exit = null;
        var pace = new ReplayPace(_clock, _options.Speed, _realTime);
        _observer?.OnResized(_cast.Header.Size);
        await foreach (AsciicastEvent next in _cast.ReadEventsAsync(cancellationToken).ConfigureAwait(false))
        {
            cancellationToken.ThrowIfCancellationRequested();
            await pace.AdvanceToAsync(next.Time, cancellationToken).ConfigureAwait(false);
            switch (next.Code)
            {
                case AsciicastEvent.Output:
                    FlushResult flush = await _output.Writer.WriteAsync(next.Data, cancellationToken).ConfigureAwait(false);
                    if (flush.IsCompleted)
                        return default;
                    break;
                case AsciicastEvent.Input:
                    _observer?.OnTyped(next.Data.Span);
                    break;
                case AsciicastEvent.Resize when next.TryGetSize(out TerminalSize size):
                    _observer?.OnResized(size);
                    break;
                case AsciicastEvent.Marker:
                    exit = ReplayExit.FromMarker(next.Data.Span) ?? exit;
                    break;
                case AsciicastEvent.Exit:
                    exit = ReplayExit.FromEvent(next.Data.Span) ?? exit;
                    break;
            }
        }

        return exit ?? default;
    }
}
