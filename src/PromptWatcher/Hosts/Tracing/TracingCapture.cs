using PromptWatcher.Environments;
using PromptWatcher.Hosts.Captures;

namespace PromptWatcher.Hosts.Tracing;

/// <summary>Captures what the programs of a terminal of this machine write, by following their system calls: where nothing else can, and only where it was asked for.</summary>
internal sealed class TracingCapture(HostMonitorOptions options) : ITerminalCapture
{
    public bool CanCapture(HostTerminal terminal)
    {
        try
        {
            return SystemCalls.Native is not null && !terminal.IsOurs && options.Trace?.Invoke(terminal) == true;
        }
        catch (Exception)
        {
            // It is the application's. The opening has it throw again, and that is logged.
            return true;
        }
    }

    public async ValueTask<PtyProcess> OpenAsync(HostTerminal terminal, CancellationToken cancellationToken)
    {
        if (options.Trace?.Invoke(terminal) != true || SystemCalls.Native is not { } numbers)
            throw new EnvironmentException($"Cannot trace the terminal '{terminal.Id}': {nameof(HostMonitorOptions)}.{nameof(HostMonitorOptions.Trace)} does not ask for it, or this is no 64-bit Linux on x64 or arm64. Set it.");
        TracedTerminal device = TracedTerminal.Find(terminal);
        var pty = new CapturedPty(new PtyInfo(terminal.Id, null, terminal.Command, terminal.StartedAt, terminal.ProcessId) { Size = device.Size, Agent = terminal.Agent });
        var output = new TracedOutput(pty);
        var calls = new TracedCalls(numbers, device, output, PrivilegedProgram.KeepsRightsUnder(terminal.ProcessId));
        var tracer = new TerminalTracer(terminal, calls, output);
        await tracer.StartAsync().ConfigureAwait(false);
        pty.Released.UnsafeRegister(static tracer => _ = ((TerminalTracer)tracer!).StopAsync(), tracer);
        return pty;
    }
}
