using System.Globalization;
using System.Text;
using PromptWatcher.Environments;

namespace PromptWatcher.Projects;

public sealed partial class GitWorkspace
{
    /// <summary>New files that a patch shows the text of; the others are only named.</summary>
    private const int MostNewFiles = 100;

    // Whatever the user has configured. Renames are told as a file that is gone and one that is new, each under its own name; of a submodule, its
    // commit is told: in its repository, which is the agent's own, git would run a git of its configuration.
    private static readonly string[] Diff =
        ["diff", "--no-ext-diff", "--no-textconv", "--no-renames", "--no-color", "--no-relative", "--submodule=short", "--ignore-submodules=dirty"];

    private static readonly string[] Patch = [.. Diff, "--binary", "--unified=3", "--inter-hunk-context=0", "--src-prefix=a/", "--dst-prefix=b/"];

    /// <summary>What a session has changed since its branch began: files, lines and commits.</summary>
    /// <exception cref="EnvironmentException">The session has no worktree.</exception>
    /// <exception cref="GitException">git could not tell.</exception>
    /// <remarks>A branch that this class has not made begins where it left the repository's present commit.</remarks>
    public Task<WorktreeChanges> GetChangesAsync(string sessionId, CancellationToken cancellationToken = default) => UseAsync(
        async git =>
        {
            (Worktree worktree, string[] options, string? begin) = await BaseAsync(git, sessionId).ConfigureAwait(false);
            string numstat = await git.DoAsync(What(sessionId), worktree.Path, [.. options, .. Diff, "--numstat", "-z", begin ?? EmptyTree(worktree)]).ConfigureAwait(false);
            string untracked = await UntrackedAsync(git, sessionId, worktree, options).ConfigureAwait(false);
            string count = await git.DoAsync(What(sessionId), worktree.Path, [.. options, "rev-list", "--count", begin is null ? "HEAD" : begin + "..HEAD"]).ConfigureAwait(false);
            return new WorktreeChanges(worktree, begin, int.Parse(count, NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture), WorktreeChanges.ParseFiles(numstat, untracked));
        },
        cancellationToken);

    /// <summary>
    /// The same as a patch that <c>git apply</c> takes: what was committed, what was not, and the text of up to 100 new files. What else is new, and
    /// repositories in it, and files that were gone when their turn came, are named in lines that begin with <c>#</c>.
    /// </summary>
    /// <exception cref="GitOutputException">The patch, or that of one new file, has more than 16 MiB.</exception>
    /// <inheritdoc cref="GetChangesAsync"/>
    public Task<string> GetPatchAsync(string sessionId, CancellationToken cancellationToken = default) => UseAsync(
        async git =>
        {
            (Worktree worktree, string[] options, string? begin) = await BaseAsync(git, sessionId).ConfigureAwait(false);
            var patch = new StringBuilder(await git.DoAsync(What(sessionId), worktree.Path, [.. options, .. Patch, begin ?? EmptyTree(worktree)]).ConfigureAwait(false));
            string[] added = (await UntrackedAsync(git, sessionId, worktree, options).ConfigureAwait(false)).Split('\0', StringSplitOptions.RemoveEmptyEntries);
            int shown = 0;
            foreach (string file in added)
            {
                if (file.EndsWith('/'))
                    patch.Append(Note("new repository", file));
                else if (shown++ >= MostNewFiles)
                    patch.Append(Note("new file", file));
                else
                    patch.Append(await NewFileAsync(git, sessionId, worktree, options, file).ConfigureAwait(false));
            }

            return patch.ToString();
        },
        cancellationToken);

    private static string What(string sessionId) => $"compare the worktree of session '{sessionId}'";

    // On one line, whatever the name: it must not be read as a part of the patch.
    private static string Note(string what, string file) => $"# {what}: {(Printable.HasHidden(file) ? Printable.Quote(file) : file)}\n";

    private static async Task<string> NewFileAsync(GitUse git, string sessionId, Worktree worktree, string[] options, string file)
    {
        // It tells a difference by exit code 1, and by the same that the file is gone.
        GitResult result = await git.RunAsync(worktree.Path, [.. options, .. Patch, "--no-index", "--", "/dev/null", file]).ConfigureAwait(false);
        return result.ExitCode > 1 ? throw await git.FailureAsync(What(sessionId), worktree.Path, result).ConfigureAwait(false)
            : result.Output.Length > 0 ? result.Output
            : Note("new file, gone meanwhile", file);
    }

    /// <summary>Files that git does not know yet; a repository among them is its directory, which ends with <c>/</c>.</summary>
    private static Task<string> UntrackedAsync(GitUse git, string sessionId, Worktree worktree, string[] options) =>
        git.DoAsync(What(sessionId), worktree.Path, [.. options, "ls-files", "--others", "--exclude-standard", "-z"]);

    private async Task<(Worktree Worktree, string[] Options, string? Base)> BaseAsync(GitUse git, string sessionId)
    {
        Worktree worktree = await FindAsync(git, sessionId).ConfigureAwait(false);
        if (worktree.IsMissing)
            throw new EnvironmentException($"The worktree of session '{sessionId}' at '{worktree.Path}' is gone. {nameof(EnsureAsync)} makes it again from its branch, with what was committed.");
        string[] options = await OptionsOfAsync(git, worktree).ConfigureAwait(false);
        return (worktree, options, await StartAsync(git, sessionId, worktree, options).ConfigureAwait(false));
    }

    // The number of the tree without files, which every repository knows: of SHA-1, or of SHA-256.
    private static string EmptyTree(Worktree worktree) => worktree.Commit is { Length: 64 }
        ? "6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321"
        : "4b825dc642cb6eb9a060e54bf8d69288fbee4904";
}
