using PromptWatcher.Environments;

namespace PromptWatcher.Projects;

public sealed partial class GitWorkspace
{
    /// <summary>Every worktree, the repository's own first.</summary>
    /// <exception cref="GitException">git could not tell them.</exception>
    public Task<IReadOnlyList<Worktree>> ListAsync(CancellationToken cancellationToken = default) => UseAsync(ListAsync, cancellationToken);

    /// <summary>Makes a session's worktree, on a branch of its own.</summary>
    /// <param name="sessionId">The session.</param>
    /// <param name="start">The branch, tag or commit that the branch begins at; the repository's present commit when it is <see langword="null"/>. A branch that is there already stays as it is.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    /// <exception cref="EnvironmentException">The id or the start will not do.</exception>
    /// <exception cref="GitException">git could not: the worktree is there already, say, or the disk is full.</exception>
    public Task<Worktree> AddAsync(string sessionId, string? start = null, CancellationToken cancellationToken = default)
    {
        CheckStart(sessionId, start);
        return UseAsync(git => MakeAsync(git, sessionId, start), cancellationToken);
    }

    /// <summary>A session's worktree, made where it is not, or made again where its directory is gone.</summary>
    /// <inheritdoc cref="AddAsync"/>
    public Task<Worktree> EnsureAsync(string sessionId, string? start = null, CancellationToken cancellationToken = default)
    {
        CheckStart(sessionId, start);
        return UseAsync(
            async git => (await ListAsync(git).ConfigureAwait(false)).FirstOrDefault(worktree => worktree.SessionId == sessionId && !worktree.IsMissing)
                ?? await MakeAsync(git, sessionId, start).ConfigureAwait(false),
            cancellationToken);
    }

    /// <summary>Removes a session's worktree. Its branch stays, with all that was committed. Nothing happens where there is none.</summary>
    /// <param name="sessionId">The session.</param>
    /// <param name="discard">Also when there is something in it that was not committed, which is then lost.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    /// <exception cref="GitException">git refused: something is not committed, say, or the worktree is locked.</exception>
    public Task RemoveAsync(string sessionId, bool discard = false, CancellationToken cancellationToken = default)
    {
        string path = PathOf(sessionId);
        return UseAsync(
            async git =>
            {
                if ((await ListAsync(git).ConfigureAwait(false)).All(worktree => worktree.SessionId != sessionId))
                    return false;
                string[] arguments = discard ? ["--force", "--", path] : ["--", path];
                await git.DoAsync($"remove the worktree of session '{sessionId}'", Root, ["worktree", "remove", .. arguments]).ConfigureAwait(false);
                return true;
            },
            cancellationToken);
    }

    /// <summary>Has git forget the worktrees whose directories are gone.</summary>
    /// <exception cref="GitException">git could not.</exception>
    public Task PruneAsync(CancellationToken cancellationToken = default) => UseAsync(git => git.DoAsync("prune worktrees", Root, "worktree", "prune"), cancellationToken);

    private async Task<IReadOnlyList<Worktree>> ListAsync(GitUse git) =>
        WorktreeList.Parse(await git.DoAsync("list worktrees", Root, "worktree", "list", "--porcelain", "-z").ConfigureAwait(false), SessionOf);

    private async Task<Worktree> MakeAsync(GitUse git, string sessionId, string? start)
    {
        (string path, string branch) = (PathOf(sessionId), BranchOf(sessionId));
        bool hasBranch = (await git.RunAsync(Root, "show-ref", "--verify", "--quiet", "refs/heads/" + branch).ConfigureAwait(false)).ExitCode == 0;

        // Each on its own, so that what another git has disturbed can be done again.
        if (!hasBranch)
            await git.DoAsync($"make the branch of session '{sessionId}'", Root, "branch", "--no-track", "--", branch, start ?? "HEAD").ConfigureAwait(false);

        // Forced, git takes the place of a worktree whose directory is gone, and of no other.
        await git.DoAsync($"make the worktree of session '{sessionId}'", Root, "worktree", "add", "--quiet", "--force", "--", path, branch).ConfigureAwait(false);
        return await FindAsync(git, sessionId).ConfigureAwait(false);
    }

    private async Task<Worktree> FindAsync(GitUse git, string sessionId) =>
        (await ListAsync(git).ConfigureAwait(false)).FirstOrDefault(worktree => worktree.SessionId == sessionId)
        ?? throw new EnvironmentException($"Session '{sessionId}' has no worktree at '{PathOf(sessionId)}'. Make one with {nameof(AddAsync)}.");

    private void CheckStart(string sessionId, string? start) =>
        GitNames.ThrowIf($"make the worktree '{PathOf(sessionId)}'", start is null ? null : GitNames.StartProblem(start));
}
