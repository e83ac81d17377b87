using System.Runtime.InteropServices;

namespace PromptWatcher.Environments.Unix;

/// <summary>What following another program takes: ptrace(2), process_vm_readv(2) and the signals around them. Linux on 64-bit machines only.</summary>
internal static unsafe partial class LibC
{
    // Variadic in glibc; Linux passes variadic arguments as others.
    [LibraryImport(Library, SetLastError = true)]
    internal static partial nint ptrace(nint request, int thread, nint address, nint data);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial nint process_vm_readv(int process, IoVector* local, nuint localCount, IoVector* remote, nuint remoteCount, nuint flags);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int statx(int directory, byte* path, int flags, uint mask, FileIdentity* identity);

    [LibraryImport(Library, SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint getxattr(string path, string name, void* value, nuint size);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int sigaction(int signal, SignalAction* action, SignalAction* old);

    [LibraryImport(Library)]
    internal static partial nint pthread_self();

    // Returns an error number and leaves errno alone.
    [LibraryImport(Library)]
    internal static partial int pthread_kill(nint thread, int signal);

    /// <summary><c>struct iovec</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct IoVector
    {
        public nuint Start;
        public nuint Length;
    }

    /// <summary>What of <c>struct statx</c> tells one file from another.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    internal struct FileIdentity
    {
        [FieldOffset(32)]
        public ulong Inode;

        [FieldOffset(128)]
        public uint TerminalMajor;

        [FieldOffset(132)]
        public uint TerminalMinor;

        [FieldOffset(136)]
        public uint DeviceMajor;

        [FieldOffset(140)]
        public uint DeviceMinor;
    }

    /// <summary><c>struct sigaction</c>, alike in glibc and musl.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct SignalAction
    {
        public nint Handler;
        public fixed ulong Mask[16];
        public int Flags;
        public nint Restorer;
    }

    /// <summary><c>struct ptrace_syscall_info</c>: at an entry the number and arguments, at an exit the result.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 88)]
    internal struct SystemCallStop
    {
        [FieldOffset(0)]
        public byte Kind;

        [FieldOffset(4)]
        public uint Architecture;

        [FieldOffset(24)]
        public long Number;

        [FieldOffset(32)]
        public fixed ulong Arguments[6];

        [FieldOffset(24)]
        public long Result;

        [FieldOffset(32)]
        public byte IsError;
    }
}
