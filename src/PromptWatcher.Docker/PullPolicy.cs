namespace PromptWatcher.Docker;

/// <summary>Whether the engine is told to fetch an image from its registry.</summary>
public enum PullPolicy
{
    /// <summary>An image that the engine lacks is an error that says how to get it.</summary>
    Never,

    /// <summary>An image that the engine lacks is pulled.</summary>
    Missing,
}
