namespace PromptWatcher.Terminal;

/// <summary>What a program's progress report (OSC 9;4) says.</summary>
public enum ProgressKind : byte
{
    /// <summary>Nothing is going on, or nothing was ever reported.</summary>
    None,

    /// <summary>Work goes on; the percentage counts.</summary>
    Normal,

    /// <summary>Work has failed.</summary>
    Error,

    /// <summary>Work goes on and nobody knows how far.</summary>
    Indeterminate,

    /// <summary>Work is paused or needs attention.</summary>
    Warning,
}

/// <summary>The last progress report.</summary>
/// <param name="Kind">What it says.</param>
/// <param name="Percent">From 0 to 100.</param>
public readonly record struct ProgressState(ProgressKind Kind, int Percent);
