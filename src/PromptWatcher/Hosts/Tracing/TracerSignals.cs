using System.Runtime.InteropServices;
using PromptWatcher.Environments;
using PromptWatcher.Environments.Unix;

namespace PromptWatcher.Hosts.Tracing;

/// <summary>The signals of this process that tracing has to do with.</summary>
internal static unsafe class TracerSignals
{
    private const int SIGCHLD = 17;
    private const int SA_NOCLDSTOP = 1;

    /// <summary>.NET has the first of the real-time signals; libraries that take one take those after it.</summary>
    private const int LastRealTime = 62, FirstRealTime = 40;

    private static readonly Lazy<int> WakeUp = new(TakeWakeUp);

    /// <summary>A signal that does nothing but end a wait, which nothing else does that another thread could.</summary>
    /// <exception cref="EnvironmentException">All of those looked at are taken.</exception>
    internal static int Wake => WakeUp.Value;

    /// <summary>
    /// Keeps the kernel from telling this process of each stop by SIGCHLD, on which .NET looks through its children: two signals for each system call of a
    /// traced program. .NET needs the ends of children only.
    /// </summary>
    internal static void IgnoreStops()
    {
        LibC.SignalAction action;
        if (LibC.sigaction(SIGCHLD, null, &action) != 0 || (action.Flags & SA_NOCLDSTOP) != 0)
            return;
        action.Flags |= SA_NOCLDSTOP;
        LibC.sigaction(SIGCHLD, &action, null);
    }

    private static int TakeWakeUp()
    {
        for (int signal = LastRealTime; signal >= FirstRealTime; signal--)
        {
            LibC.SignalAction action;
            if (LibC.sigaction(signal, null, &action) != 0 || action.Handler != 0)
                continue;

            // A function of the C library that takes a number and does nothing: managed code must not run in a signal. Without SA_RESTART waits end.
            action = new LibC.SignalAction { Handler = NativeLibrary.GetExport(NativeLibrary.GetMainProgramHandle(), "abs") };
            if (LibC.sigaction(signal, &action, null) == 0)
                return signal;
        }

        throw new EnvironmentException($"Cannot trace programs: every signal from {FirstRealTime} to {LastRealTime} has a handler in this process, and one is needed. Free one of them.");
    }
}
