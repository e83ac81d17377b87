namespace PromptWatcher.Projects;

/// <summary>Runs git where a project's repository is.</summary>
internal abstract class GitRunner : IAsyncDisposable
{
    /// <summary>Bytes of git's output that are kept: a diff of more is not for people.</summary>
    internal const int LargestOutput = 16 * 1024 * 1024;

    /// <summary>
    /// What every run is told. A repository that an agent writes to could name programs that git would start: hooks, a monitor, a pager. None
    /// of them runs.
    /// </summary>
    internal static IReadOnlyList<string> Always { get; } =
        ["--no-pager", "-c", "core.hooksPath=/dev/null", "-c", "core.fsmonitor=false", "-c", "core.quotePath=false", "-c", "gc.auto=0", "-c", "advice.detachedHead=false"];

    /// <summary>Variables of every run: English words, no questions, and no locks taken only to look.</summary>
    internal static IReadOnlyDictionary<string, string> Variables { get; } = new Dictionary<string, string>
    {
        ["LC_ALL"] = "C",
        ["GIT_TERMINAL_PROMPT"] = "0",
        ["GIT_OPTIONAL_LOCKS"] = "0",
    };

    /// <summary>Runs git in a directory and waits for its end.</summary>
    /// <exception cref="Environments.EnvironmentException">It could not be run at all.</exception>
    internal abstract Task<GitResult> RunAsync(string directory, IReadOnlyList<string> arguments, CancellationToken cancellationToken);

    /// <summary>Makes a directory where there is none.</summary>
    internal abstract Task CreateDirectoryAsync(string path, CancellationToken cancellationToken);

    /// <summary>Has git ignore what is in a new repository, without a file that is committed (<c>.git/info/exclude</c>).</summary>
    /// <param name="repository">The repository's directory.</param>
    /// <param name="pattern">As in a <c>.gitignore</c>.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    internal abstract Task IgnoreAsync(string repository, string pattern, CancellationToken cancellationToken);

    /// <summary>Whether there is anything at a path.</summary>
    internal abstract Task<bool> ExistsAsync(string path, CancellationToken cancellationToken);

    /// <summary>How long ago a file was last written; <see langword="null"/> when there is none.</summary>
    internal abstract Task<TimeSpan?> AgeAsync(string path, CancellationToken cancellationToken);

    public abstract ValueTask DisposeAsync();
}
