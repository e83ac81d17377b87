using PromptWatcher.Hosts.Commands;

namespace PromptWatcher.Tests.Hosts;

/// <summary>Commands and arguments that somebody might try, all of which must be refused.</summary>
public static class HostileCases
{
    private const string Socket = "/tmp/tmux-1000/default";

    private static readonly string[] Names =
    [
        "", " ", "sh", "bash", "dash", "zsh", "fish", "busybox", "env", "sudo", "su", "doas", "nsenter", "chroot", "unshare", "setsid", "nohup", "timeout", "xargs", "find", "awk", "sed", "perl", "python3",
        "node", "ruby", "php", "lua", "docker", "podman", "runc", "kubectl", "systemctl", "ssh", "scp", "nc", "socat", "curl", "wget", "git", "tar", "vi", "less", "man", "gdb", "strace", "ltrace", "script",
        "mount", "dd", "cat", "ls", "ps", "kill", "ld.so", "ld-linux-x86-64.so.2", "TMUX", "Tmux", "tmux ", " tmux", "tmux\n", "tmux\0", "tmux;id", "tmux -V", "tmux\u200b", "tmuх", "./tmux", "../tmux",
        "/tmp/tmux", "/usr/bin/tmux", "//usr/bin/tmux", "/usr/bin/../bin/tmux", "~/bin/tmux", "$HOME/tmux", "PATH=/tmp tmux", "LD_PRELOAD=/tmp/x.so tmux", "$(tmux)", "`tmux`", "tmux|sh", "tmux&", "C:\\tmux.exe",
    ];

    private static readonly string[][] TmuxLines =
    [
        [], ["-V"], ["-c", "id"], ["-f", "/tmp/evil.conf", "-S", Socket, "list-panes"], ["kill-server"], ["-S", Socket, "kill-server"], ["-S", Socket, "kill-session", "-t", "$0"], ["-S", Socket, "run-shell", "id"],
        ["-S", Socket, "if-shell", "true", "run-shell id"], ["-S", Socket, "pipe-pane", "-t", "%0", "cat > /tmp/x"], ["-S", Socket, "send-keys", "-t", "%0", "id", "Enter"], ["-S", Socket, "send-keys", "-H", "-t", "%0", "0d"],
        ["-S", Socket, "set-option", "-g", "default-command", "id"], ["-S", Socket, "source-file", "/tmp/x"], ["-S", Socket, "new-session", "-d", "id"], ["-S", Socket, "new-window", "id"], ["-S", Socket, "split-window", "id"],
        ["-S", Socket, "respawn-pane", "-k", "-t", "%0", "id"], ["-S", Socket, "resize-window", "-x", "1"], ["-S", Socket, "resize-pane", "-Z"], ["-S", Socket, "set-hook", "-g", "client-attached", "run-shell id"],
        ["-S", Socket, "load-buffer", "/etc/shadow"], ["-S", Socket, "save-buffer", "/etc/passwd"], ["-S", Socket, "display-popup", "id"], ["-S", Socket, "command-prompt", "-I", "id"], ["-S", Socket, "confirm-before", "kill-server"],
        ["-S", Socket, "copy-mode", "-t", "%0"], ["-S", Socket, "choose-tree"], ["-S", Socket, "detach-client", "-a"], ["-S", Socket, "switch-client", "-t", "$1"], ["-S", Socket, "select-pane", "-t", "%0"],
        ["-S", Socket, "wait-for", "x"], ["-S", Socket, "clear-history", "-t", "%0"], ["-S", Socket, "show-environment", "-g"], ["-S", Socket, "set-environment", "-g", "LD_PRELOAD", "/tmp/x.so"], ["-S", Socket, "lock-server"],
        ["-S", Socket, "bind-key", "x", "run-shell", "id"], ["-S", Socket, "display-message", "-p", "#(id)"], ["-S", Socket, "list-panes", "-F", "#(id)"], ["-S", Socket, "attach-session", "-d"], ["-C", "new-session"],
        ["-CC", "attach"], ["-S", Socket, "capture-pane", "-p"], ["-S", Socket, "capture-pane", "-b", "x", "-t", "%0"], ["-S", Socket, "list-panes;kill-server"], ["-S", Socket, "list-panes", ";", "kill-server"],
    ];

    private static readonly string[] Paths =
    [
        "", "/", "/tmp", "/tmp/", "/tmp//x", "/tmp/../etc/shadow", "/tmp/./x", "/tmp/x/..", "/tmp/x/", "/etc/shadow", "/proc/1/root/tmp/x", "/dev/tty", "/sys/x", "/usr/bin/tmux", "/boot/x", "tmp/x", "./x", "../x", "~/x",
        "-f", "--", "-S/tmp/x", "$TMPDIR/x", "file:///tmp/x", "//tmp/x", "/TMP/x", "/tmpx/x", "/tmp\0/x", "/tmp/x\0", "/tmp/x\n", "/tmp/x\r", "/tmp/\e[31m", "/tmp/\u202ex", "/tmp/\u200bx", "\\tmp\\x", "C:\\tmp\\x",
        "/home/../etc/passwd", "/root/../../etc/passwd", "/var/../../x", "/run/./docker.sock", "/tmp/" + "0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012",
    ];

    private static readonly string[] Targets =
    [
        "", "%", "$", "-1", "%-1", "$-1", "%1x", "01", "1x", "/proc/self/stat", "/proc/1/../1/stat", "/proc/1/environ", "/proc/1/mem", "/proc/01/stat", "/dev/pts/../tty", "/dev/tty", "/etc/shadow", "/tmp/promptwatcher-screen-x/1", "x%1", " %1", "%1 ", "%1\n", "\n%1", "%1;kill-server", "%1 ; kill-server", "%1' ; kill-server ; '", "%1\" ; kill-server", "%1;", ";", "%1}", "{last}", "{mouse}", "=", "~", "+1", "!", "@1",
        "a:0.0", "main", "%1.0", "%１", "%१", "%0x1", "%1e3", "%1,2", "%+1", "%1-2", "%*", "%?", "#{pane_id}", "#(id)", "$(id)", "`id`", "%%", "$$", "$1$2", "%1%2", "%1234567890", "$1234567890", "-t", "--", "-a", "-b", "\0", "%1\0", "%1\u200b",
        "\e[A", "../%1", "%1/..", "%1|id", "%1&id", "%1>x", "%1<x", "~/.ssh", "${IFS}", "%1\\", "\\%1", "'%1'", "\"%1\"",
    ];

    private static readonly string[] Suffixes = [";id", "|id", "&&id", "$(id)", "`id`", "\nid", ">/tmp/x", " -f/tmp/x"];

    public static TheoryData<string, string[]> Programs
    {
        get
        {
            var cases = new TheoryData<string, string[]>();
            foreach (string name in Names)
                cases.Add(name, ["-S", Socket, "list-panes"]);
            foreach (string name in Names.Take(20))
                cases.Add(name, ["-c", "id"]);
            return cases;
        }
    }

    /// <summary>Lines that are none, and each good line with a word changed, added, lost or moved.</summary>
    public static TheoryData<string, string[]> CommandLines
    {
        get
        {
            var cases = new TheoryData<string, string[]>();
            foreach (string[] line in TmuxLines)
                cases.Add("tmux", line);
            foreach ((string program, string command) in Shapes())
            {
                string[] good = [.. Made(program, command).Arguments];
                cases.Add(program, [.. good, ";", "kill-server"]);
                cases.Add(program, ["-f", "/tmp/evil.conf", .. good]);
                cases.Add(program, [.. good[1..], good[0] + "x"]);
                cases.Add(program, [.. good[..^1], "../" + good[^1]]);
                cases.Add(program, ["--", .. good]);
                cases.Add(program, ["--help", .. good]);
                foreach (string suffix in Suffixes)
                    cases.Add(program, [.. good[..^1], good[^1] + suffix]);
            }

            return cases;
        }
    }

    public static TheoryData<string, string, string, string> Values
    {
        get
        {
            var cases = new TheoryData<string, string, string, string>();
            foreach ((string program, string command) in Shapes())
            {
                foreach ((string name, string good) in Good(program, command))
                {
                    foreach (string value in good == Socket ? Paths : Targets)
                        cases.Add(program, command, name, value);
                }
            }

            return cases;
        }
    }

    /// <summary>Values that will do, for each that a command takes.</summary>
    public static IReadOnlyList<(string Name, string Value)> Good(string program, string command) =>
    [
        .. HostCommands.Programs[program].Commands[command].Arguments.Concat(HostCommands.Programs[program].Commands[command].Variables.Values).Distinct().Where(word => word.StartsWith('<')).Select(word => word[1..word.IndexOf('>')])
            .Where(name => HostCommands.Programs[program].Values[name].Constant is null).Select(name => (name, GoodValue(HostCommands.Programs[program].Values[name]))),
    ];

    public static IEnumerable<string[]> All() => Rows(Programs).Concat(Rows(CommandLines)).Concat(Rows(Values));

    private static string GoodValue(HostValueShape shape) => shape switch
    {
        { Path: not null } => Socket,
        { Number: [var least, ..] } => $"{least}",
        _ => new[]
        {
            "$1", "%1", "/tmp/promptwatcher-screen-0123456789abcdef0123456789abcdef/1", "/dev/pts/3", "/proc/1/stat", "/proc/1/net/unix", "/proc/1/fd",
        }.First(shape.Allows),
    };

    private static IEnumerable<string[]> Rows(IEnumerable<object[]> cases) => cases.Select(one => one.SelectMany(part => part as string[] ?? [(string)part]).ToArray());

    private static IEnumerable<(string Program, string Command)> Shapes() =>
        HostCommands.Programs.SelectMany(program => program.Value.Commands.Where(command => !command.Value.Types).Select(command => (program.Key, command.Key)));

    private static HostCommand Made(string program, string command) => new HostCommands(new HostCommandAudit(), TimeProvider.System).Make(program, command, [.. Good(program, command)]);
}
