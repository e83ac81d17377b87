namespace PromptWatcher.Sessions;

/// <summary>The program of a session has ended: nothing can be typed to it, and it comes to no other state.</summary>
public sealed class SessionEndedException : InvalidOperationException
{
    /// <summary>Makes one with its message.</summary>
    public SessionEndedException(string message)
        : base(message)
    {
    }
}
