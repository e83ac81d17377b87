using System.Runtime.InteropServices;

namespace PromptWatcher.Environments.Unix;

/// <summary>poll(2), woken by a pipe: for kernels without epoll. Each wait costs time in proportion to the watched descriptors.</summary>
internal sealed unsafe class PollPoller : Poller
{
    private readonly Descriptor _wakeRead;
    private readonly Descriptor _wakeWrite;
    private readonly Dictionary<int, int> _indexes = [];
    private readonly List<LibC.PollDescriptor> _watched = [];
    private int _next;

    internal PollPoller()
    {
        int* ends = stackalloc int[2];
        if (LibC.pipe(ends) != 0)
            throw new EnvironmentException($"Cannot start the event loop: pipe said {LibC.LastError()}. Raise the limit of open files (ulimit -n).");
        _wakeRead = new Descriptor(ends[0]);
        _wakeWrite = new Descriptor(ends[1]);
        foreach (Descriptor end in (Descriptor[])[_wakeRead, _wakeWrite])
        {
            int on = 1;
            LibC.ioctl(end, Posix.FIONBIO, &on);
            LibC.ioctl(end, Posix.FIOCLEX, null);
        }

        Watch(_wakeRead.Number, Readiness.Read);
    }

    internal override void Watch(int descriptor, Readiness interest)
    {
        var entry = new LibC.PollDescriptor
        {
            Descriptor = descriptor,
            Events = (short)(((interest & Readiness.Read) != 0 ? Posix.POLLIN : 0) | ((interest & Readiness.Write) != 0 ? Posix.POLLOUT : 0) | ((interest & Readiness.HangUp) != 0 ? Posix.POLLRDHUP : 0)),
        };
        if (_indexes.TryGetValue(descriptor, out int index))
        {
            _watched[index] = entry;
            return;
        }

        _indexes[descriptor] = _watched.Count;
        _watched.Add(entry);
    }

    internal override void Unwatch(int descriptor)
    {
        if (!_indexes.Remove(descriptor, out int index))
            return;
        LibC.PollDescriptor last = _watched[^1];
        _watched.RemoveAt(_watched.Count - 1);
        if (last.Descriptor == descriptor)
            return;
        _watched[index] = last;
        _indexes[last.Descriptor] = index;
    }

    internal override int Wait(Span<(int Descriptor, Readiness Ready)> ready, int timeoutMilliseconds)
    {
        Span<LibC.PollDescriptor> watched = CollectionsMarshal.AsSpan(_watched);
        fixed (LibC.PollDescriptor* first = watched)
        {
            if (LibC.poll(first, (nuint)watched.Length, timeoutMilliseconds) <= 0)
                return 0;
        }

        // Begun where the last round ended: with more ready than there is room for, each has its turn.
        int count = 0;
        for (int looked = 0; looked < watched.Length && count < ready.Length; looked++)
        {
            _next = (_next + 1) % watched.Length;
            LibC.PollDescriptor one = watched[_next];
            if (one.ReturnedEvents == 0)
                continue;
            if (one.Descriptor == _wakeRead.Number)
            {
                long ignored;
                LibC.read(_wakeRead, (byte*)&ignored, sizeof(long));
                continue;
            }

            ready[count++] = (one.Descriptor,
                ((one.ReturnedEvents & ~Posix.POLLOUT) != 0 ? Readiness.Read : 0)
                | ((one.ReturnedEvents & Posix.POLLOUT) != 0 ? Readiness.Write : 0)
                | ((one.ReturnedEvents & ~(Posix.POLLIN | Posix.POLLOUT)) != 0 ? Readiness.HangUp : 0));
        }

        return count;
    }

    internal override void Wake()
    {
        byte one = 1;
        LibC.write(_wakeWrite, &one, 1);
    }
}
