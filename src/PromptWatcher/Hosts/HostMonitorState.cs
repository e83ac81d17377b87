namespace PromptWatcher.Hosts;

/// <summary>What a <see cref="HostMonitor"/> is doing.</summary>
public enum HostMonitorState
{
    /// <summary>Nothing: it was not started, or was stopped.</summary>
    Stopped,

    /// <summary>It reads the host for the first time.</summary>
    Starting,

    /// <summary>It knows the host's terminals, and follows them.</summary>
    Watching,

    /// <summary>The host cannot be read, and it tries again; what it knows is of the last time.</summary>
    Away,
}
