using System.IO.Pipelines;
using PromptWatcher.Environments;

namespace PromptWatcher.Hosts.Captures;

/// <summary>A terminal that somebody else started, as a capture sees it. It is only watched, unless the capture was given a way to type.</summary>
/// <remarks>
/// Capture and consumer go in lockstep: a capture's call returns when its bytes have been consumed, so a size that it tells afterwards comes after
/// them for the consumer too.
/// </remarks>
internal sealed class CapturedPty : PtyProcess
{
    private readonly Pipe _output = new(new PipeOptions(
        readerScheduler: PipeScheduler.Inline, pauseWriterThreshold: 1, resumeWriterThreshold: 1, useSynchronizationContext: false));

    private readonly CancellationTokenSource _released = new();
    private readonly TaskCompletionSource<PtyExit> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _gate = new();
    private readonly PipeWriter? _keys;
    private IPtyObserver? _observer;
    private TerminalSize _size;
    private bool _isEnded;

    /// <summary>Makes one.</summary>
    /// <param name="info">What it tells of itself; its size is the terminal's present one.</param>
    /// <param name="keys">Where keys go; null for a terminal that is only watched.</param>
    internal CapturedPty(PtyInfo info, PipeWriter? keys = null)
    {
        Info = info;
        _size = info.Size ?? TerminalSize.Default;
        _keys = keys;
    }

    public override string Id => Info.Id;

    public override PipeReader Reader => _output.Reader;

    public override PipeWriter Writer => _keys ?? (field ??= new RefusingWriter(Id));

    public override Task<PtyExit> Completion => _completion.Task;

    public override PtyInfo Info { get; }

    public override bool IsReadOnly => _keys is null;

    /// <summary>Is canceled when nobody wants the terminal any more.</summary>
    internal CancellationToken Released => _released.Token;

    public override void Observe(IPtyObserver observer)
    {
        lock (_gate)
        {
            _observer = observer;
            observer.OnResized(_size);
        }
    }

    /// <summary>Refuses, also where keys may be typed, and has the observer, who may have taken the new size already, take the true one again.</summary>
    public override ValueTask ResizeAsync(TerminalSize size, CancellationToken cancellationToken = default)
    {
        lock (_gate)
            _observer?.OnResized(_size);
        throw new ReadOnlyTerminalException("resize", Id);
    }

    public override ValueTask KillAsync(CancellationToken cancellationToken = default) => throw new ReadOnlyTerminalException("end the program of", Id);

    public override ValueTask DetachAsync() => DisposeAsync();

    /// <summary>Stops watching. The terminal and its program go on.</summary>
    public override async ValueTask DisposeAsync()
    {
        await _released.CancelAsync().ConfigureAwait(false);
        Fail(new PtyDetachedException($"The terminal '{Id}' is not watched any more. Its program goes on."));
    }

    /// <summary>The terminal shows this now, or prints it. From one caller at a time.</summary>
    /// <exception cref="OperationCanceledException">Nobody wants it any more.</exception>
    internal async ValueTask PrintAsync(ReadOnlyMemory<byte> output)
    {
        if (output.IsEmpty)
            return;
        ValueTask<FlushResult> printed;
        lock (_gate)
        {
            ThrowIfEnded();
            printed = _output.Writer.WriteAsync(output, Released);
        }

        await printed.ConfigureAwait(false);
    }

    /// <summary>The terminal has this size now.</summary>
    internal void Resize(TerminalSize size)
    {
        lock (_gate)
        {
            if (size == _size)
                return;
            _size = size;
            _observer?.OnResized(size);
        }
    }

    /// <summary>The terminal is gone, and nobody can tell how its program ended. A capture that ends because nobody wants it any more says nothing by it.</summary>
    internal void End()
    {
        if (!Released.IsCancellationRequested && TryEnd(null))
            _completion.TrySetResult(new PtyExit(null));
    }

    /// <summary>The terminal cannot be watched any more.</summary>
    internal void End(Exception reason)
    {
        if (!Released.IsCancellationRequested)
            Fail(reason);
    }

    private void Fail(Exception reason)
    {
        if (TryEnd(reason))
            _completion.TrySetException(reason);
    }

    private void ThrowIfEnded()
    {
        if (_isEnded)
            throw new OperationCanceledException(Released);
    }

    private bool TryEnd(Exception? reason)
    {
        lock (_gate)
        {
            if (_isEnded)
                return false;
            _isEnded = true;
        }

        _output.Writer.Complete(reason is PtyDetachedException ? null : reason);
        return true;
    }
}
