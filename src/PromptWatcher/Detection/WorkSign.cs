namespace PromptWatcher.Detection;

/// <summary>What shows that a program works, from the surest to the weakest.</summary>
internal enum WorkSign
{
    /// <summary>Something on the screen moves steadily.</summary>
    Animation,

    /// <summary>Text comes.</summary>
    Writing,

    /// <summary>A line says that work goes on.</summary>
    BusyLine,

    /// <summary>The title's first sign moves steadily.</summary>
    TitleAnimation,

    /// <summary>The program says so (OSC 7501).</summary>
    Status,

    /// <summary>The title says so.</summary>
    Title,

    /// <summary>The program reports progress (OSC 9;4).</summary>
    Progress,
}
