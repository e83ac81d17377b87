using PromptWatcher.Environments;
using PromptWatcher.Hosts.Captures;

namespace PromptWatcher.Hosts.Tracing;

/// <summary>
/// Carries what a terminal prints from the thread that traces to whoever watches. What is traced never waits for that: when more than
/// <see cref="TracedBatch.Capacity"/> waits, all that waits is dropped, and the screen begins anew with what comes next.
/// </summary>
internal sealed class TracedOutput(CapturedPty pty) : IThreadPoolWorkItem
{
    /// <summary>Cancels what came before in the middle of a sequence, and resets all (RIS): what the terminal showed is not known.</summary>
    private static readonly byte[] Reset = [.. "\x18\ec"u8];

    private readonly Lock _gate = new();
    private TracedBatch _filling = new() { HasGap = true };
    private TracedBatch _printing = new();
    private bool _isPrinting;
    private bool _isEnded;
    private Exception? _reason;

    internal CapturedPty Pty => pty;

    internal void Append(ReadOnlySpan<byte> printed, bool addCarriageReturns)
    {
        lock (_gate)
            _filling.Append(printed, addCarriageReturns);
    }

    internal void Resize(TerminalSize size)
    {
        lock (_gate)
            _filling.Resize(size);
    }

    /// <summary>Nothing more comes: the terminal has ended, or cannot be watched any more for a reason.</summary>
    internal void End(Exception? reason)
    {
        lock (_gate)
            (_isEnded, _reason) = (true, reason);
        Flush();
    }

    /// <summary>Has what was appended printed, on another thread.</summary>
    internal void Flush()
    {
        lock (_gate)
        {
            if (_isPrinting || (_filling.IsEmpty && !_isEnded))
                return;
            _isPrinting = true;
        }

        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    void IThreadPoolWorkItem.Execute() => _ = PrintAsync();

    private async Task PrintAsync()
    {
        try
        {
            while (Next() is { } batch)
            {
                if (batch.HasGap)
                    await pty.PrintAsync(Reset).ConfigureAwait(false);
                int at = 0;
                foreach ((int offset, TerminalSize size) in batch.Sizes)
                {
                    await pty.PrintAsync(batch.Bytes[at..offset]).ConfigureAwait(false);
                    pty.Resize(size);
                    at = offset;
                }

                await pty.PrintAsync(batch.Bytes[at..]).ConfigureAwait(false);
                batch.Clear();
            }
        }
        catch (OperationCanceledException)
        {
            // Nobody wants it any more: it stays full, and drops what comes until the tracer has stopped.
        }
    }

    /// <summary>What waits; null when nothing does, and then the printing has stopped.</summary>
    private TracedBatch? Next()
    {
        lock (_gate)
        {
            if (!_filling.IsEmpty)
            {
                (_filling, _printing) = (_printing, _filling);
                return _printing;
            }

            _isPrinting = false;
            if (!_isEnded)
                return null;
        }

        if (_reason is null)
            pty.End();
        else
            pty.End(_reason);
        return null;
    }
}
