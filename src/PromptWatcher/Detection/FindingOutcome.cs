namespace PromptWatcher.Detection;

/// <summary>What became of a <see cref="Finding"/>.</summary>
public enum FindingOutcome
{
    /// <summary>It says nothing about the state here.</summary>
    Silent,

    /// <summary>It speaks for the state that was decided, which another finding settled.</summary>
    Agrees,

    /// <summary>It settled the state.</summary>
    Decided,

    /// <summary>It speaks for another state and lost.</summary>
    Overruled,
}
