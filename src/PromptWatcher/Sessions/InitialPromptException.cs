namespace PromptWatcher.Sessions;

/// <summary>The first instruction was not accepted: the program ended before it was ready, or did not take what was typed.</summary>
public sealed class InitialPromptException : InvalidOperationException
{
    /// <summary>Makes one with its message and cause.</summary>
    public InitialPromptException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
