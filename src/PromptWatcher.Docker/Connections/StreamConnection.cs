using PromptWatcher.Docker.Engine;
using PromptWatcher.Environments;

namespace PromptWatcher.Docker.Connections;

/// <summary>A connection whose bytes only its stream can give: TLS, a Windows pipe. Its end shows only when all before it was read, so not while the consumer is behind.</summary>
internal sealed class StreamConnection(EngineStream stream, PtyOutput output, DockerInput input) : TerminalConnection(output, input)
{
    private readonly CancellationTokenSource _closed = new();
    private readonly SemaphoreSlim _caughtUp = new(0);
    private readonly Lock _gate = new();
    private readonly byte[] _typed = new byte[4096];
    private bool _isTyping;
    private bool _isGone;
    private bool _inputIsWaiting;

    internal override void Start() => _ = ReadAsync();

    internal override int Write(ReadOnlySpan<byte> bytes)
    {
        lock (_gate)
        {
            if (_isGone)
                return -1;
            if (_isTyping)
                return 0;
            _isTyping = true;
            int count = Math.Min(bytes.Length, _typed.Length);
            bytes[..count].CopyTo(_typed);
            _ = TypeAsync(count);
            return count;
        }
    }

    internal override void WatchWritable(bool waiting)
    {
        lock (_gate)
        {
            _inputIsWaiting = waiting;
            if (!waiting || _isTyping)
                return;
        }

        ThreadPool.UnsafeQueueUserWorkItem(static input => input.OnWritable(), Input, preferLocal: false);
    }

    internal override void Resume() => _caughtUp.Release();

    internal override void Close() => _closed.Cancel();

    private async Task ReadAsync()
    {
        try
        {
            Deliver(stream.AlreadyRead.Span);
            while (true)
            {
                // Asked before it waits: that the consumer caught up may have been told to the connection before.
                for (Output.Resume(); Output.IsHeldBack; Output.Resume())
                    await _caughtUp.WaitAsync(_closed.Token).ConfigureAwait(false);

                int count = await stream.Stream.ReadAsync(Output.GetMemory(LeastRead), _closed.Token).ConfigureAwait(false);
                if (count == 0)
                    break;
                Deliver(count);
            }
        }
        catch (Exception)
        {
            // An end like any other, whatever the stream's reason: what became of the program is asked of the engine.
        }

        lock (_gate)
            _isGone = true;
        await Task.WhenAny(stream.DisposeAsync().AsTask()).ConfigureAwait(false);
        End();
        Input.OnWritable();
    }

    private async Task TypeAsync(int count)
    {
        // Never on the stack of the one who types: the input would be called while it is in the middle of its bytes, and type them again.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            await stream.Stream.WriteAsync(_typed.AsMemory(0, count), _closed.Token).ConfigureAwait(false);
            await stream.Stream.FlushAsync(_closed.Token).ConfigureAwait(false);
        }
        catch (Exception)
        {
            // The reading side notices the same end, and tells it.
        }

        bool isAwaited;
        lock (_gate)
        {
            _isTyping = false;
            isAwaited = _inputIsWaiting;
        }

        if (isAwaited)
            Input.OnWritable();
    }
}
