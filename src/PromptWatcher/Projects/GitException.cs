using PromptWatcher.Environments;

namespace PromptWatcher.Projects;

/// <summary>git did not do what it was asked to. The message says what that was, and carries git's own words.</summary>
public class GitException : EnvironmentException
{
    /// <summary>Makes one.</summary>
    /// <param name="message">What was tried, what git said, and what to do.</param>
    /// <param name="gitWords">What git said, in one line.</param>
    public GitException(string message, string gitWords)
        : base(message) => GitWords = gitWords;

    /// <summary>What git said, in one line.</summary>
    public string GitWords { get; }
}
