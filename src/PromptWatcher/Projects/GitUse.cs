using System.Text.RegularExpressions;

namespace PromptWatcher.Projects;

/// <summary>Runs of git for one purpose: failures become errors with git's own words, and what other gits do meanwhile is waited for.</summary>
internal sealed partial class GitUse(GitRunner git, TimeProvider time, CancellationToken cancellationToken)
{
    /// <summary>Characters of git's words that a message repeats.</summary>
    private const int LongestWords = 1_000;

    /// <summary>Gits of other sessions hold their locks for milliseconds.</summary>
    private static readonly TimeSpan LockPatience = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan LockPause = TimeSpan.FromMilliseconds(100);

    /// <inheritdoc cref="GitRunner.ExistsAsync"/>
    internal Task<bool> ExistsAsync(string path) => git.ExistsAsync(path, cancellationToken);

    /// <inheritdoc cref="GitRunner.CreateDirectoryAsync"/>
    internal Task CreateDirectoryAsync(string path) => git.CreateDirectoryAsync(path, cancellationToken);

    /// <inheritdoc cref="GitRunner.IgnoreAsync"/>
    internal Task IgnoreAsync(string repository, string pattern) => git.IgnoreAsync(repository, pattern, cancellationToken);

    /// <summary>Runs git, whose failure is an answer too.</summary>
    internal Task<GitResult> RunAsync(string directory, params IReadOnlyList<string> arguments) => git.RunAsync(directory, arguments, cancellationToken);

    /// <summary>Runs git and gives what it printed.</summary>
    /// <param name="what">What it is to do, for errors.</param>
    /// <param name="directory">Where it runs.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <exception cref="GitException">It failed.</exception>
    internal async Task<string> DoAsync(string what, string directory, params IReadOnlyList<string> arguments)
    {
        long begin = time.GetTimestamp();
        while (true)
        {
            GitResult result = await RunAsync(directory, arguments).ConfigureAwait(false);
            if (result.ExitCode == 0)
                return result.Output;
            if (!(LockedFile().IsMatch(result.Error) || HalfMade().IsMatch(result.Error)) || time.GetElapsedTime(begin) > LockPatience)
                throw await FailureAsync(what, directory, result).ConfigureAwait(false);
            await Task.Delay(LockPause, time, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>What to tell of a run that failed.</summary>
    internal async Task<GitException> FailureAsync(string what, string directory, GitResult result)
    {
        string words = Printable.Line(result.Error, LongestWords) is { Length: > 0 } said ? said : "nothing";
        string failure = $"Cannot {what}: in '{directory}' git ended with {result.ExitCode} and said: {words}";
        if (LockedFile().Match(result.Error) is not { Success: true } match)
            return new GitException(failure, words);
        string path = match.Groups["path"].Value;
        TimeSpan? age = await git.AgeAsync(path, cancellationToken).ConfigureAwait(false);
        string since = age is { } known ? $" {known.TotalSeconds:0} s old" : " gone by now";
        return new GitLockedException($"{failure} The lock is{since}, and waiting for {LockPatience.TotalSeconds:0} s did not help. See whether a git runs there; where none does, one was killed: remove '{path}'.", words, path, age);
    }

    // lockfile.c: "Unable to create '<path>.lock': File exists."
    [GeneratedRegex(@"'(?<path>[^']+\.lock)': File exists", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex LockedFile();

    // A worktree that another git is about to make or remove (seen with git 2.39, 20 at once).
    [GeneratedRegex(@"failed to read \S*worktrees/\S+", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex HalfMade();
}
