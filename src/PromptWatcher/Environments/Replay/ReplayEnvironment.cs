using System.Collections.Concurrent;
using System.Globalization;

namespace PromptWatcher.Environments.Replay;

/// <summary>Plays recordings (asciicast versions 2 and 3, plain or gzip) as if their programs ran.</summary>
/// <remarks>
/// <see cref="PtySpawnOptions.Command"/> names the file. The recording has its own terminal size and its own time
/// (<see cref="PtyProcess.Clock"/>); typed input is discarded. The playback starts with the first read of <see cref="PtyProcess.Reader"/>.
/// </remarks>
public sealed class ReplayEnvironment : IEnvironmentAdapter
{
    /// <summary>The key that this environment is registered under.</summary>
    public const string EnvironmentId = "replay";

    private const string IdPrefix = EnvironmentId + "-";

    private readonly ConcurrentDictionary<string, (ReplayPty Pty, PtyInfo Info)> _ptys = new();
    private readonly ReplayOptions _options;
    private readonly TimeProvider _time;
    private int _count;

    /// <summary>Makes one that plays at the recordings' own pace.</summary>
    public ReplayEnvironment()
        : this(new ReplayOptions())
    {
    }

    /// <summary>Makes one.</summary>
    /// <param name="options">How recordings are played.</param>
    /// <param name="timeProvider">The clock by which a playback waits; the machine's when it is <see langword="null"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The speed is not above 0.</exception>
    public ReplayEnvironment(ReplayOptions options, TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (!(options.Speed > 0))
        {
            throw new ArgumentOutOfRangeException(nameof(options), options.Speed,
                "The speed of a replay is above 0: 1 is the recording's own pace, ReplayOptions.AsFastAsPossible never waits.");
        }

        _options = options;
        _time = timeProvider ?? TimeProvider.System;
    }

    /// <inheritdoc/>
    public async ValueTask<PtyProcess> SpawnPtyAsync(PtySpawnOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Arguments.Count > 0)
        {
            throw new EnvironmentException($"Cannot play {options.Command}: a recording takes no arguments, and {options.Arguments.Count} "
                + "came with it. Give the path of one file as the command.");
        }

        string path = options.WorkingDirectory is { } directory ? Path.Combine(directory, options.Command) : options.Command;
        Asciicast cast = await Asciicast.OpenAsync(path, cancellationToken).ConfigureAwait(false);
        var pty = new ReplayPty($"{IdPrefix}{Interlocked.Increment(ref _count)}", cast, options.ReaderScheduler, _options, _time);
        _ptys[pty.Id] = (pty, new PtyInfo(pty.Id, options.SessionId, [options.Command], _time.GetUtcNow()));
        _ = pty.Completion.ContinueWith(_ => _ptys.TryRemove(pty.Id, out var _), TaskScheduler.Default);
        return pty;
    }

    /// <inheritdoc/>
    public ValueTask KillPtyAsync(string ptyId, CancellationToken cancellationToken = default) =>
        Find(ptyId)?.KillAsync(cancellationToken) ?? ValueTask.CompletedTask;

    /// <summary>Checks the size and does nothing more: a recording has the sizes that it was recorded with.</summary>
    /// <inheritdoc/>
    public ValueTask ResizePtyAsync(string ptyId, TerminalSize size, CancellationToken cancellationToken = default)
    {
        size.Validated(nameof(size));
        Find(ptyId);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<PtyInfo> ListPtysAsync(CancellationToken cancellationToken = default) =>
        _ptys.Values.Where(entry => !entry.Pty.Completion.IsCompleted).Select(entry => entry.Info).ToAsyncEnumerable();

    /// <summary>Always refuses: a playback belongs to the process that started it.</summary>
    /// <exception cref="EnvironmentException">Always.</exception>
    public ValueTask<PtyProcess> AttachPtyAsync(string ptyId, PtyAttachOptions? options = null, CancellationToken cancellationToken = default) =>
        throw new EnvironmentException($"Cannot take over {ptyId}: a recording plays in the process that started it, for one reader. "
            + "Spawn the file again to play it from its start.");

    // An ended playback is forgotten, but its id tells that it was: ids are numbered.
    private ReplayPty? Find(string ptyId)
    {
        if (_ptys.TryGetValue(ptyId, out var entry))
            return entry.Pty;
        return ptyId.StartsWith(IdPrefix, StringComparison.Ordinal)
            && int.TryParse(ptyId.AsSpan(IdPrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            && number >= 1 && number <= Volatile.Read(ref _count)
            ? null
            : throw new PtyNotFoundException($"The replay environment has never had a terminal {ptyId}. ListPtysAsync names those that play.");
    }
}
