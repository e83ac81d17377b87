using System.Runtime.InteropServices;

namespace PromptWatcher.Environments.Unix;

internal static unsafe partial class LibC
{
    /// <summary>The same number on every architecture: pidfd calls came after the system call tables were unified (Linux 5.1).</summary>
    private const nint PidfdSendSignal = 424;

    private const nint PidfdOpen = 434;

    [LibraryImport(Library, SetLastError = true)]
    internal static partial Descriptor epoll_create1(int flags);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int epoll_ctl(Descriptor epoll, int operation, int descriptor, byte* @event);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int epoll_wait(Descriptor epoll, byte* events, int capacity, int timeoutMilliseconds);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial Descriptor eventfd(uint initial, int flags);

    // glibc has wrappers for these two only since 2.36.
    [LibraryImport(Library, SetLastError = true, EntryPoint = "syscall")]
    private static partial Descriptor syscall_open(nint number, nint process, nint flags);

    [LibraryImport(Library, SetLastError = true, EntryPoint = "syscall")]
    private static partial nint syscall_signal(nint number, Descriptor process, nint signal, nint info, nint flags);

    /// <summary>A descriptor that becomes readable when the process exits; invalid with errno set before Linux 5.3.</summary>
    internal static Descriptor pidfd_open(int process) => syscall_open(PidfdOpen, process, 0);

    internal static int pidfd_send_signal(Descriptor process, int signal) => (int)syscall_signal(PidfdSendSignal, process, signal, 0, 0);
}
