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

    private readonly SqliteSessionStore _store = new(StorePath);
    private readonly DockerEnvironment _docker;

    public ProjectHost(DockerEnvironmentOptions? docker = null)
    {
        _docker = new DockerEnvironment(docker);
        Manager = new SessionManager(
            new Dictionary<string, IEnvironmentAdapter> { [LocalEnvironment.EnvironmentId] = new LocalEnvironment(), [DockerEnvironment.EnvironmentId] = _docker },
            new PromptWatcherOptions { DetachOnDispose = true }, store: _store);
    }

    public SessionManager Manager { get; }

    private static string StorePath => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given ? given
        : Path.Combine(Environment.GetEnvironmentVariable("XDG_STATE_HOME") is { Length: > 0 } state ? state : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local", "state"), "promptwatcher", "sessions.db");

    /// <summary>The repository of a project: a volume's, or that of the directory itself.</summary>
    public GitWorkspace WorkspaceOf(ProjectSource project, bool isContainer) => isContainer ? _docker.GetWorkspace(project.Id)
        : project.IsDirectory ? GitWorkspace.Local(project.Place)
        : GitWorkspace.Local(Path.Combine(Path.GetDirectoryName(StorePath)!, "projects", project.Id));

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

    public async ValueTask DisposeAsync()
    {
        await Manager.DisposeAsync();
        await _docker.DisposeAsync();
        _store.Dispose();
    }
}
