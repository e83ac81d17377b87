using System.Buffers;
using System.IO.Pipelines;

namespace PromptWatcher.Sessions;

/// <summary>
/// Copies what a program prints to the application's own writer, on the thread pool: that writer may block, fail or stall, and none of
/// it may reach the event loop. A slow writer holds the program back, until the program is to end.
/// </summary>
internal sealed class SessionOutput
{
    private readonly Pipe _pipe = new(new PipeOptions(useSynchronizationContext: false));
    private readonly PipeWriter _target;
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _copying;
    private bool _isGone;

    internal SessionOutput(PipeWriter target)
    {
        _target = target;
        _copying = Task.Run(CopyAsync);
    }

    /// <summary>Takes the bytes; completes when the program may print on.</summary>
    internal async ValueTask WriteAsync(ReadOnlySequence<byte> output)
    {
        if (_isGone)
            return;
        foreach (ReadOnlyMemory<byte> segment in output)
            _pipe.Writer.Write(segment.Span);
        ValueTask<FlushResult> flush = _pipe.Writer.FlushAsync();
        if (!_released.Task.IsCompleted || flush.IsCompleted)
            _isGone = (await flush.ConfigureAwait(false)).IsCompleted;
    }

    /// <summary>The program is ending: what is left is bounded, is kept for the writer, and delays nothing.</summary>
    internal void StopHoldingBack()
    {
        _released.TrySetResult();
        _pipe.Writer.CancelPendingFlush();
    }

    /// <summary>There is no more. Completes when the writer has it all, or when it is not waited for any longer.</summary>
    internal Task CompleteAsync()
    {
        _pipe.Writer.Complete();
        return Task.WhenAny(_copying, _released.Task);
    }

    private async Task CopyAsync()
    {
        try
        {
            await _pipe.Reader.CopyToAsync(_target).ConfigureAwait(false);
            await _target.CompleteAsync().ConfigureAwait(false);
        }
        catch (Exception)
        {
            // The application's writer failed, which is its own affair; the program and the session go on without it.
        }

        await _pipe.Reader.CompleteAsync().ConfigureAwait(false);
    }
}
