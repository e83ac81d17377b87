namespace PromptWatcher.Projects;

/// <summary>Another git holds a lock, or one that was killed has left it behind. Nothing was changed, and the lock was not touched.</summary>
public sealed class GitLockedException : GitException
{
    internal GitLockedException(string message, string gitWords, string lockPath, TimeSpan? age)
        : base(message, gitWords) => (LockPath, Age) = (lockPath, age);

    /// <summary>The lock's file, where the repository is.</summary>
    public string LockPath { get; }

    /// <summary>How long it has been there; <see langword="null"/> when nobody can tell.</summary>
    public TimeSpan? Age { get; }
}
