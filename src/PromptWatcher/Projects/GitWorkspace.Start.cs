namespace PromptWatcher.Projects;

public sealed partial class GitWorkspace
{
    /// <summary>Refs that keep where a session's branch began. They are as long as the branch is, and no push or fetch carries them unless told to.</summary>
    private const string Starts = "refs/promptwatcher/";
    private const string Branches = "refs/heads/";

    /// <summary>Makes a session's branch, and keeps where it began. One whose maker is killed in between is as one that somebody else made.</summary>
    private async Task MakeBranchAsync(GitUse git, string sessionId, string branch, string? start)
    {
        string what = $"make the branch of session '{sessionId}'";
        await git.DoAsync(what, Root, "branch", "--no-track", "--", branch, start ?? "HEAD").ConfigureAwait(false);
        await git.DoAsync(what, Root, "update-ref", Starts + branch, Branches + branch).ConfigureAwait(false);
    }

    /// <summary>The commit that a session's branch began at; for a branch that somebody else made, the one where it left the repository's present one.</summary>
    private async Task<string?> StartAsync(GitUse git, string sessionId, Worktree worktree, string[] options)
    {
        GitResult kept = await git.RunAsync(worktree.Path, [.. options, "rev-parse", "--verify", "--quiet", Starts + BranchOf(sessionId)]).ConfigureAwait(false);
        string start = kept.ExitCode == 0 ? kept.Output : await git.DoAsync("find the repository's commit", Root, "rev-parse", "HEAD").ConfigureAwait(false);

        // Where the branch was moved behind its start, that is no part of it any more.
        GitResult merged = await git.RunAsync(worktree.Path, [.. options, "merge-base", "HEAD", start.Trim()]).ConfigureAwait(false);
        return merged.ExitCode == 0 ? merged.Output.Trim() : null;
    }

    /// <summary>Removes what is kept of branches that are gone.</summary>
    private async Task ForgetStartsAsync(GitUse git)
    {
        const string what = "forget where branches began";
        HashSet<string> refs = [.. (await git.DoAsync(what, Root, "for-each-ref", "--format=%(refname)", Starts, Branches).ConfigureAwait(false)).Split('\n')];
        foreach (string name in refs.Where(name => name.StartsWith(Starts, StringComparison.Ordinal) && !refs.Contains(Branches + name[Starts.Length..])))
            await git.DoAsync(what, Root, "update-ref", "-d", name).ConfigureAwait(false);
    }
}
