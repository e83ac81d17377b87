namespace PromptWatcher.Hosts;

/// <summary>How a <see cref="HostMonitor"/> fares.</summary>
/// <param name="State">What it is doing.</param>
/// <param name="LastLookAt">When it last read the host's processes; <see langword="null"/> before the first time.</param>
/// <param name="Problem">Why the host cannot be read, while it is <see cref="HostMonitorState.Away"/>.</param>
public sealed record HostMonitorStatus(HostMonitorState State, DateTimeOffset? LastLookAt = null, Exception? Problem = null);
