namespace PromptWatcher.Hosts;

/// <summary>What holds the other end of a terminal of the host: the nearest parent of its processes that is known to open terminals.</summary>
public enum TerminalParent
{
    /// <summary>None that is known: a program such as <c>script</c>, or one whose parents have ended.</summary>
    None,

    /// <summary>A pane of tmux.</summary>
    Tmux,

    /// <summary>A window of GNU screen.</summary>
    Screen,

    /// <summary>A pane of Zellij.</summary>
    Zellij,

    /// <summary>A login over the network, by ssh or mosh.</summary>
    Ssh,

    /// <summary>A terminal inside an editor, as in Visual Studio Code, Vim or Emacs.</summary>
    Editor,

    /// <summary>A terminal's window on a desktop.</summary>
    Desktop,

    /// <summary>A login at the machine's own console.</summary>
    Login,

    /// <summary>The terminal of a container, or of a program that was started in one.</summary>
    Container,
}
