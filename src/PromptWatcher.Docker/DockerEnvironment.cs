using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PromptWatcher.Docker.Containers;
using PromptWatcher.Docker.Engine;
using PromptWatcher.Docker.Execs;
using PromptWatcher.Docker.Hosts;
using PromptWatcher.Docker.Projects;
using PromptWatcher.Environments;
using PromptWatcher.Hosts;
using PromptWatcher.Hosts.Commands;
using PromptWatcher.Projects;
using PromptWatcher.Sessions;

namespace PromptWatcher.Docker;

/// <summary>
/// Runs each session in a container of its own, on a Docker engine or Podman. A session outlives the process that started it: the next one
/// finds it by its labels and takes it over.
/// </summary>
/// <remarks>Safe for concurrent use. Disposing it lets go of the terminals that can be taken over again, and ends the others.</remarks>
public sealed class DockerEnvironment : IProjectEnvironment, IAsyncDisposable, IDisposable
{
    /// <summary>The key of this environment where none is given: <c>"docker"</c>.</summary>
    public const string EnvironmentId = "docker";

    private static readonly TimeSpan WhileStarting = TimeSpan.FromMilliseconds(10);

    private readonly DockerEnvironmentOptions _options;
    private readonly Lazy<EngineClient> _engine;
    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<string, DockerPty?> _ptys = new();
    private readonly ConcurrentDictionary<string, GitWorkspace> _workspaces = new();
    private readonly EndedIds _ended = new();
    private readonly CancellationTokenSource _disposing = new();
    private readonly DateTimeOffset _since;

    /// <summary>Makes one. The engine is looked for at the first call.</summary>
    /// <param name="options">Where the engine is and how containers run; the defaults when it is <see langword="null"/>.</param>
    /// <exception cref="OptionsValidationException">An option is out of its range.</exception>
    public DockerEnvironment(DockerEnvironmentOptions? options = null)
        : this(options ?? new DockerEnvironmentOptions(), TimeProvider.System)
    {
    }

    internal DockerEnvironment(DockerEnvironmentOptions options, TimeProvider time)
    {
        _options = options.Checked();
        _time = time;
        _since = time.GetUtcNow();
        _engine = new Lazy<EngineClient>(() => new EngineClient(DockerEndpoint.Resolve(_options), _options.RequestTimeout), LazyThreadSafetyMode.PublicationOnly);
    }

    private EngineClient Engine => _engine.Value;

    /// <inheritdoc/>
    /// <param name="options">What to run; a <see cref="DockerSpawnOptions"/> says more about its container.</param>
    /// <param name="cancellationToken">Gives the start up, and removes what was made for it.</param>
    /// <exception cref="ObjectDisposedException">The environment has been disposed of, perhaps meanwhile.</exception>
    public async ValueTask<PtyProcess> SpawnPtyAsync(PtySpawnOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        string id = options.SessionId ?? Guid.NewGuid().ToString("N")[..12];
        string isTaken = $"Cannot start {Printable.Quote(options.Command)}: a terminal with the id {Printable.Quote(id)} runs already. Choose another session id, or end that one first.";

        // What is wrong with the options is told before an engine is looked for.
        return await HoldAsync(id, isTaken, async token => options is DockerSpawnOptions { Container: not null } inContainer
            ? await ExecStart.RunAsync(ExecSpec.Create(_options, inContainer, id), Engine, _options, inContainer, id, _time, token).ConfigureAwait(false)
            : await ContainerStart.RunAsync(ContainerSpec.Create(_options, options, id), Engine, _options, options, GetWorkspace, _time, token).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    /// <remarks>
    /// git runs in short-lived containers of <see cref="DockerEnvironmentOptions.GitImage"/> on the project's volume, without a network except to
    /// clone from one, and never on this machine.
    /// </remarks>
    public GitWorkspace GetWorkspace(string projectId)
    {
        ArgumentNullException.ThrowIfNull(projectId);
        GitNames.ThrowIf("find a project's repository", NameTemplate.IdProblem("a project id", projectId));
        return _workspaces.GetOrAdd(projectId, static (id, self) => new GitWorkspace(
            new DockerGit(self.Engine, self._options, id, self._time), self._options.RepositoryPath,
            NameTemplate.FillProject(self._options.WorktreePath, id), NameTemplate.FillProject(self._options.BranchName, id), self._time), this);
    }

    /// <inheritdoc/>
    /// <remarks>Whoever started it. A container that never started, or has ended, is removed.</remarks>
    public async ValueTask KillPtyAsync(string ptyId, CancellationToken cancellationToken = default)
    {
        if (Held(ptyId) is { } pty)
            await pty.KillAsync(cancellationToken).ConfigureAwait(false);
        else if (!_ended.Contains(ptyId))
            await Orphan.KillAsync(Engine, _options, await FindAsync(ptyId, cancellationToken).ConfigureAwait(false), _time, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask ResizePtyAsync(string ptyId, TerminalSize size, CancellationToken cancellationToken = default)
    {
        size.Validated(nameof(size));
        if (Held(ptyId) is { } pty)
            await pty.ResizeAsync(size, cancellationToken).ConfigureAwait(false);
        else if (!_ended.Contains(ptyId))
            await Engine.ResizeContainerAsync((await FindAsync(ptyId, cancellationToken).ConfigureAwait(false)).Id, size, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    /// <remarks>Those of every process of the same <see cref="DockerEnvironmentOptions.Owner"/>, and those that run in containers not of their own, of this object only.</remarks>
    public async IAsyncEnumerable<PtyInfo> ListPtysAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (ContainerSummary container in await Engine.ListContainersAsync([Labels.OwnedBy(_options.Owner)], cancellationToken).ConfigureAwait(false))
        {
            if (container.State is "running" or "paused" && Labels.TryRead(container.Labels, out Labels? labels))
                yield return labels.Describe(container.Id, container.Names[0].TrimStart('/'), DateTimeOffset.FromUnixTimeSeconds(container.Created)).Pty;
        }

        foreach (DockerPty? pty in _ptys.Values)
        {
            if (pty is ExecPty)
                yield return pty.Info;
        }
    }

    /// <inheritdoc/>
    /// <remarks>
    /// The program is made to paint its screen again, by a change of size and back to the size that it was started with. One that ended
    /// meanwhile is given with its exit, if its container is still there.
    /// </remarks>
    /// <exception cref="PtyLostException">Its container never started, so there is nothing to take over.</exception>
    public async ValueTask<PtyProcess> AttachPtyAsync(string ptyId, PtyAttachOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(ptyId);
        options ??= new PtyAttachOptions();
        options.Size?.Validated(nameof(options));
        if (Held(ptyId) is ExecPty)
        {
            throw new EnvironmentException($"Cannot take over the terminal '{ptyId}': it runs in a container not of its own, and the engine gives such a terminal to one client, once. "
                + $"Keep the PtyProcess that SpawnPtyAsync gave, or start it without {nameof(DockerSpawnOptions.Container)}.");
        }

        string isTaken = $"Cannot take over the terminal {Printable.Quote(ptyId)}: this environment holds it already. Keep the PtyProcess that it gave.";
        return await HoldAsync(ptyId, isTaken, async token => await ContainerTakeover.RunAsync(
            Engine, _options, await FindAsync(ptyId, token).ConfigureAwait(false), options, _time, token).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Removes the containers of this owner that no process took over in time: those that never started, that have exited, or that still
    /// run, when <see cref="DockerEnvironmentOptions.Lease"/> has passed since. Also those for git whose process has ended.
    /// </summary>
    /// <remarks>Containers that this object holds are never touched. Another process of the same owner is not asked: call it in one of them.</remarks>
    /// <returns>The ids of the sessions that were removed.</returns>
    public Task<IReadOnlyList<string>> SweepAsync(CancellationToken cancellationToken = default) =>
        ContainerSweep.RunAsync(Engine, _options, isHeld: id => _ptys.ContainsKey(id), _since, _time, cancellationToken);

    /// <summary>Makes a monitor of the terminals on the engine's host, whoever started them, containers and all.</summary>
    /// <remarks>
    /// It reads the host's processes through one container of <see cref="DockerEnvironmentOptions.HostImage"/>, which is gone when the monitor is stopped or
    /// this process ends. Stop it before this environment is disposed of.
    /// </remarks>
    /// <param name="sessions">Gets the terminals that are captured.</param>
    /// <param name="options">How they are found and captured; the defaults when it is <see langword="null"/>.</param>
    /// <param name="logger">Is told when the host cannot be read.</param>
    /// <exception cref="OptionsValidationException">An option is out of its range.</exception>
    public HostMonitor CreateHostMonitor(SessionManager sessions, HostMonitorOptions? options = null, ILogger<HostMonitor>? logger = null) =>
        new(sessions, DockerHost.Source(() => Engine, _options, (options ?? new HostMonitorOptions()).Checked(), new HostCommandAudit(logger), _time), options, _time, logger);

    /// <inheritdoc cref="Dispose"/>
    public async ValueTask DisposeAsync()
    {
        await _disposing.CancelAsync().ConfigureAwait(false);
        try
        {
            // Starts that are under way give up, or have a terminal by now.
            while (_ptys.Values.Contains(null))
                await Task.Delay(WhileStarting).ConfigureAwait(false);
            await Task.WhenAll(_ptys.Values.OfType<DockerPty>().Select(pty => pty.CanBeTakenOver ? pty.DetachAsync().AsTask() : pty.DisposeAsync().AsTask())).ConfigureAwait(false);
        }
        finally
        {
            if (_engine.IsValueCreated)
                _engine.Value.Dispose();
        }
    }

    /// <summary>Lets go of the terminals that can be taken over again, and ends the others.</summary>
    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    /// <summary>Takes the id; one whose program has just ended, or was just let go, is waited for until all that belongs to it is done.</summary>
    private async Task ReserveAsync(string id, string isTaken, CancellationToken cancellationToken)
    {
        while (!_ptys.TryAdd(id, null))
        {
            if (!_ptys.TryGetValue(id, out DockerPty? last))
                continue;
            if (last is not { Completion.IsCompleted: true })
                throw new EnvironmentException(isTaken);
            await last.Removed.WaitAsync(cancellationToken).ConfigureAwait(false);
            _ptys.TryRemove(new KeyValuePair<string, DockerPty?>(id, last));
        }
    }

    /// <summary>Has a terminal of this id while it runs, and nobody else.</summary>
    private async Task<DockerPty> HoldAsync(string id, string isTaken, Func<CancellationToken, Task<DockerPty>> start, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposing.IsCancellationRequested, this);
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _disposing.Token);
        await ReserveAsync(id, isTaken, giveUp.Token).ConfigureAwait(false);
        try
        {
            DockerPty pty = await start(giveUp.Token).ConfigureAwait(false);
            if (pty is ContainerPty container)
                container.Beside = () => _ptys.Values.OfType<ExecPty>().Where(exec => exec.IsIn(container)).Select(exec => exec.Output);
            _ptys[id] = pty;
            _ = pty.Removed.ContinueWith(_ => Forget(pty), TaskScheduler.Default);
            return pty;
        }
        catch (Exception error)
        {
            _ptys.TryRemove(id, out _);
            ObjectDisposedException.ThrowIf(error is OperationCanceledException && _disposing.IsCancellationRequested, this);
            throw;
        }
    }

    private void Forget(DockerPty pty)
    {
        if (pty.State == DockerPtyState.Exited)
            _ended.Add(pty.Id);
        _ptys.TryRemove(new KeyValuePair<string, DockerPty?>(pty.Id, pty));
    }

    private DockerPty? Held(string ptyId) => _ptys.GetValueOrDefault(ptyId);

    private async Task<ContainerSummary> FindAsync(string ptyId, CancellationToken cancellationToken)
    {
        IReadOnlyList<ContainerSummary> found = SessionId.IsValid(ptyId)
            ? await Engine.ListContainersAsync([Labels.OwnedBy(_options.Owner), Labels.OfSession(ptyId)], cancellationToken).ConfigureAwait(false)
            : [];
        return found.Count > 0
            ? found[0]
            : throw new PtyNotFoundException($"There is no terminal with the id {Printable.Quote(ptyId)} on {Engine.Endpoint.Address}: no container of owner '{_options.Owner}' has it as its label '{Labels.SessionKey}'. ListPtysAsync lists those that run.");
    }
}
