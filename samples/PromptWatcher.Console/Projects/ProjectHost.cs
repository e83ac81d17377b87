using PromptWatcher.Docker;
using PromptWatcher.Environments;
using PromptWatcher.Environments.Local;
using PromptWatcher.Projects;
using PromptWatcher.Sessions;
using PromptWatcher.Sqlite;
using PromptWatcher.Storage;

namespace PromptWatcher.Console.Projects;

/// <summary>What the verbs of projects share: the environments, and one file of records that all calls of the command write to.</summary>
internal sealed class ProjectHost : IAsyncDisposable
{
    private const string Variable = "PROMPTWATCHER_STORE";
    private const string Owner = "promptwatcher-command";

    private readonly SqliteSessionStore _store = new(StorePath);
    private readonly DockerEnvironment _docker;

    /// <param name="docker">How containers run.</param>
    /// <param name="project">The project that sessions are started in.</param>
    public ProjectHost(DockerEnvironmentOptions? docker = null, ProjectSource? project = null)
    {
        // Not that of applications, whose sessions are not this command's to end.
        docker ??= new DockerEnvironmentOptions();
        docker.Owner = Owner;
        _docker = new DockerEnvironment(docker);
        var local = new LocalEnvironment(new LocalEnvironmentOptions { RepositoryPath = project is null ? null : DirectoryOf(project) });
        Manager = new SessionManager(
            new Dictionary<string, IEnvironmentAdapter> { [LocalEnvironment.EnvironmentId] = local, [DockerEnvironment.EnvironmentId] = _docker },
            new PromptWatcherOptions { DetachOnDispose = true }, store: _store);
    }

    public SessionManager Manager { get; }

    private static string StorePath => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given ? given
        : Path.Combine(Environment.GetEnvironmentVariable("XDG_STATE_HOME") is { Length: > 0 } state ? state : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local", "state"), "promptwatcher", "sessions.db");

    /// <summary>The repository of a project: a volume's, or that of the directory itself.</summary>
    public GitWorkspace WorkspaceOf(ProjectSource project, bool isContainer) => isContainer ? _docker.GetWorkspace(project.Id)
        : GitWorkspace.Local(DirectoryOf(project));

    /// <summary>The repository of a session's worktree; <see langword="null"/> for a session without one.</summary>
    public GitWorkspace? WorkspaceOf(SessionRecord record) => record switch
    {
        { WorktreePath: null } or { ProjectId: null } => null,
        { EnvironmentId: DockerEnvironment.EnvironmentId, ProjectId: { } project } => _docker.GetWorkspace(project),
        { WorktreePath: { } path } => GitWorkspace.Local(Path.GetDirectoryName(Path.GetDirectoryName(path))!),
    };

    /// <exception cref="UsageException">There is no record of that session.</exception>
    public async Task<SessionRecord> FindAsync(string sessionId) => await Manager.Store.FindAsync(sessionId)
        ?? throw new UsageException($"There is no session '{sessionId}'. \"promptwatcher ps\" lists those that are on record.");

    /// <summary>Makes way for another session of an id: what a command that was killed has left of the last one goes, and one that runs stays.</summary>
    public async Task MakeWayAsync(string sessionId, CancellationToken cancellationToken)
    {
        if (await Manager.Store.FindAsync(sessionId, cancellationToken) is { IsOver: false })
            await Manager.ReconcileAsync(cancellationToken);
        if (await Manager.Store.FindAsync(sessionId, cancellationToken) is { IsOver: true, EnvironmentId: DockerEnvironment.EnvironmentId })
            await ClearAsync(sessionId, cancellationToken);
    }

    /// <summary>Removes what a session in a container has left: its container, whatever state that is in, and git's of commands that were killed.</summary>
    public async Task ClearAsync(string sessionId, CancellationToken cancellationToken)
    {
        try
        {
            await _docker.KillPtyAsync(sessionId, cancellationToken);
        }
        catch (PtyNotFoundException)
        {
            // It is gone, as it should be.
        }

        await _docker.SweepAsync(cancellationToken);
    }

    private static string DirectoryOf(ProjectSource project) =>
        project.IsDirectory ? project.Place : Path.Combine(Path.GetDirectoryName(Path.GetFullPath(StorePath))!, "projects", project.Id);

    public async ValueTask DisposeAsync()
    {
        await Manager.DisposeAsync();
        await _docker.DisposeAsync();
        _store.Dispose();
    }
}
