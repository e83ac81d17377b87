using PromptWatcher.Environments;
using PromptWatcher.Sessions;

namespace PromptWatcher.Projects;

/// <summary>A project's repository, and the worktrees of its sessions: a branch and a directory for each.</summary>
/// <remarks>
/// Safe for concurrent use, also by several processes: git's own locks decide, and are waited for. It takes git 2.36 or newer. No program runs that
/// a configuration names, the repository's or the user's: no hook, monitor, pager, or helper for diffs, and no filter (<c>filter.*</c>) either, so
/// files of git-lfs are checked out as their pointers. Only <see cref="CloneAsync"/> runs what reaches its source: ssh or a proxy, as configured, and
/// helpers for passwords. A worktree's <c>.git</c> file is not trusted; the repository itself is, as git found it when it was first asked.
/// </remarks>
public sealed partial class GitWorkspace
{
    private readonly IGitAccess _access;
    private readonly string _worktrees;
    private readonly string _branch;
    private readonly TimeProvider _time;

    /// <param name="access">Where it is.</param>
    /// <param name="root">The repository's directory.</param>
    /// <param name="worktrees">The path of a session's worktree, with <c>{sessionId}</c> in it.</param>
    /// <param name="branch">The name of a session's branch, likewise.</param>
    /// <param name="time">The clock by which locks are waited for.</param>
    internal GitWorkspace(IGitAccess access, string root, string worktrees, string branch, TimeProvider time)
    {
        _access = access;
        Root = root;
        _worktrees = worktrees;
        _branch = branch;
        _time = time;
    }

    /// <summary>The repository's directory, in its environment.</summary>
    public string Root { get; }

    /// <summary>The workspace of a repository on this machine, with git on the PATH. Its worktrees are in <c>.worktrees/session-{sessionId}</c> in it, which git is told to ignore.</summary>
    /// <param name="directory">The repository's directory, which need not exist yet.</param>
    /// <param name="timeProvider">The clock by which locks are waited for; the machine's when it is <see langword="null"/>.</param>
    public static GitWorkspace Local(string directory, TimeProvider? timeProvider = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(directory);
        string root = Path.GetFullPath(directory);
        TimeProvider time = timeProvider ?? TimeProvider.System;
        return new GitWorkspace(new LocalGit(time), root, Path.Combine(root, ".worktrees", "session-" + NameTemplate.Session), "session-" + NameTemplate.Session, time);
    }

    /// <summary>Whether there is a repository with at least one commit, from which worktrees can be made.</summary>
    public Task<bool> ExistsAsync(CancellationToken cancellationToken = default) => UseAsync(IsThereAsync, cancellationToken, isNew: true);

    /// <summary>Makes an empty repository with one empty commit on the branch <c>main</c>. Nothing happens where there is one.</summary>
    /// <exception cref="GitException">git could not.</exception>
    public Task InitializeAsync(CancellationToken cancellationToken = default) => UseAsync(
        async git =>
        {
            if (await IsThereAsync(git).ConfigureAwait(false))
                return false;
            _place = null;
            await git.CreateDirectoryAsync(Root).ConfigureAwait(false);
            await git.GiveAsync(Root).ConfigureAwait(false);
            await git.DoAsync("make a repository", Root, "init", "--quiet", "--initial-branch=main").ConfigureAwait(false);
            await IgnoreWorktreesAsync(git).ConfigureAwait(false);

            // Not "git commit", which would take what the user has staged; and only where there is none by now.
            const string what = "make its first commit";
            string tree = await git.DoAsync(what, Root, "hash-object", "-t", "tree", "-w", "/dev/null").ConfigureAwait(false);
            string commit = await git.DoAsync(what, Root, "-c", "user.name=PromptWatcher", "-c", "user.email=promptwatcher@localhost", "commit-tree", "-m", "Begin", tree.Trim()).ConfigureAwait(false);
            GitResult made = await git.RunAsync(Root, "update-ref", "-m", "Begin", "HEAD", commit.Trim(), "").ConfigureAwait(false);
            return made.ExitCode == 0 || await IsThereAsync(git).ConfigureAwait(false) ? true : throw await git.FailureAsync(what, Root, made).ConfigureAwait(false);
        },
        cancellationToken, isNew: true);

    /// <summary>Copies a repository to here. Nothing happens where there is one.</summary>
    /// <param name="source">
    /// An absolute path where git runs, or a URL that begins with <c>https://</c>, <c>ssh://</c> or <c>git://</c>. A user and password in one of
    /// <c>https://</c> open it for this call, and are neither kept nor told.
    /// </param>
    /// <param name="branch">The branch to begin with; that of the source when it is <see langword="null"/>.</param>
    /// <param name="cancellationToken">Gives it up; what was copied so far is left, and the next call goes on with it.</param>
    /// <exception cref="EnvironmentException">The source or the branch will not do.</exception>
    /// <exception cref="GitException">git could not.</exception>
    public Task CloneAsync(string source, string? branch = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        GitNames.ThrowIf("clone a repository", GitNames.SourceProblem(source) ?? (branch is null ? null : GitNames.BranchProblem(branch)));
        GitSource from = GitSource.Of(source);
        return UseAsync(
            async git =>
            {
                if (await IsThereAsync(git).ConfigureAwait(false))
                    return false;
                _place = null;
                await git.CreateDirectoryAsync(Root).ConfigureAwait(false);
                await CopyAsync(git, $"clone {Printable.Quote(from.Address)}", from, branch).ConfigureAwait(false);
                return true;
            },
            cancellationToken, isNew: true, from.Address);
    }

    /// <summary>The worktree of a session: where it is, or would be.</summary>
    /// <exception cref="EnvironmentException">The id will not do.</exception>
    public string PathOf(string sessionId) => _worktrees.Replace(NameTemplate.Session, Checked(sessionId), StringComparison.Ordinal);

    /// <summary>The branch of a session.</summary>
    /// <exception cref="EnvironmentException">The id will not do.</exception>
    public string BranchOf(string sessionId) => _branch.Replace(NameTemplate.Session, Checked(sessionId), StringComparison.Ordinal);

    private async Task<T> UseAsync<T>(Func<GitUse, Task<T>> work, CancellationToken cancellationToken, bool isNew = false, string? source = null)
    {
        GitRunner git = await _access.OpenAsync(isNew, source, cancellationToken).ConfigureAwait(false);
        await using (git.ConfigureAwait(false))
            return await work(new GitUse(git, _time, cancellationToken)).ConfigureAwait(false);
    }

    // Not one that lies around it: in a directory of another repository, git would speak of that.
    private async Task<bool> IsThereAsync(GitUse git) =>
        await git.ExistsAsync(Root + "/.git").ConfigureAwait(false)
        && (await git.RunAsync(Root, "rev-parse", "--verify", "--quiet", "HEAD^{commit}").ConfigureAwait(false)).ExitCode == 0;

    private string Checked(string sessionId)
    {
        ArgumentNullException.ThrowIfNull(sessionId);
        GitNames.ThrowIf("name a worktree", NameTemplate.IdProblem("a session id", sessionId)
            ?? GitNames.BranchProblem(_branch.Replace(NameTemplate.Session, sessionId, StringComparison.Ordinal)));
        return sessionId;
    }

    private string? SessionOf(string path)
    {
        int at = _worktrees.IndexOf(NameTemplate.Session, StringComparison.Ordinal);
        ReadOnlySpan<char> before = _worktrees.AsSpan(0, at), after = _worktrees.AsSpan(at + NameTemplate.Session.Length);
        if (path.Length <= before.Length + after.Length || !path.StartsWith(before, StringComparison.Ordinal) || !path.AsSpan().EndsWith(after, StringComparison.Ordinal))
            return null;
        string id = path[before.Length..^after.Length];
        return SessionId.IsValid(id) ? id : null;
    }

    // What a person adds to the repository is not to be the worktrees in it. Asked first, git also knows of a .gitignore that says so.
    private async Task IgnoreWorktreesAsync(GitUse git)
    {
        if (!_worktrees.StartsWith(Root + "/", StringComparison.Ordinal))
            return;
        string parent = _worktrees[(Root.Length + 1)..(_worktrees.LastIndexOf('/') + 1)];
        if (parent.Length == 0 || (await git.RunAsync(Root, "check-ignore", "--quiet", "--no-index", "--", parent + "x").ConfigureAwait(false)).ExitCode == 0)
            return;
        RepositoryPlace place = await PlaceAsync(git).ConfigureAwait(false);
        await git.IgnoreAsync(place.Common + "/info/exclude", $"/{place.Prefix}{parent.Replace(NameTemplate.Session, "*", StringComparison.Ordinal)}").ConfigureAwait(false);
    }
}
