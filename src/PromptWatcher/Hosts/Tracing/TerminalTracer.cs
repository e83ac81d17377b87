using System.Runtime.InteropServices;
using PromptWatcher.Environments;
using PromptWatcher.Environments.Unix;

namespace PromptWatcher.Hosts.Tracing;

/// <summary>Follows the programs of one terminal's session, on a thread of its own: only the thread that seized a program may wait for its stops.</summary>
internal sealed class TerminalTracer(HostTerminal terminal, TracedCalls calls, TracedOutput output)
{
    private static readonly TimeSpan WakeInterval = TimeSpan.FromMilliseconds(10);

    private readonly Dictionary<int, Tracee> _tracees = [];
    private readonly TaskCompletionSource _attached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _gate = new();
    private nint _thread;
    private volatile bool _isStopRequested;
    private bool _isLettingGo;

    /// <summary>Attaches to every program of the session.</summary>
    /// <exception cref="EnvironmentException">None of them may be traced.</exception>
    internal Task StartAsync()
    {
        new Thread(Run) { IsBackground = true, Name = $"PromptWatcher tracer {terminal.Id}" }.UnsafeStart();
        return _attached.Task;
    }

    /// <summary>Lets all programs go, which run on as if nobody had looked.</summary>
    internal async Task StopAsync()
    {
        _isStopRequested = true;

        // A signal between a look at the field and the wait after it is lost: it is sent until the tracer has taken notice.
        while (Wake())
            await Task.Delay(WakeInterval).ConfigureAwait(false);
    }

    private bool Wake()
    {
        lock (_gate)
            return _thread != 0 && LibC.pthread_kill(_thread, TracerSignals.Wake) == 0;
    }

    private void Run()
    {
        Exception? reason = null;
        try
        {
            _ = TracerSignals.Wake;
            TracerSignals.IgnoreStops();
            Attach();
            _thread = LibC.pthread_self();
            output.Flush();
            _attached.SetResult();
            while (WaitForStop(out int thread, out int status))
                OnStop(thread, status);
            if (!_isLettingGo)
                reason = new EnvironmentException($"Cannot watch the terminal '{terminal.Id}' any longer: none of its programs may be traced now. {TracedTerminal.Remedy}");
        }
        catch (Exception error)
        {
            // The kernel lets every program go that is still traced when this thread ends.
            reason = error;
            if (_attached.TrySetException(error))
                return;
        }

        SetNotWakeable();
        output.End(reason);
    }

    private void SetNotWakeable()
    {
        lock (_gate)
            _thread = 0;
    }

    /// <summary>Until a look finds nobody new: until they are seized, programs may start others.</summary>
    private void Attach()
    {
        HashSet<int> refused = [];
        string? refusal = null;
        bool hasFound = true;
        while (hasFound)
        {
            hasFound = false;
            foreach (int thread in TracedSession.Threads(terminal.ProcessId))
            {
                if (_tracees.ContainsKey(thread) || refused.Contains(thread))
                    continue;
                hasFound = true;
                if (Ptrace.Seize(thread) && Ptrace.Interrupt(thread))
                {
                    _tracees.Add(thread, new Tracee(thread));
                    continue;
                }

                refused.Add(thread);
                refusal = $"ptrace of process {thread} said {LibC.LastError()}";
            }
        }

        if (_tracees.Count == 0)
            throw new EnvironmentException($"Cannot trace the terminal '{terminal.Id}': {refusal ?? $"nothing is left of the session of process {terminal.ProcessId}"}. {TracedTerminal.Remedy} A program that is traced already cannot be traced by another.");
    }

    /// <summary>Waits for the next stop or end; false when nothing is traced any more.</summary>
    private bool WaitForStop(out int thread, out int status)
    {
        while (true)
        {
            if (_isStopRequested && !_isLettingGo)
                LetGo();
            thread = LibC.waitpid(-1, out status, Ptrace.WaitOptions);
            if (thread > 0)
                return true;
            if (Marshal.GetLastPInvokeError() != Posix.EINTR)
                return false;
        }
    }

    private void LetGo()
    {
        _isLettingGo = true;
        SetNotWakeable();
        foreach (int thread in _tracees.Keys)
            Ptrace.Interrupt(thread);
    }

    private void OnStop(int thread, int status)
    {
        int signal = (status >> 8) & 0xFF, happened = status >> 16;
        if ((status & 0xFF) != 0x7F)
        {
            _tracees.Remove(thread);
            if (thread == terminal.ProcessId && !_isLettingGo)
                LetGo();
            return;
        }

        if (happened == Ptrace.EventExec)
            OnExec(thread);
        bool isDelivery = happened == 0 && signal != Ptrace.SystemCallSignal;
        if (!_tracees.TryGetValue(thread, out Tracee? tracee))
            _tracees.Add(thread, tracee = new Tracee(thread));

        // What a program did to the terminal before its first stop was not seen.
        else if (happened == Ptrace.EventStop || (isDelivery && signal == Ptrace.SIGWINCH))
            calls.Resize();
        if (_isLettingGo || tracee.IsReleased)
            Detach(thread, isDelivery ? signal : 0);
        else if (isDelivery)
            Ptrace.Resume(thread, signal);
        else if (happened == Ptrace.EventStop && signal != Ptrace.SIGTRAP)
            Ptrace.Listen(thread);
        else if (signal == Ptrace.SystemCallSignal)
            OnSystemCall(tracee);
        else
            Ptrace.Resume(thread, 0);
        output.Flush();
    }

    /// <summary>Whatever thread execs takes its process's id, and the process has no others then.</summary>
    private void OnExec(int thread)
    {
        if (Ptrace.FormerThread(thread) is var former && former != thread)
            _tracees.Remove(former);
        if (_tracees.TryGetValue(thread, out Tracee? tracee))
            tracee.Leave();
    }

    private void OnSystemCall(Tracee tracee)
    {
        bool isToBeReleased = Ptrace.TryGetSystemCall(tracee.Id, out LibC.SystemCallStop stop) && stop.Kind switch
        {
            Ptrace.Entry => calls.Enter(tracee, stop),
            Ptrace.Exit => calls.Leave(tracee, stop),
            _ => false,
        };
        if (isToBeReleased)
            Release(tracee);
        else
            Ptrace.Resume(tracee.Id, 0);
    }

    /// <summary>Lets one process go: the thread that has stopped now, the others when they do.</summary>
    private void Release(Tracee stopped)
    {
        foreach (int thread in TracedSession.Of(stopped.Id))
        {
            if (thread != stopped.Id && _tracees.TryGetValue(thread, out Tracee? other))
                other.IsReleased = Ptrace.Interrupt(thread);
        }

        Detach(stopped.Id, 0);
    }

    private void Detach(int thread, int signal)
    {
        _tracees.Remove(thread);
        Ptrace.Detach(thread, signal);
    }
}
