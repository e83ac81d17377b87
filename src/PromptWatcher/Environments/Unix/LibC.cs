using System.Runtime.InteropServices;

namespace PromptWatcher.Environments.Unix;

/// <summary>The C library's calls that .NET does not offer. Descriptors travel as <see cref="Descriptor"/>, so that none is closed under a call.</summary>
internal static unsafe partial class LibC
{
    private const string Library = "libc";

    [LibraryImport(Library, SetLastError = true)]
    internal static partial Descriptor posix_openpt(int flags);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int grantpt(Descriptor master);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int unlockpt(Descriptor master);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int ptsname_r(Descriptor master, byte* buffer, nuint length);

    // Variadic in C, where the third argument is read only with O_CREAT: two arguments are passed alike everywhere.
    [LibraryImport(Library, SetLastError = true)]
    internal static partial Descriptor open(byte* path, int flags);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int close(int descriptor);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial nint read(Descriptor descriptor, byte* buffer, nuint count);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial nint write(Descriptor descriptor, byte* buffer, nuint count);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int access(string path, int mode);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int isatty(int descriptor);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int tcgetattr(Descriptor terminal, Termios* modes);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int tcsetattr(Descriptor terminal, int when, Termios* modes);

    [LibraryImport(Library)]
    internal static partial void cfmakeraw(Termios* modes);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int tcgetpgrp(Descriptor terminal);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int waitpid(int process, out int status, int options);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int kill(int process, int signal);

    [LibraryImport(Library)]
    internal static partial uint geteuid();

    [LibraryImport(Library, SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int chown(string path, uint owner, uint group);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int poll(PollDescriptor* descriptors, nuint count, int timeoutMilliseconds);

    [LibraryImport(Library)]
    internal static partial int usleep(uint microseconds);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int pipe(int* ends);

    [LibraryImport(Library, SetLastError = true, EntryPoint = "ioctl")]
    private static partial int ioctl_register(Descriptor descriptor, nuint request, void* argument);

    [LibraryImport(Library, SetLastError = true, EntryPoint = "ioctl")]
    private static partial int ioctl_stack(Descriptor descriptor, nuint request, nint x2, nint x3, nint x4, nint x5, nint x6, nint x7, void* argument);

    /// <summary><c>ioctl</c> is variadic, and Apple's arm64 convention passes variadic arguments on the stack: there six fillers take the registers.</summary>
    internal static int ioctl(Descriptor descriptor, nuint request, void* argument) =>
        OperatingSystem.IsMacOS() && RuntimeInformation.ProcessArchitecture == Architecture.Arm64
            ? ioctl_stack(descriptor, request, 0, 0, 0, 0, 0, 0, argument)
            : ioctl_register(descriptor, request, argument);

    [LibraryImport(Library, SetLastError = true)]
    private static partial Descriptor dup(SafeHandle descriptor);

    // Variadic in C; Linux passes variadic arguments as others, which Darwin does not (see ioctl).
    [LibraryImport(Library, SetLastError = true)]
    private static partial Descriptor fcntl(SafeHandle descriptor, int command, nint argument);

    /// <summary>Another descriptor of what <paramref name="handle"/> is, that does not block and no child inherits.</summary>
    internal static Descriptor Duplicate(SafeHandle handle)
    {
        Descriptor copy = OperatingSystem.IsLinux() ? fcntl(handle, Posix.F_DUPFD_CLOEXEC, 0) : dup(handle);
        int on = 1;
        if (copy.IsInvalid || (!OperatingSystem.IsLinux() && ioctl(copy, Posix.FIOCLEX, null) != 0) || ioctl(copy, Posix.FIONBIO, &on) != 0)
            throw new EnvironmentException($"Cannot take a connection over: dup said {LastError()}. Raise the limit of open files (ulimit -n).");
        return copy;
    }

    /// <summary>What the last failed call said, as in <c>No such file or directory (errno 2)</c>.</summary>
    internal static string LastError() => Describe(Marshal.GetLastPInvokeError());

    internal static string Describe(int errno) => $"{Marshal.GetPInvokeErrorMessage(errno)} (errno {errno})";

    [StructLayout(LayoutKind.Sequential)]
    internal struct PollDescriptor
    {
        public int Descriptor;
        public short Events;
        public short ReturnedEvents;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct WindowSize
    {
        public ushort Rows;
        public ushort Columns;
        public ushort PixelWidth;
        public ushort PixelHeight;
    }
}
