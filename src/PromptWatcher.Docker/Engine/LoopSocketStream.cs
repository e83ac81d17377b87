using System.Net.Sockets;
using PromptWatcher.Environments;
using PromptWatcher.Environments.Unix;

namespace PromptWatcher.Docker.Engine;

/// <summary>
/// A connected socket that waits on the event loop. The framework's asynchronous calls enter a socket in its own epoll set, and a descriptor
/// duplicated from it stays there: its thread then woke for every read of ours as well, at 6 µs of CPU each.
/// </summary>
internal sealed class LoopSocketStream : Stream, ILoopHandler
{
    private readonly Socket _socket;
    private readonly EventLoop _loop;
    private readonly Descriptor _descriptor;

    // Those who wait; only on the loop.
    private TaskCompletionSource? _reader;
    private TaskCompletionSource? _writer;
    private bool _closed;

    private bool _used;
    private int _disposed;

    /// <param name="socket">A socket that does not block. It is closed with the stream.</param>
    /// <param name="loop">Where to wait.</param>
    internal LoopSocketStream(Socket socket, EventLoop loop)
    {
        _socket = socket;
        _loop = loop;
        _descriptor = new Descriptor((int)socket.Handle, ownsHandle: false);
    }

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int count = _socket.Receive(buffer.Span, SocketFlags.None, out SocketError error);
            if (error == SocketError.Success)
                return count;
            ThrowUnlessBlocked(error);
            await WaitAsync(Readiness.Read, cancellationToken).ConfigureAwait(false);
        }
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (buffer.Length > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int count = _socket.Send(buffer.Span, SocketFlags.None, out SocketError error);
            if (error == SocketError.Success)
            {
                buffer = buffer[count..];
                continue;
            }

            ThrowUnlessBlocked(error);
            await WaitAsync(Readiness.Write, cancellationToken).ConfigureAwait(false);
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    void ILoopHandler.OnReady(int descriptor, Readiness ready)
    {
        // Both try again: an error makes either end. Unwatched first, since whoever goes on may take the socket away.
        (TaskCompletionSource? reader, TaskCompletionSource? writer) = (_reader, _writer);
        (_reader, _writer) = (null, null);
        _loop.Unwatch(_descriptor);
        reader?.TrySetResult();
        writer?.TrySetResult();
    }

    protected override void Dispose(bool disposing)
    {
        if (!disposing || Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        if (Volatile.Read(ref _used))
            _loop.Post(CloseOnLoop);
        else
            _socket.Dispose();
    }

    private async Task WaitAsync(Readiness what, CancellationToken cancellationToken)
    {
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Volatile.Write(ref _used, true);
        _loop.Post(() => Wait(what, ready));
        using (cancellationToken.UnsafeRegister(_ => _loop.Post(() => Cancel(ready, cancellationToken)), null))
            await ready.Task.ConfigureAwait(false);
    }

    private void Wait(Readiness what, TaskCompletionSource ready)
    {
        if (_closed)
        {
            ready.TrySetException(new ObjectDisposedException(nameof(LoopSocketStream)));
            return;
        }

        if (what == Readiness.Read)
            _reader = ready;
        else
            _writer = ready;
        try
        {
            Watch();
        }
        catch (EnvironmentException error)
        {
            // The kernel's limits; nothing may end the loop.
            (_reader, _writer) = (_reader == ready ? null : _reader, _writer == ready ? null : _writer);
            ready.TrySetException(error);
        }
    }

    private void Cancel(TaskCompletionSource ready, CancellationToken cancellationToken)
    {
        if (!ready.TrySetCanceled(cancellationToken) || _closed)
            return;
        (_reader, _writer) = (_reader == ready ? null : _reader, _writer == ready ? null : _writer);
        Watch();
    }

    private void CloseOnLoop()
    {
        _closed = true;
        _reader?.TrySetException(new ObjectDisposedException(nameof(LoopSocketStream)));
        _writer?.TrySetException(new ObjectDisposedException(nameof(LoopSocketStream)));
        _loop.Unwatch(_descriptor);
        _socket.Dispose();
    }

    private void Watch() => _loop.Watch(_descriptor, (_reader is null ? Readiness.None : Readiness.Read) | (_writer is null ? Readiness.None : Readiness.Write), this);

    private static void ThrowUnlessBlocked(SocketError error)
    {
        if (error != SocketError.WouldBlock)
            throw new IOException(new SocketException((int)error).Message, new SocketException((int)error));
    }
}
