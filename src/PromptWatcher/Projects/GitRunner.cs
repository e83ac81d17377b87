namespace PromptWatcher.Projects;

/// <summary>Runs git where a project's repository is.</summary>
internal abstract class GitRunner : IAsyncDisposable
{
    /// <summary>Bytes of git's output that are kept: a diff of more is not for people.</summary>
    internal const int LargestOutput = 16 * 1024 * 1024;

    /// <summary>Runs git and waits for its end.</summary>
    /// <exception cref="Environments.EnvironmentException">It could not be run at all.</exception>
    internal abstract Task<GitResult> RunAsync(GitCommand command, CancellationToken cancellationToken);

    /// <summary>Makes a directory where there is none.</summary>
    internal abstract Task CreateDirectoryAsync(string path, CancellationToken cancellationToken);

    /// <summary>Gives a directory, and all in it, to the user whose sessions work there.</summary>
    internal abstract Task GiveAsync(string path, CancellationToken cancellationToken);

    /// <summary>Adds a line to a file of patterns that git ignores, unless it is there.</summary>
    /// <param name="file">The file (<c>info/exclude</c>), which may be missing.</param>
    /// <param name="pattern">As in a <c>.gitignore</c>.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    internal abstract Task IgnoreAsync(string file, string pattern, CancellationToken cancellationToken);

    /// <summary>Whether there is anything at a path.</summary>
    internal abstract Task<bool> ExistsAsync(string path, CancellationToken cancellationToken);

    /// <summary>How long ago a file was last written; <see langword="null"/> when there is none.</summary>
    internal abstract Task<TimeSpan?> AgeAsync(string path, CancellationToken cancellationToken);

    public abstract ValueTask DisposeAsync();
}
