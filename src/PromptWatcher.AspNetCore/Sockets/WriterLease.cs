namespace PromptWatcher.AspNetCore.Sockets;

/// <summary>The right to write to one session: one has it, any writer may take it over, and all are told.</summary>
internal sealed class WriterLease
{
    private readonly Lock _gate = new();
    private readonly HashSet<SessionSocket> _sockets = [];
    private SessionSocket? _holder;

    internal bool IsHeld
    {
        get
        {
            lock (_gate)
                return _holder is not null;
        }
    }

    internal string HolderFor(SessionSocket socket)
    {
        lock (_gate)
            return _holder is null ? "none" : _holder == socket ? "you" : "other";
    }

    internal bool IsHeldBy(SessionSocket socket)
    {
        lock (_gate)
            return _holder == socket;
    }

    internal void Join(SessionSocket socket)
    {
        lock (_gate)
        {
            if (socket.HasLeft)
                return;
            _sockets.Add(socket);
        }

        socket.Tell(null);
    }

    /// <summary>The socket goes: it holds nothing any more, and what it still asks for comes too late.</summary>
    internal void Leave(SessionSocket socket)
    {
        lock (_gate)
        {
            _sockets.Remove(socket);
            socket.HasLeft = true;
            if (_holder == socket)
                Give(null);
        }
    }

    internal void Take(SessionSocket socket)
    {
        lock (_gate)
        {
            if (!socket.HasLeft)
                Give(socket);
        }
    }

    internal void Release(SessionSocket socket)
    {
        lock (_gate)
        {
            if (_holder == socket)
                Give(null);
        }
    }

    /// <summary>Under the gate.</summary>
    private void Give(SessionSocket? holder)
    {
        _holder = holder;
        foreach (SessionSocket told in _sockets)
            told.Tell(null);
    }
}
