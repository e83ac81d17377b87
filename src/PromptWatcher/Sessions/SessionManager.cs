using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using PromptWatcher.Detection;
using PromptWatcher.Diagnostics;
using PromptWatcher.Environments;
using PromptWatcher.Environments.Local;
using PromptWatcher.Environments.Replay;
using PromptWatcher.Storage;

namespace PromptWatcher.Sessions;

/// <summary>Starts sessions in their environments and keeps them.</summary>
/// <remarks>Safe for concurrent use. Disposing it ends every session.</remarks>
public sealed partial class SessionManager : IAsyncDisposable, IDisposable
{
    /// <summary>Ended sessions that stay readable at once; each keeps a screen and its scrollback, up to some 200 KiB.</summary>
    private const int MostEnded = 100;

    private readonly IReadOnlyDictionary<string, IEnvironmentAdapter> _environments;
    private readonly PromptWatcherOptions _options;
    private readonly TimeProvider _time;
    private readonly bool _ownsProfiles;
    private readonly ILogger _logger;
    private readonly SessionRecorder _recorder;
    private readonly ConcurrentDictionary<TerminalSession, Task> _recording = new();
    private readonly ConcurrentDictionary<string, TerminalSession?> _sessions = new();
    private readonly ConcurrentQueue<TerminalSession> _ended = new();
    private int _running;
    private volatile bool _disposed;

    /// <summary>Makes one with the environments <c>"local"</c> (this machine) and <c>"replay"</c> (recordings).</summary>
    /// <exception cref="OptionsValidationException">A limit is out of its range.</exception>
    public SessionManager(PromptWatcherOptions? options = null)
        : this(new Dictionary<string, IEnvironmentAdapter> { [LocalEnvironment.EnvironmentId] = new LocalEnvironment(), [ReplayEnvironment.EnvironmentId] = new ReplayEnvironment() }, options)
    {
    }

    /// <summary>Makes one with environments of one's own.</summary>
    /// <param name="environments">The environments by their ids.</param>
    /// <param name="options">The limits; the defaults when it is <see langword="null"/>.</param>
    /// <param name="timeProvider">The clock of all detection; the machine's when it is <see langword="null"/>.</param>
    /// <param name="logger">Is told of starts and ends, never of a terminal's content.</param>
    /// <param name="profiles">The profiles; made of <see cref="PromptWatcherOptions.Profiles"/> when it is <see langword="null"/>.</param>
    /// <param name="store">Keeps what becomes of sessions; an <see cref="InMemorySessionStore"/> when it is <see langword="null"/>. It is not disposed of.</param>
    /// <exception cref="OptionsValidationException">A limit is out of its range.</exception>
    public SessionManager(
        IReadOnlyDictionary<string, IEnvironmentAdapter> environments,
        PromptWatcherOptions? options = null,
        TimeProvider? timeProvider = null,
        ILogger<SessionManager>? logger = null,
        AgentProfileStore? profiles = null,
        ISessionStore? store = null)
    {
        ArgumentNullException.ThrowIfNull(environments);
        _environments = environments;
        _options = (options ?? new PromptWatcherOptions()).Checked();
        _time = timeProvider ?? TimeProvider.System;
        _logger = (ILogger?)logger ?? NullLogger.Instance;
        _ownsProfiles = profiles is null;
        Profiles = profiles ?? new AgentProfileStore(_options.Profiles, _time);
        Store = store ?? new InMemorySessionStore();
        _recorder = new SessionRecorder(Store, _time, _logger);
    }

    /// <summary>The agents' profiles, which new sessions use and running ones take over when they change.</summary>
    public AgentProfileStore Profiles { get; }

    /// <summary>What became of sessions: each one's record follows it by itself.</summary>
    public ISessionStore Store { get; }

    /// <summary>The sessions that run, and the last 100 of those that ended not longer ago than <see cref="PromptWatcherOptions.RetainExited"/>.</summary>
    public IReadOnlyCollection<TerminalSession> Sessions => [.. _sessions.Values.OfType<TerminalSession>()];

    /// <summary>The ids of the environments that sessions can be started in.</summary>
    public IReadOnlyCollection<string> Environments => [.. _environments.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Finds a session by its id.</summary>
    public bool TryGet(string sessionId, [NotNullWhen(true)] out TerminalSession? session) => _sessions.TryGetValue(sessionId, out session) && session is not null;

    /// <summary>Starts a program on a new terminal and watches it.</summary>
    /// <exception cref="EnvironmentException">The program could not be started, or the environment, the agent or the session id will not do; the message says what will.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The size is outside the limits of <see cref="TerminalSize"/>.</exception>
    public async ValueTask<TerminalSession> StartAsync(PtySpawnOptions options, SessionOptions? sessionOptions = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        sessionOptions = (sessionOptions ?? new SessionOptions()).Checked();
        string environmentId = options.EnvironmentId ?? LocalEnvironment.EnvironmentId;
        IEnvironmentAdapter environment = FindEnvironment(environmentId);
        AgentProfile? profile = FindProfile(sessionOptions.Agent ?? options.Agent) ?? Profiles.Current.Recognize(options.Command, options.Arguments);
        options.Size.Validated(nameof(options.Size));
        string id = Reserve(options.SessionId);
        PtyProcess process;
        SessionRecord? record = null;
        var span = SessionSpan.Begin(id, environmentId, _time);
        try
        {
            record = await BeginAsync(id, options, environment, environmentId, profile?.Id, cancellationToken).ConfigureAwait(false);

            // Inline: the session's parser runs where the bytes arrive, and never blocks there.
            using (span.Spawn())
            {
                process = await environment.SpawnPtyAsync(
                    options with { SessionId = id, ReaderScheduler = System.IO.Pipelines.PipeScheduler.Inline }, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception error)
        {
            span.Failed(error);
            if (record is not null)
                await _recorder.FailAsync(record, error).ConfigureAwait(false);
            Release(id);
            throw;
        }

        TerminalSession session = Keep(id, process, options.Size, profile, sessionOptions, span, new SessionPlace(environmentId, record.ProjectId, record.WorktreePath, record.Command));
        Record(session, record);
        if (_disposed)
        {
            await session.DisposeAsync().ConfigureAwait(false);
            throw new ObjectDisposedException(nameof(SessionManager), $"The manager was disposed while '{options.Command}' was started; the program has been ended.");
        }

        if (options.InitialPrompt is { Length: > 0 } prompt)
            _ = ReportAsync(session, session.BeginInitialPrompt(prompt));
        return session;
    }

    /// <summary>Takes a running terminal over again, that an earlier process started or that was let go, and watches it.</summary>
    /// <param name="environmentId">The environment that it runs in.</param>
    /// <param name="ptyId">One of those that the environment lists.</param>
    /// <param name="size">The size that it gets; that which it was started with when it is <see langword="null"/>.</param>
    /// <param name="sessionOptions">How the session treats it.</param>
    /// <param name="cancellationToken">Gives the attempt up.</param>
    /// <exception cref="EnvironmentException">There is no such terminal, or it cannot be taken over, or there is a session of its id.</exception>
    public async ValueTask<TerminalSession> AttachAsync(
        string environmentId, string ptyId, TerminalSize? size = null, SessionOptions? sessionOptions = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(ptyId);
        sessionOptions = (sessionOptions ?? new SessionOptions()).Checked();
        size?.Validated(nameof(size));
        IEnvironmentAdapter environment = FindEnvironment(environmentId);
        AgentProfile? named = FindProfile(sessionOptions.Agent);
        string id = Reserve(ptyId);
        var span = SessionSpan.Begin(id, environmentId, _time);
        try
        {
            PtyProcess process = await environment.AttachPtyAsync(
                ptyId, new PtyAttachOptions { Size = size, ReaderScheduler = System.IO.Pipelines.PipeScheduler.Inline }, cancellationToken).ConfigureAwait(false);
            AgentProfile? profile = named ?? ProfileOf(process.Info);
            SessionRecord? former = await _recorder.FindAsync(id).ConfigureAwait(false);
            SessionRecord record = _recorder.Adopt(id, former, process.Info, environmentId, profile?.Id);
            TerminalSession session = Keep(id, process, process.Info?.Size ?? size ?? TerminalSize.Default, profile, sessionOptions, span, new SessionPlace(environmentId, record.ProjectId, record.WorktreePath, record.Command));
            Record(session, record, former);
            return session;
        }
        catch (Exception error)
        {
            span.Failed(error);
            Release(id);
            throw;
        }
    }

    /// <summary>Watches a terminal that somebody else started. The session owns it from now on.</summary>
    /// <param name="process">The terminal; nothing of its output may have been read.</param>
    /// <param name="size">Its size.</param>
    /// <param name="options">How the session treats it.</param>
    /// <exception cref="EnvironmentException">The agent is unknown, or there are too many sessions.</exception>
    public TerminalSession Adopt(PtyProcess process, TerminalSize size, SessionOptions? options = null) => AdoptAs(null, process, size, options);

    /// <summary>The same, with the session's id.</summary>
    /// <exception cref="EnvironmentException">There is a session of that id, or as before.</exception>
    internal TerminalSession AdoptAs(string? sessionId, PtyProcess process, TerminalSize size, SessionOptions? options)
    {
        ArgumentNullException.ThrowIfNull(process);
        options = (options ?? new SessionOptions()).Checked();
        size.Validated(nameof(size));
        AgentProfile? profile = FindProfile(options.Agent);
        string id = Reserve(sessionId);
        return Keep(id, process, size, profile, options, SessionSpan.Begin(id, null, _time), new SessionPlace(null, process.Info?.ProjectId, null, process.Info?.Command is [var program, ..] ? program : null));
    }

    /// <summary>Ends every session, or lets it go as <see cref="PromptWatcherOptions.DetachOnDispose"/> says, and waits until they are gone.</summary>
    public async ValueTask DisposeAsync()
    {
        _disposed = true;
        TellWatchers();
        await Task.WhenAll(Sessions.Select(session =>
            (_options.DetachOnDispose && session.Process.CanBeTakenOver ? session.DetachAsync() : session.DisposeAsync()).AsTask())).ConfigureAwait(false);
        await Task.WhenAll(_recording.Values).ConfigureAwait(false);
        _sessions.Clear();
        _ended.Clear();
        if (_ownsProfiles)
            Profiles.Dispose();
    }

    /// <inheritdoc cref="DisposeAsync"/>
    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    private TerminalSession Keep(string id, PtyProcess process, TerminalSize size, AgentProfile? profile, SessionOptions options, SessionSpan span, SessionPlace place)
    {
        var session = new TerminalSession(id, process, size, profile, options, _time, Profiles, _logger) { Place = place };
        _sessions[id] = session;
        TellWatchers();
        _logger.SessionStarted(id, profile?.Id ?? "generic");
        span.Started(profile?.Id);
        _ = ForgetAsync(session, span);
        return session;
    }

    private async Task ForgetAsync(TerminalSession session, SessionSpan span)
    {
        await ((Task)session.Completion).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
        span.Ended(session.Completion);
        Interlocked.Decrement(ref _running);
        if (session.Completion.Exception?.InnerException is PtyDetachedException)
            _logger.SessionDetached(session.Id);
        else if (session.Completion.IsFaulted)
            _logger.SessionLost(session.Id, session.Completion.Exception.InnerException!);
        else
            _logger.SessionExited(session.Id, session.Completion.Result);

        _ended.Enqueue(session);
        while (_ended.Count > MostEnded && _ended.TryDequeue(out TerminalSession? oldest))
            await oldest.DisposeAsync().ConfigureAwait(false);
        await session.Released.WaitAsync(_options.RetainExited, _time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _sessions.TryRemove(new KeyValuePair<string, TerminalSession?>(session.Id, session));
        TellWatchers();
        await session.DisposeAsync().ConfigureAwait(false);
    }

    private async Task ReportAsync(TerminalSession session, Task initialPrompt)
    {
        await initialPrompt.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
        if (initialPrompt.Exception?.InnerException is { } reason)
            _logger.InitialPromptFailed(session.Id, reason);
    }

    private string Reserve(string? sessionId)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        string id = sessionId ?? Guid.NewGuid().ToString("N")[..12];
        if (!SessionId.IsValid(id))
            throw new EnvironmentException($"'{id}' cannot be a session id. Use 1 to {SessionId.MaxLength} letters, digits, '-', '_' and '.', beginning with a letter or digit.");
        while (!_sessions.TryAdd(id, null))
        {
            if (!_sessions.TryGetValue(id, out TerminalSession? last))
                continue;
            if (last is not { Released.IsCompleted: true })
                throw new EnvironmentException($"Cannot start session '{id}': there is one of that id. Choose another id, or dispose that session first.");
            _sessions.TryRemove(new KeyValuePair<string, TerminalSession?>(id, last));
        }

        if (Interlocked.Increment(ref _running) <= _options.MaxSessions)
            return id;
        Release(id);
        throw new EnvironmentException($"Cannot start another session: {_options.MaxSessions} run, which is the limit. End one, or raise {nameof(PromptWatcherOptions)}.{nameof(PromptWatcherOptions.MaxSessions)}.");
    }

    private void Release(string id)
    {
        _sessions.TryRemove(id, out _);
        Interlocked.Decrement(ref _running);
    }

    private IEnvironmentAdapter FindEnvironment(string id) => _environments.TryGetValue(id, out IEnvironmentAdapter? environment)
        ? environment
        : throw new UnknownIdException("environment", id, _environments.Keys);

    /// <summary>An agent that this process does not know is watched by the structure of its screen.</summary>
    private AgentProfile? ProfileOf(PtyInfo? info) => info switch
    {
        { Agent: { } agent } when Profiles.Current.TryGet(agent, out AgentProfile? profile) => profile,
        { Command: { Count: > 0 } command } => Profiles.Current.Recognize(command[0], [.. command.Skip(1)]),
        _ => null,
    };

    private AgentProfile? FindProfile(string? id) => id is null ? null : Profiles.Current.Get(id);
}
