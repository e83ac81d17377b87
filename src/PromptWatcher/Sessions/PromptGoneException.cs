namespace PromptWatcher.Sessions;

/// <summary>A prompt was answered that is not on the screen any more, or that has been answered already. Nothing was typed.</summary>
public sealed class PromptGoneException : InvalidOperationException
{
    /// <summary>Makes one with its message.</summary>
    public PromptGoneException(string message)
        : base(message)
    {
    }
}
