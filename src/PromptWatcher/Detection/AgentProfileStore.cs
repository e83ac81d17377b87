using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using PromptWatcher.Detection.Profiles;
using PromptWatcher.Diagnostics;

namespace PromptWatcher.Detection;

/// <summary>Keeps the profiles of the library and of files, and takes changes of the files while the application runs.</summary>
/// <remarks>
/// All files are taken together or not at all: while anything is wrong with one, the last good profiles stay, and <see cref="Errors"/>
/// tells all that is wrong. Sessions take new profiles with their next frame. Safe for concurrent use.
/// </remarks>
public sealed class AgentProfileStore : IDisposable
{
    private readonly Lock _gate = new();
    private readonly string[] _files;
    private readonly string[] _folders;
    private readonly TimeSpan _interval;
    private readonly ILogger _logger;
    private readonly ITimer? _timer;
    private IReadOnlyCollection<string> _read;
    private long _loaded;
    private long _seen;
    private bool _isDisposed;
    private volatile AgentProfiles? _current;
    private volatile IReadOnlyList<AgentProfileError> _errors = [];

    /// <summary>Loads the profiles. Mistakes in them are told by <see cref="Errors"/> and the log, and never thrown.</summary>
    /// <param name="options">The files; the library's profiles alone when it is <see langword="null"/>.</param>
    /// <param name="timeProvider">The clock by which files are looked at; the machine's when it is <see langword="null"/>.</param>
    /// <param name="logger">Is told of mistakes and changes.</param>
    public AgentProfileStore(ProfileOptions? options = null, TimeProvider? timeProvider = null, ILogger<AgentProfileStore>? logger = null)
    {
        options ??= new ProfileOptions();
        _files = [.. options.Files];
        _folders = [.. options.Folders];
        _read = [.. _files.Select(ProfileLoader.FullPath)];
        _interval = options.PollInterval;
        _logger = (ILogger?)logger ?? NullLogger.Instance;
        if (_files.Length + _folders.Length == 0)
            return;
        Reload();
        if (_interval > TimeSpan.Zero)
            _timer = (timeProvider ?? TimeProvider.System).CreateTimer(static store => ((AgentProfileStore)store!).Poll(), this, _interval, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The last good profiles.</summary>
    /// <remarks>Those of the library are read at the first need: it takes a tenth of a second, which a command that looks at records alone does not have to wait.</remarks>
    public AgentProfiles Current => _current ?? AgentProfiles.Default;

    /// <summary>All that is wrong with the files as they are now; empty when <see cref="Current"/> is what they say.</summary>
    public IReadOnlyList<AgentProfileError> Errors => _errors;

    /// <summary>Loads the files now. True when nothing was wrong with them.</summary>
    public bool Reload()
    {
        lock (_gate)
            return Load();
    }

    /// <summary>Ends the watching; the profiles stay.</summary>
    public void Dispose()
    {
        lock (_gate)
            _isDisposed = true;
        _timer?.Dispose();
    }

    private bool Load()
    {
        _loaded = _seen = Stamp();
        var loader = new ProfileLoader(AgentProfiles.Default.Files);
        foreach (string file in _files)
            loader.AddFile(file);
        foreach (string folder in _folders)
            loader.AddFolder(folder);
        AgentProfiles? built = loader.Build();
        if (!_read.Order().SequenceEqual(loader.Files.Order()))
        {
            _read = loader.Files;
            _loaded = _seen = Stamp();
        }

        _errors = loader.Errors;
        if (built is null)
        {
            foreach (AgentProfileError error in loader.Errors)
                _logger.ProfilesWrong(error);
            return false;
        }

        _current = built;
        _logger.ProfilesLoaded(built.Ids.Count, loader.Files.Count);
        return true;
    }

    // Editors write a file in several steps or put another in its place: it is read once it has stood still for one interval.
    private void Poll()
    {
        try
        {
            bool isDue;
            lock (_gate)
            {
                if (_isDisposed)
                    return;
                long stamp = Stamp();
                isDue = stamp == _seen && stamp != _loaded;
                _seen = stamp;
            }

            if (isDue)
                Reload();
        }
        catch (Exception e)
        {
            _logger.ProfilesUnreadable(e);
        }
        finally
        {
            _timer?.Change(_interval, Timeout.InfiniteTimeSpan);
        }
    }

    // With the files that are included, which are known after a load.
    private long Stamp() => FileStamps.Of(_read.Concat(_folders.SelectMany(static folder => ProfileLoader.FilesOf(folder) ?? [])).Select(ProfileLoader.FullPath).Distinct());
}
