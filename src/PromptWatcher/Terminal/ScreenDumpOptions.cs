namespace PromptWatcher.Terminal;

/// <summary>What a <see cref="ScreenDump"/> holds. The default is everything, after a reset.</summary>
public readonly record struct ScreenDumpOptions
{
    /// <summary>How many of the newest scrolled-off lines come along; null means all of them.</summary>
    public int? ScrollbackLines { get; init; }

    /// <summary>Leaves out the reset (RIS) at the beginning: the receiving terminal has only just been started.</summary>
    public bool IsForFreshTerminal { get; init; }
}
