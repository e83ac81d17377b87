using System.Net;
using System.Net.Sockets;

namespace PromptWatcher.Environments.Unix;

/// <summary>
/// A connected socket that the event loop serves: a stream as long as it carries a protocol, its bare descriptor after that. .NET's own
/// asynchronous sockets would not do: once used, they wake a thread of theirs at each arrival for as long as the connection lives.
/// </summary>
internal sealed class LoopSocket : Stream, ILoopHandler
{
    private readonly TaskCompletionSource?[] _waiting = new TaskCompletionSource?[2];
    private readonly Lock _gate = new();

    private LoopSocket(EventLoop loop, Descriptor descriptor)
    {
        Loop = loop;
        Descriptor = descriptor;
    }

    internal EventLoop Loop { get; }

    /// <summary>For who takes the connection over once nothing waits here any more.</summary>
    internal Descriptor Descriptor { get; }

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Connects a socket that is new, and owns it; over the network on a thread of its own, since only a blocking connect keeps .NET's socket thread out.</summary>
    /// <exception cref="SocketException">Nobody listens, or this user may not connect.</exception>
    internal static async ValueTask<LoopSocket> ConnectAsync(EventLoop loop, Socket socket, EndPoint address, CancellationToken cancellationToken)
    {
        using (socket)
        {
            if (socket.AddressFamily == AddressFamily.Unix)
            {
                socket.Connect(address);
            }
            else
            {
                using CancellationTokenRegistration stop = cancellationToken.UnsafeRegister(static socket => ((Socket)socket!).Dispose(), socket);
                Task connecting = Task.Factory.StartNew(() => socket.Connect(address), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
                _ = connecting.ContinueWith(static failed => failed.Exception, TaskContinuationOptions.OnlyOnFaulted);
                await connecting.WaitAsync(cancellationToken).ConfigureAwait(false);
            }

            return new LoopSocket(loop, LibC.Duplicate(socket.SafeHandle));
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            int count = Descriptor.Read(buffer.Span);
            if (count != 0)
                return Math.Max(0, count);
            await ReadyAsync(Readiness.Read, cancellationToken).ConfigureAwait(false);
        }
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (buffer.Length > 0)
        {
            int count = Descriptor.Write(buffer.Span);
            if (count < 0)
                throw new IOException($"The other side closed the connection: {LibC.LastError()}.");
            buffer = buffer[count..];
            if (count == 0)
                await ReadyAsync(Readiness.Write, cancellationToken).ConfigureAwait(false);
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public void OnReady(int descriptor, Readiness ready)
    {
        lock (_gate)
        {
            (TaskCompletionSource? reader, TaskCompletionSource? writer) = (_waiting[0], _waiting[1]);
            if ((ready & Readiness.Read) != 0)
                _waiting[0] = null;
            if ((ready & Readiness.Write) != 0)
                _waiting[1] = null;

            // Unwatched first: who goes on may take the descriptor over.
            Watch();
            if (_waiting[0] is null)
                reader?.TrySetResult();
            if (_waiting[1] is null)
                writer?.TrySetResult();
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            Loop.Post(Release);
        base.Dispose(disposing);
    }

    private void Release()
    {
        lock (_gate)
        {
            if (!Descriptor.IsClosed)
            {
                Loop.Unwatch(Descriptor);
                Descriptor.Dispose();
            }

            Watch();
        }
    }

    private async Task ReadyAsync(Readiness what, CancellationToken cancellationToken)
    {
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
            _waiting[what == Readiness.Read ? 0 : 1] = ready;
        Loop.Post(() =>
        {
            lock (_gate)
                Watch();
        });
        try
        {
            await ready.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            lock (_gate)
            {
                if (_waiting[what == Readiness.Read ? 0 : 1] == ready)
                    _waiting[what == Readiness.Read ? 0 : 1] = null;
            }

            throw;
        }
    }

    private void Watch()
    {
        try
        {
            ObjectDisposedException.ThrowIf(Descriptor.IsClosed, this);
            Loop.Watch(Descriptor, (_waiting[0] is null ? 0 : Readiness.Read) | (_waiting[1] is null ? 0 : Readiness.Write), this);
        }
        catch (Exception error)
        {
            // Closed, or the kernel's limits are reached: those who wait hear of it, and the loop goes on.
            foreach (TaskCompletionSource? waiting in _waiting)
                waiting?.TrySetException(error);
        }
    }
}
