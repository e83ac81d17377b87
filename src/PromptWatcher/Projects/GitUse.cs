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

    /// <summary>Commands that look at no file's content, so that no filter is asked.</summary>
    private static readonly string[] WithoutContent =
        ["check-ignore", "commit-tree", "config", "for-each-ref", "grep", "ls-remote", "merge-base", "rev-list", "rev-parse", "show-ref", "symbolic-ref", "update-ref"];

    private readonly Dictionary<string, IReadOnlyList<KeyValuePair<string, string>>> _withoutFilters = [];
    private GitCommand _kind = new("", [], []);

    /// <summary>The same, for runs that read or delete what other users own.</summary>
    internal GitUse AsRoot() => new(git, time, cancellationToken) { _kind = _kind with { IsRoot = true } };

    /// <summary>The same, for runs that copy from another repository.</summary>
    /// <param name="settings">What opens it.</param>
    internal GitUse Copying(IReadOnlyList<KeyValuePair<string, string>> settings) =>
        new(git, time, cancellationToken) { _kind = _kind with { IsRoot = true, MayTransfer = true, Settings = settings } };

    /// <inheritdoc cref="GitRunner.ExistsAsync"/>
    internal Task<bool> ExistsAsync(string path) => git.ExistsAsync(path, cancellationToken);

    /// <inheritdoc cref="GitRunner.CreateDirectoryAsync"/>
    internal Task CreateDirectoryAsync(string path) => git.CreateDirectoryAsync(path, cancellationToken);

    /// <inheritdoc cref="GitRunner.GiveAsync"/>
    internal Task GiveAsync(string path) => git.GiveAsync(path, cancellationToken);

    /// <inheritdoc cref="GitRunner.IgnoreAsync"/>
    internal Task IgnoreAsync(string file, string pattern) => git.IgnoreAsync(file, pattern, cancellationToken);

    /// <summary>Runs git, whose failure is an answer too.</summary>
    /// <exception cref="GitOutputException">It printed too much.</exception>
    internal async Task<GitResult> RunAsync(string directory, params IReadOnlyList<string> arguments)
    {
        // git's own options: they name the worktree, and so the configuration.
        string[] where = [.. arguments.TakeWhile(static argument => argument.StartsWith("--", StringComparison.Ordinal))];
        IReadOnlyList<KeyValuePair<string, string>> settings = WithoutContent.Contains(arguments[where.Length]) ? [] : await WithoutFiltersAsync(directory, where).ConfigureAwait(false);
        GitResult result = await git.RunAsync(_kind with { Directory = directory, Arguments = arguments, Settings = [.. _kind.Settings, .. settings] }, cancellationToken).ConfigureAwait(false);
        return !result.IsCut ? result : throw new GitOutputException(
            $"Cannot tell what git says in '{directory}': 'git {Printable.Line(string.Join(' ', arguments.Skip(where.Length)), LongestWords)}' printed more than {GitRunner.LargestOutput >> 20} MiB. Run git there yourself, on a part of it.",
            GitRunner.LargestOutput);
    }

    private async Task<IReadOnlyList<KeyValuePair<string, string>>> WithoutFiltersAsync(string directory, string[] where)
    {
        string key = string.Join('\0', [directory, .. where]);
        if (_withoutFilters.TryGetValue(key, out IReadOnlyList<KeyValuePair<string, string>>? known))
            return known;
        GitResult names = await git.RunAsync(_kind with { Directory = directory, Arguments = [.. where, .. GitFilters.List] }, cancellationToken).ConfigureAwait(false);
        return _withoutFilters[key] = GitFilters.Without(names.ExitCode == 0 ? names.Output : "");
    }

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

    /// <summary>Looks again until something holds, as long as a lock is waited for; <see langword="false"/> when it never did.</summary>
    internal async Task<bool> WaitAsync(Func<Task<bool>> holds)
    {
        long begin = time.GetTimestamp();
        while (!await holds().ConfigureAwait(false))
        {
            if (time.GetElapsedTime(begin) > LockPatience)
                return false;
            await Task.Delay(LockPause, time, cancellationToken).ConfigureAwait(false);
        }

        return true;
    }

    /// <summary>What to tell of a run that failed.</summary>
    internal async Task<GitException> FailureAsync(string what, string directory, GitResult result)
    {
        string words = Printable.Line(result.Error, LongestWords) is { Length: > 0 } said ? said : "nothing";
        string failure = $"Cannot {what}: in '{directory}' git ended with {result.ExitCode} and said: {words}";
        if (UnknownOption().IsMatch(result.Error))
            return TooOld(failure, words);
        if (LockedFile().Match(result.Error) is not { Success: true } match)
            return new GitException(failure, words);
        string path = match.Groups["path"].Value;
        TimeSpan? age = await git.AgeAsync(path, cancellationToken).ConfigureAwait(false);
        string since = age is { } known ? $" {known.TotalSeconds:0} s old" : " gone by now";
        return new GitLockedException($"{failure} The lock is{since}, and waiting for {LockPatience.TotalSeconds:0} s did not help. See whether a git runs there; where none does, one was killed: remove '{path}'.", words, path, age);
    }

    /// <summary>What to tell of a git that does not know what it was asked.</summary>
    internal static GitException TooOld(string failure, string words) => new($"{failure} It seems to be older than git 2.36, which this takes. Install a newer one.", words);

    // lockfile.c: "Unable to create '<path>.lock': File exists."
    [GeneratedRegex(@"'(?<path>[^']+\.lock)': File exists", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex LockedFile();

    // A worktree that another git is about to make or remove (seen with git 2.39, 20 at once).
    [GeneratedRegex(@"failed to read \S*worktrees/\S+", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex HalfMade();

    // parse-options.c, and diff's own words.
    [GeneratedRegex(@"^error: (unknown (switch|option)|invalid option)|^usage: git ", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.Multiline)]
    private static partial Regex UnknownOption();
}
