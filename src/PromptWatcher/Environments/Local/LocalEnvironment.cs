using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Runtime.Versioning;

namespace PromptWatcher.Environments.Local;

/// <summary>Runs programs on pseudo-terminals of this machine: Linux and macOS.</summary>
public sealed class LocalEnvironment : IEnvironmentAdapter
{
    /// <summary>The key of this environment: <c>"local"</c>.</summary>
    public const string EnvironmentId = "local";

    private readonly LocalEnvironmentOptions _options;
    private readonly Func<EventLoop> _loop;
    private readonly ProcessTable _processes = new();
    private readonly ConcurrentDictionary<string, LocalPty?> _ptys = new();

    /// <summary>Makes one.</summary>
    /// <param name="options">How programs run; the defaults when it is <see langword="null"/>.</param>
    public LocalEnvironment(LocalEnvironmentOptions? options = null)
        : this(options ?? new LocalEnvironmentOptions(), () => EventLoop.Shared)
    {
    }

    internal LocalEnvironment(LocalEnvironmentOptions options, Func<EventLoop> loop)
    {
        _options = options;
        _loop = loop;
    }

    /// <inheritdoc/>
    /// <exception cref="PlatformNotSupportedException">This machine runs Windows.</exception>
    public ValueTask<PtyProcess> SpawnPtyAsync(PtySpawnOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        cancellationToken.ThrowIfCancellationRequested();
        if (OperatingSystem.IsWindows())
        {
            throw new PlatformNotSupportedException(
                "The local environment needs the pseudo-terminals of Linux or macOS. On Windows, run the application inside WSL, or run programs in containers with the Docker environment.");
        }

        return new ValueTask<PtyProcess>(Spawn(options));
    }

    /// <inheritdoc/>
    public ValueTask KillPtyAsync(string ptyId, CancellationToken cancellationToken = default) => Find(ptyId).KillAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask ResizePtyAsync(string ptyId, TerminalSize size, CancellationToken cancellationToken = default) => Find(ptyId).ResizeAsync(size, cancellationToken);

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
    public ValueTask<PtyProcess> AttachPtyAsync(string ptyId, CancellationToken cancellationToken = default) =>
        throw new EnvironmentException($"Cannot take over the terminal '{ptyId}': a local terminal ends with the process that opened it. "
            + "Keep the PtyProcess that SpawnPtyAsync gave, or use the Docker environment for programs that must outlive their host.");

    [UnsupportedOSPlatform("windows")]
    private LocalPty Spawn(PtySpawnOptions options)
    {
        Validate(options);
        string id = options.SessionId ?? Guid.NewGuid().ToString("N")[..12];
        if (!_ptys.TryAdd(id, null))
            throw new EnvironmentException($"Cannot start '{options.Command}': a terminal with the id '{id}' runs already. Choose another session id, or end that one first.");
        try
        {
            LocalPty pty = Spawn(options, id);
            _ptys[id] = pty;
            _ = pty.Completion.ContinueWith(_ => _ptys.TryRemove(id, out LocalPty? _), TaskScheduler.Default);
            return pty;
        }
        catch
        {
            _ptys.TryRemove(id, out LocalPty? _);
            throw;
        }
    }

    [UnsupportedOSPlatform("windows")]
    private LocalPty Spawn(PtySpawnOptions options, string id)
    {
        string directory = Path.GetFullPath(options.WorkingDirectory ?? System.Environment.CurrentDirectory);
        if (!Directory.Exists(directory))
            throw new EnvironmentException($"Cannot start '{options.Command}' in '{options.WorkingDirectory}': there is no such directory. Create it, or name another one.");

        string marker = Guid.NewGuid().ToString("N");
        Dictionary<string, string> variables = ProgramEnvironment.For(options, directory, marker);
        string path = CommandLookup.Find(options.Command, directory, variables);
        MasterTerminal terminal = MasterTerminal.Open(options.Size);
        try
        {
            int process = ProcessSpawner.Spawn(path, options, directory, variables, terminal.SlavePath);
            return new LocalPty(_loop(), terminal, new ProcessTree(_processes, process, marker), process, _options.KillGrace, options, id);
        }
        catch
        {
            terminal.Dispose();
            throw;
        }
    }

    private static void Validate(PtySpawnOptions options)
    {
        options.Size.Validated(nameof(options.Size));
        if (options.Command.Length == 0)
            throw new EnvironmentException("Cannot start a program: the command is empty. Name a program, such as 'bash', or give its path.");
        if (options.Command.Contains('\0') || options.Arguments.Any(argument => argument.Contains('\0')))
            throw new ArgumentException("The command and its arguments must not contain a NUL character: a program cannot be given one.", nameof(options));
    }

    private LocalPty Find(string ptyId) => _ptys.TryGetValue(ptyId, out LocalPty? pty) && pty is not null
        ? pty
        : throw new EnvironmentException($"No local terminal has the id '{ptyId}'. Those that run: {(_ptys.IsEmpty ? "none" : string.Join(", ", _ptys.Keys))}.");
}
