namespace PromptWatcher.Projects;

/// <summary>git printed more than is kept, and a part of it would be taken for the whole.</summary>
public sealed class GitOutputException : GitException
{
    internal GitOutputException(string message, int limit)
        : base(message, "") => Limit = limit;

    /// <summary>The most that is kept, in bytes.</summary>
    public int Limit { get; }
}
