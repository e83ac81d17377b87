using System.Buffers;
using System.IO.Pipelines;
using System.Threading.Tasks.Sources;

namespace PromptWatcher.Environments;

/// <summary>
/// Types into a terminal, on the caller's thread as far as the kernel takes the bytes and on the event loop from there: a key press
/// needs no other thread.
/// </summary>
internal abstract class PtyInput : PipeWriter, IValueTaskSource<FlushResult>
{
    private const int InitialBuffer = 256;
    private const int LargestKeptBuffer = 64 * 1024;

    private readonly Lock _gate = new();
    private ArrayBufferWriter<byte> _buffer = new(InitialBuffer);
    private ManualResetValueTaskSourceCore<FlushResult> _flush = new() { RunContinuationsAsynchronously = true };
    private CancellationTokenRegistration _cancellation;
    private CancellationToken _token;
    private int _accepted;                  // Bytes of _buffer that have passed the check of the line length.
    private ReadOnlyMemory<byte> _rest;     // What the present flush has still to type: of _buffer, or of the caller's memory.
    private bool _waiting;
    private bool _closed;

    public override Memory<byte> GetMemory(int sizeHint = 0) => _buffer.GetMemory(sizeHint);

    public override Span<byte> GetSpan(int sizeHint = 0) => _buffer.GetSpan(sizeHint);

    public override void Advance(int bytes) => _buffer.Advance(bytes);

    public override bool CanGetUnflushedBytes => true;

    public override long UnflushedBytes => _buffer.WrittenCount;

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) => Type(_buffer.WrittenMemory, _accepted, cancellationToken);

    public override ValueTask<FlushResult> WriteAsync(ReadOnlyMemory<byte> source, CancellationToken cancellationToken = default)
    {
        if (_buffer.WrittenCount == 0)
            return Type(source, accepted: 0, cancellationToken);
        _buffer.Write(source.Span);
        return FlushAsync(cancellationToken);
    }

    public override void CancelPendingFlush()
    {
        lock (_gate)
        {
            if (TryStopWaiting())
            {
                KeepRest();
                _flush.SetResult(new FlushResult(isCanceled: true, isCompleted: false));
            }
        }
    }

    /// <summary>
    /// Types what is written and not flushed, as far as the terminal takes it now, and ends the writing. The program notices no end: a
    /// terminal's input has none but the Ctrl+D that is typed to it.
    /// </summary>
    public override void Complete(Exception? exception = null)
    {
        if (exception is null && !_waiting && _buffer.WrittenCount > 0)
        {
            ValueTask<FlushResult> last = FlushAsync();
            if (last.IsCompleted)
                _ = last.Result;
        }

        lock (_gate)
            _closed |= !_waiting;
    }

    /// <summary>Bytes taken; 0 when the terminal takes none now; -1 when it is gone.</summary>
    protected abstract int TypeNow(ReadOnlySpan<byte> input);

    /// <summary>Says whether <see cref="OnWritable"/> is to be called once the terminal takes input again.</summary>
    protected abstract void WatchWritable(bool waiting);

    /// <summary>Looks at input before any of it is typed.</summary>
    /// <exception cref="InputTooLongException">The terminal would cut it.</exception>
    protected virtual void Check(ReadOnlySpan<byte> input)
    {
    }

    /// <summary>The terminal takes input again. On the event loop.</summary>
    internal void OnWritable()
    {
        lock (_gate)
        {
            if (_waiting && TypeRest() && TryStopWaiting())
                EndFlush();
        }
    }

    /// <summary>Nobody reads any more: what waits completes, and later flushes do at once.</summary>
    internal void Close()
    {
        lock (_gate)
        {
            _closed = true;
            if (TryStopWaiting())
                EndFlush();
        }
    }

    FlushResult IValueTaskSource<FlushResult>.GetResult(short token) => _flush.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<FlushResult>.GetStatus(short token) => _flush.GetStatus(token);

    void IValueTaskSource<FlushResult>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _flush.OnCompleted(continuation, state, token, flags);

    private ValueTask<FlushResult> Type(ReadOnlyMemory<byte> input, int accepted, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            if (_waiting)
                throw new InvalidOperationException("A flush of this terminal is under way; await it before the next one.");
            if (!_closed)
            {
                RefuseWhatIsTooLong(input.Span[accepted..], accepted);
                _rest = input;
                if (!TypeRest())
                {
                    _waiting = true;
                    _flush.Reset();
                    WatchWritable(true);
                    _token = cancellationToken;
                    _cancellation = cancellationToken.UnsafeRegister(static (state, token) => ((PtyInput)state!).Cancel(token), this);
                    return new ValueTask<FlushResult>(this, _flush.Version);
                }
            }

            Clear();
            return new ValueTask<FlushResult>(new FlushResult(isCanceled: false, isCompleted: _closed));
        }
    }

    private void RefuseWhatIsTooLong(ReadOnlySpan<byte> input, int accepted)
    {
        try
        {
            Check(input);
        }
        catch (InputTooLongException)
        {
            // What an earlier, canceled flush left was accepted and stays.
            Keep(_buffer.WrittenMemory[..accepted]);
            throw;
        }
    }

    /// <summary>Types what the terminal takes now; true when nothing is left, or nobody reads.</summary>
    private bool TypeRest()
    {
        while (_rest.Length > 0)
        {
            int count = TypeNow(_rest.Span);
            if (count == 0)
                return false;
            if (count < 0)
            {
                _closed = true;
                return true;
            }

            _rest = _rest[count..];
        }

        return true;
    }

    /// <summary>Ends the flush that waits. Not when none does: the writer may be between GetMemory and Advance, with the buffer in its hands.</summary>
    private void EndFlush()
    {
        Clear();
        _flush.SetResult(new FlushResult(isCanceled: false, isCompleted: _closed));
    }

    private void Clear()
    {
        _rest = default;
        _accepted = 0;
        _buffer.Clear();
        if (_buffer.Capacity > LargestKeptBuffer)
            _buffer = new ArrayBufferWriter<byte>(InitialBuffer);
    }

    /// <summary>What a canceled flush has not typed is the beginning of the next one, as with every pipe.</summary>
    private void KeepRest() => Keep(_rest);

    private void Keep(ReadOnlyMemory<byte> input)
    {
        byte[] kept = input.ToArray();
        Clear();
        _buffer.Write(kept);
        _accepted = kept.Length;

        // It may be a secret.
        kept.AsSpan().Clear();
    }

    private void Cancel(CancellationToken token)
    {
        lock (_gate)
        {
            // A callback that comes late must not cancel the flush after its own.
            if (token == _token && TryStopWaiting())
            {
                KeepRest();
                _flush.SetException(new OperationCanceledException(token));
            }
        }
    }

    private bool TryStopWaiting()
    {
        if (!_waiting)
            return false;
        _waiting = false;
        _token = default;
        _cancellation.Unregister();
        WatchWritable(false);
        return true;
    }
}
