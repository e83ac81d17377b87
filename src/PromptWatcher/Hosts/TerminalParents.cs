namespace PromptWatcher.Hosts;

/// <summary>Knows the programs that open terminals for others.</summary>
internal static class TerminalParents
{
    private const int MostParents = 32;

    /// <summary>What opened the terminal of a session's leader: of its parents the nearest that is known, as far as those that have a terminal themselves.</summary>
    internal static TerminalParent Find(ProcessFacts leader, IReadOnlyDictionary<int, ProcessFacts> processes)
    {
        ProcessFacts at = leader;
        for (int i = 0; i < MostParents && processes.TryGetValue(at.Parent, out ProcessFacts? parent); i++)
        {
            if (Of(parent) is { } found)
                return found;
            if (parent.Device is not null)
                break;
            at = parent;
        }

        return leader.ContainerId is not null ? TerminalParent.Container
            : leader.Device!.StartsWith("pts/", StringComparison.Ordinal) ? TerminalParent.None
            : TerminalParent.Login;
    }

    // The kernel's names, of which it keeps 15 characters.
    private static TerminalParent? Of(ProcessFacts process) => process.Name switch
    {
        "tmux: server" => TerminalParent.Tmux,
        "screen" or "SCREEN" => TerminalParent.Screen,
        "zellij" => TerminalParent.Zellij,
        "sshd" or "sshd-session" or "dropbear" or "mosh-server" or "tailscaled" => TerminalParent.Ssh,
        "code" or "code-insiders" or "codium" or "cursor" or "windsurf" or "zed-editor" or "zed-remote-serv"
            or "vim" or "nvim" or "gvim" or "emacs" or "emacs-gtk" or "emacs-nox" or "micro" or "kate" => TerminalParent.Editor,
        "gnome-terminal-" or "ptyxis-agent" or "kgx" or "konsole" or "xterm" or "kitty" or "alacritty" or "foot" or "ghostty" or "wezterm-gui" or "wezterm-mux-ser"
            or "xfce4-terminal" or "terminator" or "tilix" or "lxterminal" or "mate-terminal" or "qterminal" or "rxvt" or "urxvt" or "st" => TerminalParent.Desktop,
        "login" or "agetty" or "getty" => TerminalParent.Login,
        // Editors on a server, and those whose processes are named after what they run on.
        "node" or "java" or "MainThread" when process.Arguments.Any(static argument => argument.Contains("ptyHost", StringComparison.Ordinal)
            || argument.Contains("server-main.js", StringComparison.Ordinal) || argument.Contains("com.intellij", StringComparison.Ordinal)) => TerminalParent.Editor,
        _ => null,
    };
}
