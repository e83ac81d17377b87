namespace PromptWatcher.Environments;

/// <summary>An environment could not do what was asked, or lost a terminal. The message says what was tried, what came back and what to do.</summary>
public class EnvironmentException : Exception
{
    /// <summary>Makes one with its message.</summary>
    public EnvironmentException(string message)
        : base(message)
    {
    }

    /// <summary>Makes one with its message and cause.</summary>
    public EnvironmentException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
