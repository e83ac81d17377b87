using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;
using PromptWatcher.Environments.Unix;
using PromptWatcher.Projects;

namespace PromptWatcher.Environments.Local;

/// <summary>Runs programs on pseudo-terminals of this machine: Linux and macOS.</summary>
public sealed class LocalEnvironment : IProjectEnvironment
{
    /// <summary>The key of this environment: <c>"local"</c>.</summary>
    public const string EnvironmentId = "local";

    private readonly LocalEnvironmentOptions _options;
    private readonly Func<EventLoop> _loop;
    private readonly bool _throughShell;
    private readonly ProcessTable _processes = new();
    private readonly ConcurrentDictionary<string, LocalPty?> _ptys = new();
    private readonly ConcurrentDictionary<string, GitWorkspace> _workspaces = new();
    private readonly EndedIds _ended = new();

    /// <summary>Makes one.</summary>
    /// <param name="options">How programs run; the defaults when it is <see langword="null"/>.</param>
    /// <exception cref="OptionsValidationException">An option is out of its range.</exception>
    public LocalEnvironment(LocalEnvironmentOptions? options = null)
        : this(options ?? new LocalEnvironmentOptions(), () => EventLoop.Shared, OperatingSystem.IsMacOS())
    {
    }

    internal LocalEnvironment(LocalEnvironmentOptions options, Func<EventLoop> loop, bool throughShell)
    {
        _options = options.Checked();
        _loop = loop;
        _throughShell = throughShell;
    }

    /// <inheritdoc/>
    /// <remarks>
    /// Without a <see cref="PtySpawnOptions.WorkingDirectory"/> the program starts in its <see cref="PtySpawnOptions.WorktreePath"/>, else in its session's worktree
    /// where a project is named, else where this process is.
    /// </remarks>
    /// <exception cref="PlatformNotSupportedException">This machine runs Windows.</exception>
    public async ValueTask<PtyProcess> SpawnPtyAsync(PtySpawnOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        cancellationToken.ThrowIfCancellationRequested();
        if (OperatingSystem.IsWindows())
        {
            throw new PlatformNotSupportedException(
                "The local environment needs the pseudo-terminals of Linux or macOS. On Windows, run the application inside WSL.");
        }

        Validate(options);
        string id = Reserve(options);
        try
        {
            LocalPty pty = Spawn(options, id, await DirectoryAsync(options, id, cancellationToken).ConfigureAwait(false));
            _ptys[id] = pty;
            _ = pty.Completion.ContinueWith(_ => Forget(id, pty), TaskScheduler.Default);
            return pty;
        }
        catch
        {
            _ptys.TryRemove(id, out LocalPty? _);
            throw;
        }
    }

    /// <inheritdoc/>
    /// <remarks>It is in <see cref="LocalEnvironmentOptions.RepositoryPath"/>; git is that of the PATH.</remarks>
    public GitWorkspace GetWorkspace(string projectId)
    {
        ArgumentNullException.ThrowIfNull(projectId);
        GitNames.ThrowIf("find a project's repository", NameTemplate.IdProblem("a project id", projectId));
        return _options.RepositoryPath is { } path ? _workspaces.GetOrAdd(projectId, id => GitWorkspace.Local(NameTemplate.FillProject(path, id)))
            : throw new EnvironmentException($"Cannot find the repository of project '{projectId}': this machine has no place for projects. "
                + $"Set {nameof(LocalEnvironmentOptions)}.{nameof(LocalEnvironmentOptions.RepositoryPath)}, or name a working directory to start without a worktree.");
    }

    /// <inheritdoc/>
    public ValueTask KillPtyAsync(string ptyId, CancellationToken cancellationToken = default) => Find(ptyId)?.KillAsync(cancellationToken) ?? ValueTask.CompletedTask;

    /// <inheritdoc/>
    public ValueTask ResizePtyAsync(string ptyId, TerminalSize size, CancellationToken cancellationToken = default)
    {
        size.Validated(nameof(size));
        return Find(ptyId)?.ResizeAsync(size, cancellationToken) ?? ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    /// <remarks>Only those of this object: a local terminal ends with the process that opened it.</remarks>
    public async IAsyncEnumerable<PtyInfo> ListPtysAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (LocalPty? pty in _ptys.Values)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (pty is not null)
                yield return pty.Info;
        }

        await ValueTask.CompletedTask.ConfigureAwait(false);
    }

    /// <inheritdoc/>
    /// <remarks>Always refused: a local terminal ends with the process that opened it, and inside that process it has one reader.</remarks>
    public ValueTask<PtyProcess> AttachPtyAsync(string ptyId, PtyAttachOptions? options = null, CancellationToken cancellationToken = default)
    {
        string message = $"Cannot take over the terminal '{ptyId}': a local terminal ends with the process that opened it. "
            + "Keep the PtyProcess that SpawnPtyAsync gave, or use the Docker environment for programs that must outlive their host.";
        throw _ptys.ContainsKey(ptyId) ? new EnvironmentException(message) : new PtyNotFoundException(message);
    }

    private async ValueTask<string> DirectoryAsync(PtySpawnOptions options, string id, CancellationToken cancellationToken)
    {
        if ((options.WorkingDirectory ?? options.WorktreePath) is { } named)
            return named;
        if (options.ProjectId is not { } project)
            return System.Environment.CurrentDirectory;
        return (await GetWorkspace(project).EnsureAsync(id, options.BranchStart, cancellationToken).ConfigureAwait(false)).Path;
    }

    private string Reserve(PtySpawnOptions options)
    {
        string id = options.SessionId ?? Guid.NewGuid().ToString("N")[..12];
        while (!_ptys.TryAdd(id, null))
        {
            if (!_ptys.TryGetValue(id, out LocalPty? last))
                continue;
            if (last is not { Completion.IsCompleted: true })
                throw new EnvironmentException($"Cannot start '{options.Command}': a terminal with the id '{id}' runs already. Choose another session id, or end that one first.");
            _ptys.TryRemove(new KeyValuePair<string, LocalPty?>(id, last));
        }

        return id;
    }

    private void Forget(string id, LocalPty pty)
    {
        _ended.Add(id);
        _ptys.TryRemove(new KeyValuePair<string, LocalPty?>(id, pty));
    }

    private LocalPty Spawn(PtySpawnOptions options, string id, string place)
    {
        string directory = Path.GetFullPath(place);
        if (!Directory.Exists(directory))
            throw new EnvironmentException($"Cannot start '{options.Command}' in '{place}': there is no such directory. Create it, or name another one.");

        string marker = Guid.NewGuid().ToString("N");
        Dictionary<string, string> variables = ProgramEnvironment.For(options, directory, marker);
        string path = CommandLookup.Find(options.Command, directory, variables);
        EventLoop loop = _loop();
        MasterTerminal terminal = MasterTerminal.Open(options.Size);
        SecretDirectory? secrets = null;
        try
        {
            if (options.Secrets.Count > 0)
            {
                secrets = SecretDirectory.Create(options.Secrets);
                variables[Secrets.Variable] = secrets.Path;
            }

            int process = ProcessSpawner.Spawn(path, options, directory, variables, terminal.SlavePath, _throughShell);
            var pty = new LocalPty(loop, terminal, new ProcessTree(_processes, process, marker), process, _options.KillGrace, options, id);
            _ = pty.Completion.ContinueWith(_ => secrets?.Dispose(), TaskScheduler.Default);
            return pty;
        }
        catch
        {
            terminal.Dispose();
            secrets?.Dispose();
            throw;
        }
    }

    private static void Validate(PtySpawnOptions options)
    {
        ArgumentNullException.ThrowIfNull(options.Command);
        options.Size.Validated(nameof(options.Size));
        if (options.Command.Length == 0)
            throw new EnvironmentException("Cannot start a program: the command is empty. Name a program, such as 'bash', or give its path.");
        if (options.WorkingDirectory is { Length: 0 })
            throw new EnvironmentException($"Cannot start '{options.Command}': the working directory is empty. Name one, or leave it out for that of this process.");
        if (options.Command.Contains('\0') || options.Arguments.Any(argument => argument.Contains('\0')))
            throw new ArgumentException("The command and its arguments must not contain a NUL character: a program cannot be given one.", nameof(options));
        Secrets.Check(options.Secrets);
    }

    /// <summary>The terminal, or <see langword="null"/> when it has ended.</summary>
    private LocalPty? Find(string ptyId)
    {
        if (_ptys.TryGetValue(ptyId, out LocalPty? pty))
            return pty;
        return _ended.Contains(ptyId)
            ? null
            : throw new PtyNotFoundException($"There is no local terminal with the id '{ptyId}'. Those that run: {(_ptys.IsEmpty ? "none" : string.Join(", ", _ptys.Keys))}.");
    }
}
