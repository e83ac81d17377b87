using PromptWatcher.Environments;

namespace PromptWatcher.Projects;

public sealed partial class GitWorkspace
{
    /// <summary>What git says of a worktree that it is about to make (builtin/worktree.c), and of one at which it was killed.</summary>
    private const string BeingMade = "initializing";

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
        return UseAsync(async git => await MakeAsync(git, sessionId, start, await ListAsync(git).ConfigureAwait(false)).ConfigureAwait(false), cancellationToken);
    }

    /// <summary>A session's worktree, made where it is not, or made again where its directory is gone. One that another git makes is waited for.</summary>
    /// <inheritdoc cref="AddAsync"/>
    public Task<Worktree> EnsureAsync(string sessionId, string? start = null, CancellationToken cancellationToken = default)
    {
        CheckStart(sessionId, start);
        return UseAsync(
            async git =>
            {
                IReadOnlyList<Worktree> all = await ListWholeAsync(git, sessionId).ConfigureAwait(false);
                return WorktreeOf(sessionId, all) is { IsMissing: false } found ? found : await MakeAsync(git, sessionId, start, all).ConfigureAwait(false);
            },
            cancellationToken);
    }

    /// <summary>Removes a session's worktree. Its branch stays, with all that was committed. Nothing happens where there is none.</summary>
    /// <param name="sessionId">The session.</param>
    /// <param name="discard">Also when there is something in it that was not committed, which is then lost, or when a git was killed that made or removed it.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    /// <exception cref="GitException">git refused: something is not committed, say, or the worktree is locked.</exception>
    public Task RemoveAsync(string sessionId, bool discard = false, CancellationToken cancellationToken = default)
    {
        string path = PathOf(sessionId);
        return UseAsync(
            async user =>
            {
                GitUse git = user.AsRoot();
                if (WorktreeOf(sessionId, await ListAsync(git).ConfigureAwait(false)) is not { } found)
                    return false;
                string[] force = !discard ? [] : found.LockReason == BeingMade ? ["--force", "--force"] : ["--force"];
                string[] remove = ["worktree", "remove", .. force, "--", path];

                // Without its .git file, git does not remove it.
                if (discard && (await git.RunAsync(Root, remove).ConfigureAwait(false)).ExitCode == 0)
                    return true;
                if (discard)
                    await git.RunAsync(Root, "worktree", "repair").ConfigureAwait(false);
                await git.DoAsync($"remove the worktree of session '{sessionId}'", Root, remove).ConfigureAwait(false);
                return true;
            },
            cancellationToken);
    }

    /// <summary>Has git forget the worktrees whose directories are gone, and where branches began that are gone.</summary>
    /// <exception cref="GitException">git could not.</exception>
    public Task PruneAsync(CancellationToken cancellationToken = default) => UseAsync(
        async git =>
        {
            await git.AsRoot().DoAsync("prune worktrees", Root, "worktree", "prune").ConfigureAwait(false);
            await ForgetStartsAsync(git).ConfigureAwait(false);
            return true;
        },
        cancellationToken);

    private async Task<IReadOnlyList<Worktree>> ListAsync(GitUse git)
    {
        RepositoryPlace place = await PlaceAsync(git).ConfigureAwait(false);
        string list = await git.DoAsync("list worktrees", Root, "worktree", "list", "--porcelain", "-z").ConfigureAwait(false);
        return [.. WorktreeList.Parse(list, path => SessionOf(Shown(place, path))).Select(worktree => worktree with { Path = Shown(place, worktree.Path) })];
    }

    private async Task<Worktree> MakeAsync(GitUse git, string sessionId, string? start, IReadOnlyList<Worktree> all)
    {
        (string path, string branch) = (PathOf(sessionId), BranchOf(sessionId));
        Worktree? own = WorktreeOf(sessionId, all);
        if (all.FirstOrDefault(worktree => worktree.Branch == branch && worktree != own) is { } taken)
        {
            string words = $"'{branch}' is already checked out at '{taken.Path}'";
            throw new GitException($"Cannot make the worktree of session '{sessionId}': {words}. What the session commits would move it there, too. Check out another branch there (git switch), and try again.", words);
        }

        if ((await git.RunAsync(Root, "show-ref", "--verify", "--quiet", Branches + branch).ConfigureAwait(false)).ExitCode != 0)
            await MakeBranchAsync(git, sessionId, branch, start).ConfigureAwait(false);
        await IgnoreWorktreesAsync(git).ConfigureAwait(false);

        // Forced, git takes the place of a worktree whose directory is gone; also a branch that is checked out elsewhere, so it is forced for nothing else.
        string[] force = own is { IsMissing: true } ? ["--force"] : [];
        await git.DoAsync($"make the worktree of session '{sessionId}'", Root, ["worktree", "add", "--quiet", .. force, "--", path, branch]).ConfigureAwait(false);
        return await FindAsync(git, sessionId).ConfigureAwait(false);
    }

    /// <summary>Every worktree, as soon as no other git makes the session's.</summary>
    private async Task<IReadOnlyList<Worktree>> ListWholeAsync(GitUse git, string sessionId)
    {
        IReadOnlyList<Worktree> all = [];
        bool isWhole = await git.WaitAsync(async () =>
        {
            all = await ListAsync(git).ConfigureAwait(false);
            return WorktreeOf(sessionId, all)?.LockReason != BeingMade;
        }).ConfigureAwait(false);
        return isWhole ? all : throw new GitException(
            $"The worktree of session '{sessionId}' at '{WorktreeOf(sessionId, all)!.Path}' is half made: git has it locked as '{BeingMade}'. Where no git is at it any more, one was killed: remove it with {nameof(RemoveAsync)} (discard), and make it again.", BeingMade);
    }

    private async Task<Worktree> FindAsync(GitUse git, string sessionId) => WorktreeOf(sessionId, await ListAsync(git).ConfigureAwait(false))
        ?? throw new EnvironmentException($"Session '{sessionId}' has no worktree at '{PathOf(sessionId)}'. Make one with {nameof(AddAsync)}.");

    private static Worktree? WorktreeOf(string sessionId, IReadOnlyList<Worktree> all) => all.FirstOrDefault(worktree => worktree.SessionId == sessionId);

    private void CheckStart(string sessionId, string? start) =>
        GitNames.ThrowIf($"make the worktree '{PathOf(sessionId)}'", start is null ? null : GitNames.StartProblem(start));
}
