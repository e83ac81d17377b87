using System.Collections.Concurrent;
using System.IO.Pipelines;
using PromptWatcher.Environments;
using PromptWatcher.Hosts.Captures;
using PromptWatcher.Hosts.Commands;

namespace PromptWatcher.Hosts.Tmux;

/// <summary>Captures panes of tmux, of whatever server and user: what they show now, then what they print.</summary>
internal sealed class TmuxCapture(IServerSockets sockets, IHostCommandRunner runner, HostCommands commands, ServerReads reads, HostMonitorOptions options, TimeProvider time) : ITerminalCapture
{
    private readonly ConcurrentDictionary<(int Process, string Socket, int User), TmuxServer> _servers = new();

    public bool CanCapture(HostTerminal terminal) => terminal is { Parent: TerminalParent.Tmux, ContainerId: null, UserId: not null };

    public async ValueTask<PtyProcess> OpenAsync(HostTerminal terminal, CancellationToken cancellationToken)
    {
        var user = new HostUser(terminal.UserId!.Value, terminal.User);
        string device = $"/dev/{terminal.Device}";
        (int process, IReadOnlyList<string> found) = await sockets.FindAsync(terminal, cancellationToken).ConfigureAwait(false);
        foreach (string socket in found)
        {
            TmuxServer server = _servers.GetOrAdd((process, socket, user.Id), _ => new TmuxServer(process, socket, user, runner, commands, reads, options, time));
            IReadOnlyDictionary<int, TmuxPane> panes = await server.PanesAsync(cancellationToken).ConfigureAwait(false);
            if (panes.Values.FirstOrDefault(pane => pane.Device == device && !pane.IsDead) is not { } pane)
                continue;
            var info = new PtyInfo(terminal.Id, null, terminal.Command, terminal.StartedAt, terminal.ProcessId) { Size = pane.Size, Agent = terminal.Agent };
            var pty = new CapturedPty(info, options.AllowTyping ? PipeWriter.Create(new TmuxKeys(socket, pane.Name, user, runner, commands)) : null);
            await server.WatchAsync(pane, new TmuxPaneWatch(pane.Number, pty), cancellationToken).ConfigureAwait(false);
            return pty;
        }

        throw new EnvironmentException($"Cannot capture the terminal '{terminal.Id}': {(found.Count == 0
            ? "the tmux server above it listens at no socket that this process can find"
            : $"no pane of the tmux server at {string.Join(", ", found.Select(Printable.Quote))} has the device {device}")}. Look whether 'tmux list-panes -a' shows it.");
    }
}
