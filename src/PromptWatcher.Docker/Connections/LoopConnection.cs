using PromptWatcher.Environments;
using PromptWatcher.Environments.Unix;

namespace PromptWatcher.Docker.Connections;

/// <summary>A connection on the event loop: the consumer's code runs where the bytes arrive, and no other thread is woken.</summary>
internal sealed class LoopConnection : TerminalConnection, ILoopHandler
{
    /// <summary>Reads in a row before other terminals have their turn.</summary>
    private const int ReadsPerTurn = 4;

    /// <summary>What no key's echo and no small update brings at once.</summary>
    private const int Flood = 4 * 1024;

    private readonly LoopSocket _socket;
    private readonly EventLoop _loop;
    private readonly Descriptor _descriptor;
    private readonly ReadOnlyMemory<byte> _alreadyRead;
    private readonly Action _read;
    private readonly Action _write;
    private readonly Action _watch;
    private volatile bool _isBroken;
    private bool _inputIsWaiting;
    private bool _isEnding;
    private bool _isClosed;

    internal LoopConnection(LoopSocket socket, ReadOnlyMemory<byte> alreadyRead, PtyOutput output, DockerInput input)
        : base(output, input)
    {
        _socket = socket;
        _loop = socket.Loop;
        _descriptor = socket.Descriptor;
        _alreadyRead = alreadyRead;
        _read = Read;
        _write = Input.OnWritable;
        _watch = Watch;
    }

    /// <summary>
    /// What is left of a connection that has ended, some 200 KiB on a socket of this machine, is read though the consumer is behind: until its end is known no other is
    /// made, and an engine that has come back drops what is printed meanwhile.
    /// </summary>
    private bool ReadsOn => _isEnding || !Output.IsHeldBack;

    internal override void Start() => Post(() =>
    {
        Deliver(_alreadyRead.Span);

        // That the consumer caught up may have been told to the connection before.
        Output.Resume();
        Watch();
    });

    internal override int Write(ReadOnlySpan<byte> bytes)
    {
        try
        {
            int count = _descriptor.Write(bytes);
            _isBroken |= count < 0;
            return count;
        }
        catch (ObjectDisposedException)
        {
            return -1;
        }
    }

    internal override void WatchWritable(bool waiting) => Post(() =>
    {
        _inputIsWaiting = waiting;
        Watch();
    });

    internal override void Resume() => Post(() =>
    {
        Output.Resume();
        Watch();
    });

    internal override void Close() => Post(CloseNow);

    public void OnReady(int descriptor, Readiness ready)
    {
        // Also where only the end is told: a writer that waits must find out.
        if (_inputIsWaiting)
            Guard(_write);

        _isEnding |= (ready & Readiness.HangUp) != 0;
        if ((ready & (Readiness.Read | Readiness.HangUp)) != 0 && ReadsOn)
            Guard(_read);
        else
            Guard(_watch);
    }

    /// <summary>An error on the loop ends this connection, never the loop.</summary>
    private void Guard(Action step)
    {
        try
        {
            step();
        }
        catch (Exception)
        {
            CloseNow();
        }
    }

    private void Post(Action step) => _loop.Post(() => Guard(step));

    private void Read()
    {
        for (int turn = 0; turn < ReadsPerTurn && !_isClosed && ReadsOn; turn++)
        {
            Span<byte> buffer = Output.GetSpan(LeastRead);
            int count = _descriptor.Read(buffer);
            if (count < 0)
                CloseNow();
            if (count <= 0)
                return;

            // A short read has emptied the socket: to ask again would cost a system call for nothing.
            bool isEmpty = count < buffer.Length;
            if (count >= Flood)
                _loop.LetGather();
            Deliver(count);
            if (Output.IsHeldBack)
                Watch();
            if (isEmpty)
                return;
        }
    }

    private void Watch()
    {
        if (!_isClosed)
            _loop.Watch(_descriptor, (ReadsOn ? Readiness.Read : Readiness.HangUp) | (_inputIsWaiting && !_isBroken ? Readiness.Write : 0), this);
    }

    private void CloseNow()
    {
        if (_isClosed)
            return;
        _isClosed = true;
        _loop.Unwatch(_descriptor);
        _socket.Dispose();
        End();
    }
}
