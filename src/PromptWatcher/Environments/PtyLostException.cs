namespace PromptWatcher.Environments;

/// <summary>The environment lost a terminal whose program's end nobody saw: its container was removed, its engine stayed away. The message says which.</summary>
public sealed class PtyLostException : EnvironmentException
{
    /// <summary>Makes one with its message and cause.</summary>
    public PtyLostException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
