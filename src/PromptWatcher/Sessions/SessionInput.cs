using System.Buffers;
using System.IO.Pipelines;
using PromptWatcher.Terminal;

namespace PromptWatcher.Sessions;

/// <summary>Lets many type into one terminal, one after the other: people, answers, and the terminal itself with its replies.</summary>
internal sealed class SessionInput(PipeWriter terminal) : IDisposable
{
    /// <summary>Replies that wait for a program which does not read; what it asks beyond that stays unanswered.</summary>
    private const int MaxWaitingReplies = TerminalReplies.MaxPending;

    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly ArrayBufferWriter<byte> _replies = new(64);
    private bool _replying;

    internal async ValueTask TypeAsync(ReadOnlyMemory<byte> input, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await terminal.WriteAsync(input, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Types a reply as soon as nobody else types. Never waits.</summary>
    internal void Reply(ReadOnlySpan<byte> reply)
    {
        lock (_replies)
        {
            if (_replies.WrittenCount + reply.Length > MaxWaitingReplies)
                return;
            _replies.Write(reply);
            if (_replying)
                return;
            _replying = true;
        }

        _ = TypeRepliesAsync();
    }

    public void Dispose() => _turn.Dispose();

    private async Task TypeRepliesAsync()
    {
        while (true)
        {
            byte[] replies;
            lock (_replies)
            {
                replies = _replies.WrittenSpan.ToArray();
                _replies.ResetWrittenCount();
                _replying = replies.Length > 0;
                if (!_replying)
                    return;
            }

            try
            {
                await TypeAsync(replies, CancellationToken.None).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is IOException or ObjectDisposedException or InvalidOperationException)
            {
                // The terminal is closing, or reads lines and is given none of this: a program that asks so gets no answer.
            }
        }
    }
}
