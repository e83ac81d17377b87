namespace PromptWatcher.Docker;

/// <summary>What is known of a terminal in a container.</summary>
public enum DockerPtyState
{
    /// <summary>The program runs, and its terminal is connected.</summary>
    Running,

    /// <summary>The connection ended without an exit, as when the engine restarts or a proxy cuts it; it is being made anew.</summary>
    Reconnecting,

    /// <summary>The program has exited.</summary>
    Exited,

    /// <summary>How the program ends, or ended, will not be known here: it was lost, or let go. <see cref="Environments.PtyProcess.Completion"/> says which.</summary>
    Lost,
}
