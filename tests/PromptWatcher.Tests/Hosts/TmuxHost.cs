using System.Diagnostics;
using System.Globalization;
using PromptWatcher.Environments;
using PromptWatcher.Hosts;
using PromptWatcher.Hosts.Captures;
using PromptWatcher.Hosts.Commands;
using PromptWatcher.Hosts.Tmux;
using PromptWatcher.Sessions;

namespace PromptWatcher.Tests.Hosts;

/// <summary>tmux servers of the test's own, at sockets of their own, and what captures their panes.</summary>
public sealed class TmuxHost : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tmux-test-").FullName;
    private readonly HashSet<string> _servers = [];

    public TmuxHost()
    {
        Gate = Path.Combine(_folder, "gate");
        using var made = Process.Start("mkfifo", [Gate]);
        made.WaitForExit();
    }

    /// <summary>A pipe with a name, that scripts wait at.</summary>
    public string Gate { get; }

    internal HostCommandAudit Audit { get; } = new();

    internal TmuxCapture Capture(HostMonitorOptions? options = null) => new(
        new LocalServerSockets(), new LocalCommandRunner(Audit, TimeProvider.System), new HostCommands(Audit, TimeProvider.System, options?.AllowTyping == true), new ServerReads(), options ?? new HostMonitorOptions(), TimeProvider.System);

    public string Folder => _folder;

    /// <summary>Starts a program in a session of a size.</summary>
    /// <returns>The pane, as in <c>%0</c>.</returns>
    public string Start(string server, TerminalSize size, params string[] command)
    {
        _servers.Add(server);
        return Run(server, ["-f", "/dev/null", "new-session", "-d", "-P", "-F", "#{pane_id}", "-x", $"{size.Columns}", "-y", $"{size.Rows}", .. command]);
    }

    /// <summary>Runs tmux.</summary>
    public string Run(string server, params string[] arguments)
    {
        var start = new ProcessStartInfo("tmux", ["-u", "-S", Path.Combine(_folder, server), .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment.Remove("TMUX");
        start.Environment["TERM"] = "xterm-256color";
        using var tmux = Process.Start(start)!;
        string printed = tmux.StandardOutput.ReadToEnd().TrimEnd('\n');
        string error = tmux.StandardError.ReadToEnd();
        tmux.WaitForExit();
        return tmux.ExitCode == 0 ? printed : throw new InvalidOperationException($"tmux {string.Join(' ', arguments)}: {error}");
    }

    public string Ask(string server, string pane, string format) => Run(server, "display-message", "-p", "-t", pane, format);

    /// <summary>A user looks at the session that the pane is in.</summary>
    public async Task AttachAsync(SessionManager manager, string server, string pane, TerminalSize size)
    {
        Run(server, "set-option", "-g", "status", "off");
        await manager.StartAsync(
            new PtySpawnOptions { Command = "tmux", Arguments = ["-S", Path.Combine(_folder, server), "attach", "-t", Ask(server, pane, "#{session_id}")], Size = size }, new SessionOptions { AnswerQueries = false });
        await Waiting.UntilAsync(() => Ask(server, pane, "#{session_attached}") == "1");
    }

    /// <summary>What a look at the host's processes would tell of a pane.</summary>
    public HostTerminal Terminal(string server, string pane)
    {
        string[] facts = Ask(server, pane, "#{pane_pid} #{pane_tty}").Split(' ');
        return new HostTerminal
        {
            Id = $"{server}-{pane[1..]}",
            Device = facts[1]["/dev/".Length..],
            ProcessId = int.Parse(facts[0], CultureInfo.InvariantCulture),
            StartedAt = DateTimeOffset.UnixEpoch,
            UserId = 0,
            User = "root",
            Parent = TerminalParent.Tmux,
        };
    }

    public void Dispose()
    {
        foreach (string server in _servers)
        {
            try
            {
                Run(server, "kill-server");
            }
            catch (InvalidOperationException)
            {
                // It has ended with its last pane.
            }
        }

        Directory.Delete(_folder, recursive: true);
    }
}
