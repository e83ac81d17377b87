namespace PromptWatcher.Detection;

/// <summary>Where a <see cref="Finding"/> comes from.</summary>
public enum DetectionLayer
{
    /// <summary>What the program reports beside its screen: title, progress, program status, shell marks, notifications.</summary>
    Signal,

    /// <summary>What the screen looks like: a list, an input box, the cursor behind a question.</summary>
    Structure,

    /// <summary>A rule of a profile.</summary>
    Profile,

    /// <summary>What the terminal's line discipline tells.</summary>
    Kernel,

    /// <summary>What moves, since when, and what was typed.</summary>
    Time,
}
