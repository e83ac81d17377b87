using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace PromptWatcher.Environments;

/// <summary>
/// What a program prints, on its way to the consumer: pushed by the one thread that reads the terminal, held back while the consumer is
/// behind. Allocates nothing in steady state.
/// </summary>
internal sealed class PtyOutput
{
    private readonly Pipe _pipe;
    private readonly Action _caughtUp;
    private ConfiguredValueTaskAwaitable<FlushResult>.ConfiguredValueTaskAwaiter _flush;
    private volatile bool _holdsNothingBack;
    private long _keptBytes;

    /// <summary>Makes one.</summary>
    /// <param name="readerScheduler">Where the consumer's code runs.</param>
    /// <param name="segmentSize">Bytes of a buffer; more than one read of the terminal fills.</param>
    /// <param name="caughtUp">Called, on the consumer's thread, when it has caught up: the reading thread is then to call <see cref="Resume"/>.</param>
    internal PtyOutput(PipeScheduler readerScheduler, int segmentSize, Action caughtUp)
    {
        _pipe = new Pipe(new PipeOptions(readerScheduler: readerScheduler, writerScheduler: PipeScheduler.Inline,
            minimumSegmentSize: segmentSize, useSynchronizationContext: false));
        _caughtUp = caughtUp;
    }

    internal PipeReader Reader => _pipe.Reader;

    /// <summary>The consumer is behind: nothing more is to be read for it now.</summary>
    internal bool IsHeldBack { get; private set; }

    /// <summary>Nobody reads any more; the program runs on all the same, and what it prints is dropped.</summary>
    internal bool IsConsumerGone { get; private set; }

    /// <summary>Bytes delivered since <see cref="StopHoldingBack"/>.</summary>
    internal long KeptBytes => Interlocked.Read(ref _keptBytes);

    /// <summary>A buffer to read into, as large as the present segment has room.</summary>
    internal Span<byte> GetSpan(int atLeast) => _pipe.Writer.GetSpan(atLeast);

    /// <inheritdoc cref="GetSpan"/>
    internal Memory<byte> GetMemory(int atLeast) => _pipe.Writer.GetMemory(atLeast);

    /// <summary>Hands over what was read into the last buffer; where it is held back, in addition to what waits already.</summary>
    internal void Deliver(int count)
    {
        if (IsConsumerGone)
            return;
        _pipe.Writer.Advance(count);
        if (_holdsNothingBack)
            Interlocked.Add(ref _keptBytes, count);
        try
        {
            _flush = _pipe.Writer.FlushAsync().ConfigureAwait(false).GetAwaiter();
            if (_flush.IsCompleted)
                IsConsumerGone = _flush.GetResult().IsCompleted;
            else if (!_holdsNothingBack && !IsHeldBack)
                HoldBack();
        }
        catch (Exception)
        {
            // The consumer ended its reading with an error of its own, which a flush throws back.
            IsConsumerGone = true;
        }
    }

    /// <summary>Reading may go on, if the consumer has caught up. On the reading thread.</summary>
    internal void Resume()
    {
        if (!IsHeldBack || !_flush.IsCompleted)
            return;
        IsHeldBack = false;
        try
        {
            IsConsumerGone = _flush.GetResult().IsCompleted;
        }
        catch (Exception)
        {
            IsConsumerGone = true;
        }
    }

    /// <summary>The program is to end: what it still prints is kept for the consumer, however far behind that is. From any thread.</summary>
    internal void StopHoldingBack()
    {
        Interlocked.Exchange(ref _keptBytes, 0);
        _holdsNothingBack = true;
        _pipe.Writer.CancelPendingFlush();
    }

    /// <summary>The program does not end after all.</summary>
    internal void HoldBackAgain() => _holdsNothingBack = false;

    internal void Complete(Exception? lost) => _pipe.Writer.Complete(lost);

    private void HoldBack()
    {
        IsHeldBack = true;
        _flush.UnsafeOnCompleted(_caughtUp);
    }
}
