namespace PromptWatcher.Projects;

public sealed partial class GitWorkspace
{
    private RepositoryPlace? _place;

    /// <summary>Where git says that <see cref="Root"/> is.</summary>
    /// <param name="Path">Its path without links on the way, as git names worktrees.</param>
    /// <param name="Prefix">Where it is in its repository: empty for the top, else with a <c>/</c> at the end.</param>
    /// <param name="Common">What the worktrees share: the <c>.git</c> of the first.</param>
    private sealed record RepositoryPlace(string Path, string Prefix, string Common);

    private async Task<RepositoryPlace> PlaceAsync(GitUse git)
    {
        if (_place is { } known)
            return known;
        const string what = "find the repository";
        string said = await git.DoAsync(what, Root, "rev-parse", "--path-format=absolute", "--show-toplevel", "--show-prefix", "--git-common-dir").ConfigureAwait(false);
        return said.TrimEnd('\n').Split('\n') is [var top, var prefix, var common]
            ? _place = new RepositoryPlace($"{top}/{prefix}".TrimEnd('/'), prefix, common)
            : throw GitUse.TooOld($"Cannot {what}: in '{Root}' git said: {Printable.Line(said, 1_000)}", said);
    }

    /// <summary>A path of git's as users of <see cref="Root"/> know it.</summary>
    private string Shown(RepositoryPlace place, string path) => Moved(path, place.Path, Root);

    /// <summary>
    /// git's own options for a worktree, from what the repository has on record of it. Its <c>.git</c> file is not asked: whoever writes in the
    /// worktree could have it name a repository of theirs, with a configuration that runs programs.
    /// </summary>
    /// <exception cref="GitException">The repository has nothing on record.</exception>
    private async Task<string[]> OptionsOfAsync(GitUse git, Worktree worktree)
    {
        RepositoryPlace place = await PlaceAsync(git).ConfigureAwait(false);
        string entries = place.Common + "/worktrees", path = Moved(worktree.Path, Root, place.Path);
        GitResult found = await git.RunAsync(entries, Grep("*/gitdir")).ConfigureAwait(false);
        foreach (string line in found.Output.Split('\n'))
        {
            // "session-a/gitdir<NUL>/repo/.worktrees/session-a/.git"; relative to the entry where git is told so (since 2.48).
            if (line.Split('\0') is [var file, var gitFile] && file.Split('/') is [var entry, _]
                && Path.GetFullPath(gitFile, $"{entries}/{entry}") == path + "/.git")
                return [$"--git-dir={entries}/{entry}", $"--work-tree={path}"];
        }

        throw new GitException($"The repository at '{Root}' has no record of the worktree '{worktree.Path}' in '{entries}'. Run 'git worktree repair' there.", Printable.Line(found.Error, 1_000));
    }

    /// <summary>Prints the lines of files, whatever the user's settings for git grep: it is where git is, on this machine and in containers.</summary>
    internal static string[] Grep(string files) =>
        ["grep", "--no-index", "--no-color", "--no-line-number", "--no-column", "--no-heading", "--no-break", "--no-textconv", "--text", "--null", "--fixed-strings", "-e", "", "--", files];

    private static string Moved(string path, string from, string to) =>
        path == from ? to : path.StartsWith(from + "/", StringComparison.Ordinal) ? to + path[from.Length..] : path;
}
