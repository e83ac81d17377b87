using PromptWatcher.Environments.Unix;

namespace PromptWatcher.Hosts.Tracing;

/// <summary>Looks at the system calls of the programs of one terminal: what they print, what they make of the terminal, and what they cannot do while they are traced.</summary>
internal sealed class TracedCalls(SystemCalls calls, TracedTerminal terminal, TracedOutput output, bool keepsRights)
{
    private readonly TracedWrites _writes = new(terminal, output);

    /// <summary>A call begins.</summary>
    /// <returns>Whether the thread's process must not be traced on, as the call would fail or change.</returns>
    internal unsafe bool Enter(Tracee tracee, in LibC.SystemCallStop stop)
    {
        // Another architecture's numbers mean other calls.
        if (stop.Architecture != calls.Architecture)
            return false;
        tracee.Enter(stop);
        return stop.Number == calls.Ptrace ? tracee.First == Ptrace.TraceMe
            : !keepsRights && (stop.Number == calls.Exec ? PrivilegedProgram.IsStartedBy(tracee.Id, null, tracee.First)
                : stop.Number == calls.ExecAt && PrivilegedProgram.IsStartedBy(tracee.Id, (int)tracee.First, tracee.Second));
    }

    /// <summary>A call has ended.</summary>
    /// <returns>Whether the thread's process has left the terminal's session, and is not to be traced on.</returns>
    internal bool Leave(Tracee tracee, in LibC.SystemCallStop stop)
    {
        long number = tracee.Number;
        tracee.Leave();
        if (number < 0 || stop.IsError != 0)
            return false;
        if (number == calls.Write && stop.Result > 0 && IsTerminal(tracee))
            _writes.Read(tracee.Id, tracee.Second, stop.Result);
        else if (number == calls.WriteVector && stop.Result > 0 && IsTerminal(tracee))
            _writes.ReadVectors(tracee.Id, tracee.Second, tracee.Third, stop.Result);
        else if (number == calls.Read && stop.Result > 0 && terminal.Echoes && IsTerminal(tracee))
            _writes.ReadEcho(tracee.Id, tracee.Second, stop.Result);
        else if (number == calls.Ioctl && SystemCalls.SetsModes(tracee.Second) && IsTerminal(tracee))
            terminal.Look();
        return number == calls.SetSession;
    }

    /// <summary>The terminal's size may be another now.</summary>
    internal void Resize()
    {
        terminal.Look();
        output.Resize(terminal.Size);
    }

    private bool IsTerminal(Tracee tracee) => terminal.Is(tracee.Id, (int)tracee.First);
}
