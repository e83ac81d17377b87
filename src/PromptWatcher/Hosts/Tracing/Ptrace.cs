using PromptWatcher.Environments.Unix;

namespace PromptWatcher.Hosts.Tracing;

/// <summary>The numbers of ptrace(2) and wait(2), alike on every architecture of Linux, and its calls by name. All but <see cref="Seize"/> are for the thread that seized.</summary>
internal static unsafe class Ptrace
{
    /// <summary>Stops of all threads, also of those made by clone, of this thread's tracees alone: nobody else's children are reaped.</summary>
    internal const int WaitOptions = 0x40000000 | 0x20000000;

    internal const int SIGTRAP = 5;
    internal const int SIGWINCH = 28;

    /// <summary>What a stop for a system call shows in place of SIGTRAP, with PTRACE_O_TRACESYSGOOD.</summary>
    internal const int SystemCallSignal = SIGTRAP | 0x80;

    internal const int EventExec = 4;
    internal const int EventStop = 128;

    internal const byte Entry = 1;
    internal const byte Exit = 2;

    /// <summary>PTRACE_TRACEME, which a program asks to be traced with.</summary>
    internal const ulong TraceMe = 0;

    // TRACESYSGOOD, TRACEFORK, TRACEVFORK, TRACECLONE, TRACEEXEC. Not EXITKILL: programs outlive who looks at them.
    private const nint Options = 0x1 | 0x2 | 0x4 | 0x8 | 0x10;

    internal static bool Seize(int thread) => LibC.ptrace(0x4206, thread, 0, Options) == 0;

    internal static bool Interrupt(int thread) => LibC.ptrace(0x4207, thread, 0, 0) == 0;

    /// <summary>Leaves a thread stopped with its group, until a SIGCONT.</summary>
    internal static bool Listen(int thread) => LibC.ptrace(0x4208, thread, 0, 0) == 0;

    /// <summary>Lets it run to its next system call.</summary>
    internal static bool Resume(int thread, int signal) => LibC.ptrace(24, thread, 0, signal) == 0;

    internal static bool Detach(int thread, int signal) => LibC.ptrace(17, thread, 0, signal) == 0;

    internal static bool TryGetSystemCall(int thread, out LibC.SystemCallStop stop)
    {
        fixed (LibC.SystemCallStop* target = &stop)
            return LibC.ptrace(0x420e, thread, sizeof(LibC.SystemCallStop), (nint)target) > 0;
    }

    /// <summary>At an exec, the id that the thread had before it took its process's.</summary>
    internal static int FormerThread(int thread)
    {
        nint former = 0;
        return LibC.ptrace(0x4201, thread, 0, (nint)(&former)) == 0 ? (int)former : thread;
    }
}
