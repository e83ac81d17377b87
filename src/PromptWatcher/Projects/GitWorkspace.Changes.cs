using System.Globalization;
using System.Text;
using PromptWatcher.Environments;

namespace PromptWatcher.Projects;

public sealed partial class GitWorkspace
{
    /// <summary>New files that a patch shows the text of; the others are only named.</summary>
    private const int MostNewFiles = 100;

    // Renames are told as a file that is gone and one that is new, each under its own name.
    private static readonly string[] Diff = ["diff", "--no-ext-diff", "--no-textconv", "--no-renames", "--no-color"];

    /// <summary>What a session has changed since its branch left the repository's: files, lines and commits.</summary>
    /// <exception cref="EnvironmentException">The session has no worktree.</exception>
    /// <exception cref="GitException">git could not tell.</exception>
    public Task<WorktreeChanges> GetChangesAsync(string sessionId, CancellationToken cancellationToken = default) => UseAsync(
        async git =>
        {
            (Worktree worktree, string? begin) = await BaseAsync(git, sessionId).ConfigureAwait(false);
            string numstat = await git.DoAsync(What(sessionId), worktree.Path, [.. Diff, "--numstat", "-z", begin ?? EmptyTree(worktree)]).ConfigureAwait(false);
            string untracked = await UntrackedAsync(git, sessionId, worktree).ConfigureAwait(false);
            string count = await git.DoAsync(What(sessionId), worktree.Path, "rev-list", "--count", begin is null ? "HEAD" : begin + "..HEAD").ConfigureAwait(false);
            return new WorktreeChanges(worktree, begin, int.Parse(count, NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture), WorktreeChanges.ParseFiles(numstat, untracked));
        },
        cancellationToken);

    /// <summary>The same as a patch that <c>git apply</c> takes: what was committed, what was not, and the text of up to 100 new files.</summary>
    /// <inheritdoc cref="GetChangesAsync"/>
    public Task<string> GetPatchAsync(string sessionId, CancellationToken cancellationToken = default) => UseAsync(
        async git =>
        {
            (Worktree worktree, string? begin) = await BaseAsync(git, sessionId).ConfigureAwait(false);
            var patch = new StringBuilder(await git.DoAsync(What(sessionId), worktree.Path, [.. Diff, "--binary", begin ?? EmptyTree(worktree)]).ConfigureAwait(false));
            string[] added = (await UntrackedAsync(git, sessionId, worktree).ConfigureAwait(false)).Split('\0', StringSplitOptions.RemoveEmptyEntries);
            foreach (string file in added.Take(MostNewFiles))
            {
                // It tells a difference by exit code 1.
                GitResult result = await git.RunAsync(worktree.Path, [.. Diff, "--binary", "--no-index", "--", "/dev/null", file]).ConfigureAwait(false);
                patch.Append(result.ExitCode <= 1 ? result.Output : throw await git.FailureAsync(What(sessionId), worktree.Path, result).ConfigureAwait(false));
            }

            foreach (string file in added.Skip(MostNewFiles))
                patch.Append(CultureInfo.InvariantCulture, $"# new file: {file}\n");
            return patch.ToString();
        },
        cancellationToken);

    private static string What(string sessionId) => $"compare the worktree of session '{sessionId}'";

    private static Task<string> UntrackedAsync(GitUse git, string sessionId, Worktree worktree) =>
        git.DoAsync(What(sessionId), worktree.Path, "ls-files", "--others", "--exclude-standard", "-z");

    private async Task<(Worktree Worktree, string? Base)> BaseAsync(GitUse git, string sessionId)
    {
        Worktree worktree = await FindAsync(git, sessionId).ConfigureAwait(false);
        if (worktree.IsMissing)
            throw new EnvironmentException($"The worktree of session '{sessionId}' at '{worktree.Path}' is gone. {nameof(EnsureAsync)} makes it again from its branch, with what was committed.");
        string own = await git.DoAsync("find the repository's commit", Root, "rev-parse", "HEAD").ConfigureAwait(false);
        GitResult merged = await git.RunAsync(worktree.Path, "merge-base", "HEAD", own.Trim()).ConfigureAwait(false);
        return (worktree, merged.ExitCode == 0 ? merged.Output.Trim() : null);
    }

    // The number of the tree without files, which every repository knows: of SHA-1, or of SHA-256.
    private static string EmptyTree(Worktree worktree) => worktree.Commit is { Length: 64 }
        ? "6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321"
        : "4b825dc642cb6eb9a060e54bf8d69288fbee4904";
}
