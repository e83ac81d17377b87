using System.Buffers;
using System.IO.Pipelines;
using PromptWatcher.Terminal;

namespace PromptWatcher.Sessions;

/// <summary>
/// Lets many type into one terminal. Who answers takes a turn for all keys of the answer; the terminal's own replies go between any two
/// writes, since programs wait for them.
/// </summary>
internal sealed class SessionInput(PipeWriter terminal)
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly SemaphoreSlim _write = new(1, 1);
    private readonly ArrayBufferWriter<byte> _replies = new(64);
    private bool _isReplying;

    /// <summary>Waits until nobody else types; the caller types with <see cref="TypeAsync"/> and releases the turn.</summary>
    internal async ValueTask<Turn> TakeTurnAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        return new Turn(_turn);
    }

    /// <summary>Types; false when the program has ended and nobody reads.</summary>
    internal async ValueTask<bool> TypeAsync(ReadOnlyMemory<byte> input, CancellationToken cancellationToken)
    {
        await _write.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            // What a canceled write has left comes first, and alone: more would pile up behind it before a program that never reads.
            if (terminal is { CanGetUnflushedBytes: true, UnflushedBytes: > 0 } && (await terminal.FlushAsync(cancellationToken).ConfigureAwait(false)).IsCompleted)
                return false;
            return !(await terminal.WriteAsync(input, cancellationToken).ConfigureAwait(false)).IsCompleted;
        }
        finally
        {
            _write.Release();
        }
    }

    /// <summary>Types a reply as soon as the terminal takes it. Never waits. What does not fit is dropped: the program does not read.</summary>
    internal void Reply(ReadOnlySpan<byte> reply)
    {
        lock (_replies)
        {
            if (_replies.WrittenCount + reply.Length > TerminalReplies.MaxPending)
                return;
            _replies.Write(reply);
            if (_isReplying)
                return;
            _isReplying = true;
        }

        _ = TypeRepliesAsync();
    }

    private async Task TypeRepliesAsync()
    {
        while (true)
        {
            byte[] replies;
            lock (_replies)
            {
                replies = _replies.WrittenSpan.ToArray();
                _replies.ResetWrittenCount();
                _isReplying = replies.Length > 0;
                if (!_isReplying)
                    return;
            }

            try
            {
                await TypeAsync(replies, CancellationToken.None).ConfigureAwait(false);
            }
            catch (Exception)
            {
                // The terminal is closing, or reads lines and is given none of this: a program that asks so gets no answer.
            }
        }
    }

    internal readonly struct Turn(SemaphoreSlim turn) : IDisposable
    {
        public void Dispose() => turn.Release();
    }
}
