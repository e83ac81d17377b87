namespace PromptWatcher.Environments;

/// <summary>A terminal was let go by <see cref="PtyProcess.DetachAsync"/>: its program runs on, and can be taken over again.</summary>
public sealed class PtyDetachedException : EnvironmentException
{
    /// <summary>Makes one with its message.</summary>
    public PtyDetachedException(string message)
        : base(message)
    {
    }
}
