using System.Runtime.InteropServices;

namespace PromptWatcher.Environments.Unix;

/// <summary>Level-triggered epoll, woken by an eventfd. See epoll(7).</summary>
internal sealed unsafe class EpollPoller : Poller
{
    private const int EPOLL_CLOEXEC = 0x80000;
    private const int EPOLL_CTL_ADD = 1;
    private const int EPOLL_CTL_DEL = 2;
    private const int EPOLL_CTL_MOD = 3;
    private const uint EPOLLIN = 0x001;
    private const uint EPOLLOUT = 0x004;
    private const uint EPOLLERR = 0x008;
    private const uint EPOLLHUP = 0x010;
    private const uint EPOLLRDHUP = 0x2000;
    private const int EFD_CLOEXEC_NONBLOCK = 0x80800;
    private const int Capacity = 64;

    // struct epoll_event is packed on x86 only.
    private static readonly bool Packed = RuntimeInformation.ProcessArchitecture is Architecture.X64 or Architecture.X86;
    private static readonly int Stride = Packed ? 12 : 16;
    private static readonly int DataOffset = Packed ? 4 : 8;

    private readonly Descriptor _epoll = LibC.epoll_create1(EPOLL_CLOEXEC);
    private readonly Descriptor _wake = LibC.eventfd(0, EFD_CLOEXEC_NONBLOCK);
    private readonly HashSet<int> _watched = [];

    internal EpollPoller()
    {
        if (_epoll.IsInvalid || _wake.IsInvalid)
            throw new EnvironmentException($"Cannot start the event loop: epoll or eventfd said {LibC.LastError()}. Raise the limit of open files (ulimit -n).");
        Watch(_wake.Number, Readiness.Read);
    }

    internal override void Watch(int descriptor, Readiness interest)
    {
        byte* change = stackalloc byte[Stride];
        *(uint*)change = ((interest & Readiness.Read) != 0 ? EPOLLIN : 0) | ((interest & Readiness.Write) != 0 ? EPOLLOUT : 0) | ((interest & Readiness.HangUp) != 0 ? EPOLLRDHUP : 0);
        *(long*)(change + DataOffset) = descriptor;
        if (LibC.epoll_ctl(_epoll, _watched.Add(descriptor) ? EPOLL_CTL_ADD : EPOLL_CTL_MOD, descriptor, change) != 0)
        {
            _watched.Remove(descriptor);
            throw new EnvironmentException($"Cannot watch a terminal: epoll_ctl said {LibC.LastError()}.");
        }
    }

    internal override void Unwatch(int descriptor)
    {
        if (_watched.Remove(descriptor))
            LibC.epoll_ctl(_epoll, EPOLL_CTL_DEL, descriptor, null);
    }

    internal override Descriptor? OpenExit(int process)
    {
        Descriptor exit = LibC.pidfd_open(process);
        if (!exit.IsInvalid)
            return exit;
        exit.Dispose();
        return null;
    }

    internal override int Wait(Span<(int Descriptor, Readiness Ready)> ready, int timeoutMilliseconds)
    {
        byte* events = stackalloc byte[Stride * Capacity];
        int found = LibC.epoll_wait(_epoll, events, Math.Min(Capacity, ready.Length), timeoutMilliseconds);
        int count = 0;
        for (int i = 0; i < found; i++)
        {
            byte* one = events + (i * Stride);
            int descriptor = (int)*(long*)(one + DataOffset);
            if (descriptor == _wake.Number)
            {
                ulong ignored;
                LibC.read(_wake, (byte*)&ignored, sizeof(ulong));
                continue;
            }

            uint flags = *(uint*)one;
            ready[count++] = (descriptor,
                ((flags & (EPOLLIN | EPOLLERR | EPOLLHUP)) != 0 ? Readiness.Read : 0)
                | ((flags & EPOLLOUT) != 0 ? Readiness.Write : 0)
                | ((flags & (EPOLLRDHUP | EPOLLERR | EPOLLHUP)) != 0 ? Readiness.HangUp : 0));
        }

        return count;
    }

    internal override void Wake()
    {
        ulong one = 1;
        LibC.write(_wake, (byte*)&one, sizeof(ulong));
    }
}
