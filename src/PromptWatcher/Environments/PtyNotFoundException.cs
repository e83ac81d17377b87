namespace PromptWatcher.Environments;

/// <summary>An environment has no terminal of that id: it has ended, its container was removed, or there never was one. The message says where it was looked for.</summary>
public sealed class PtyNotFoundException : EnvironmentException
{
    /// <summary>Makes one with its message.</summary>
    public PtyNotFoundException(string message)
        : base(message)
    {
    }
}
