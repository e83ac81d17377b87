namespace PromptWatcher.Environments.Replay;

/// <summary>How recordings are played.</summary>
public sealed class ReplayOptions
{
    /// <summary>The <see cref="Speed"/> that never waits.</summary>
    public const double AsFastAsPossible = double.PositiveInfinity;

    /// <summary>How much faster than recorded: 1 is the recording's own pace, 2 is twice as fast.</summary>
    /// <remarks>The states that are found, and their recorded times, are the same at every speed.</remarks>
    public double Speed { get; set; } = 1;

    /// <summary>
    /// What a playback waits for before it begins; <see langword="null"/> begins with the first read. Without a wait, a recording that is
    /// played as fast as possible may be over before the first watcher of its session is there.
    /// </summary>
    public Task? StartAfter { get; set; }
}
