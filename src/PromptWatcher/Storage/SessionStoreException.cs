namespace PromptWatcher.Storage;

/// <summary>A store could not do what was asked. The message says what was tried, what came back and what to do.</summary>
public sealed class SessionStoreException : Exception
{
    /// <summary>Makes one with its message and cause.</summary>
    public SessionStoreException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
