using PromptWatcher.Hosts.Commands;
using PromptWatcher.Hosts.Screens;
using PromptWatcher.Hosts.Tmux;
using PromptWatcher.Hosts.Tracing;

namespace PromptWatcher.Hosts.Captures;

/// <summary>The ways to capture terminals of this machine.</summary>
internal static class LocalCaptures
{
    /// <summary>The best first.</summary>
    internal static IReadOnlyList<ITerminalCapture> Create(ServerReads reads, HostMonitorOptions options, HostCommandAudit audit, TimeProvider time)
    {
        var runner = new LocalCommandRunner(audit, time);
        var commands = new HostCommands(audit, time, options.AllowTyping);
        var sockets = new LocalServerSockets();
        return [new TmuxCapture(sockets, runner, commands, reads, options, time), new ScreenCapture(sockets, runner, commands, options, time), new TracingCapture(options)];
    }
}
