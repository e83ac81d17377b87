namespace PromptWatcher.Projects;

public sealed partial class GitWorkspace
{
    private const string Head = "ref: refs/heads/";

    /// <summary>
    /// Copies in steps that each may be done again, by another process too: "git clone" refuses a directory in which one was killed. There is
    /// no commit before the last step is done, and no file is shared with the source: what an agent does to its copy must not reach the original.
    /// </summary>
    private async Task CopyAsync(GitUse git, string what, GitSource source, string? branch)
    {
        GitUse copying = git.Copying(source.Authorization);
        await copying.DoAsync(what, Root, "init", "--quiet", "--initial-branch=main").ConfigureAwait(false);
        await IgnoreWorktreesAsync(copying).ConfigureAwait(false);
        await copying.DoAsync(what, Root, "config", "remote.origin.url", source.Address).ConfigureAwait(false);
        await copying.DoAsync(what, Root, "config", "remote.origin.fetch", "+refs/heads/*:refs/remotes/origin/*").ConfigureAwait(false);
        await copying.DoAsync(what, Root, "fetch", "--quiet", "--tags", "origin").ConfigureAwait(false);
        string? main = MainBranch(await copying.DoAsync(what, Root, "ls-remote", "--symref", "origin", "HEAD").ConfigureAwait(false));
        if (main is not null)
            await copying.DoAsync(what, Root, "symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/" + main).ConfigureAwait(false);

        // Where the source is on no branch, or has no commit, which git then says.
        string? first = branch ?? main;
        if (first is null)
            await copying.DoAsync(what, Root, "fetch", "--quiet", "origin", "HEAD").ConfigureAwait(false);
        await git.GiveAsync(Root).ConfigureAwait(false);
        string[] begin = first is null ? ["--detach", "FETCH_HEAD"] : ["-B", first, "--track", "origin/" + first];
        await git.DoAsync(what, Root, ["checkout", "--quiet", "--force", .. begin, "--"]).ConfigureAwait(false);
    }

    // "ref: refs/heads/main<TAB>HEAD", where it is on a branch.
    private static string? MainBranch(string remote) => remote.Split('\n').FirstOrDefault(static line => line.StartsWith(Head, StringComparison.Ordinal))?[Head.Length..].Split('\t')[0];
}
