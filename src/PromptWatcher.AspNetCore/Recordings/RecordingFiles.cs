using System.Globalization;
using Microsoft.Extensions.Options;

namespace PromptWatcher.AspNetCore.Recordings;

/// <summary>The files of recordings: a folder for each session, in it one file or more. Names of others are only ever compared with what is there.</summary>
internal sealed class RecordingFiles(IOptions<PromptWatcherWebOptions> options, TimeProvider time)
{
    private const string Suffix = ".cast";

    private readonly RecordingOptions _options = options.Value.Recording;
    private readonly Lock _gate = new();
    private readonly List<AsciicastWriter> _writers = [];

    /// <summary>Whether sessions are recorded.</summary>
    internal bool IsOn => _options.Directory is not null;

    /// <summary>The recordings of a session, the oldest first, each with its length as it is now.</summary>
    internal IReadOnlyList<FileInfo> Of(string sessionId)
    {
        lock (_gate)
        {
            var root = new DirectoryInfo(_options.Directory ?? ".");
            if (!IsOn || !root.Exists)
                return [];
            DirectoryInfo? folder = root.EnumerateDirectories().FirstOrDefault(folder => folder.Name == sessionId);
            return folder is null ? [] : [.. folder.EnumerateFiles("*" + Suffix).Where(static file => file.Exists).OrderBy(static file => file.Name, StringComparer.Ordinal)];
        }
    }

    /// <summary>Begins a file, after which the oldest go when there are too many.</summary>
    /// <exception cref="IOException">It cannot be made. Old files that cannot be deleted only stay.</exception>
    internal AsciicastWriter Create(string sessionId, int part)
    {
        lock (_gate)
        {
            // Under the lock: a folder that is empty still would be taken away.
            DirectoryInfo folder = MakeFolder(Path.Combine(_options.Directory!, sessionId));
            string name = string.Create(CultureInfo.InvariantCulture, $"{time.GetUtcNow():yyyyMMdd'T'HHmmssfff}-{part:D4}{Suffix}");
            var writer = new AsciicastWriter(Path.Combine(folder.FullName, name), time);
            _writers.RemoveAll(static writer => writer.IsClosed);
            _writers.Add(writer);
            Prune();
            return writer;
        }
    }

    private static DirectoryInfo MakeFolder(string path) => OperatingSystem.IsWindows()
        ? Directory.CreateDirectory(path)
        : Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

    /// <summary>Deletes all but the newest files and those that are being written.</summary>
    private void Prune()
    {
        var written = _writers.Select(static writer => writer.Path).ToHashSet(StringComparer.Ordinal);
        foreach (FileInfo old in Listed().OrderByDescending(static file => file.Name, StringComparer.Ordinal).Skip(_options.MaxFiles).Where(file => !written.Contains(file.FullName)))
        {
            try
            {
                old.Delete();
                if (!old.Directory!.EnumerateFileSystemInfos().Any())
                    old.Directory.Delete();
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // Somebody else has deleted it, or it may not be: it is tried again with the next file.
            }
        }
    }

    private List<FileInfo> Listed()
    {
        var patient = new EnumerationOptions { IgnoreInaccessible = true };
        var files = new List<FileInfo>();
        foreach (DirectoryInfo folder in new DirectoryInfo(_options.Directory!).EnumerateDirectories("*", patient))
        {
            try
            {
                files.AddRange(folder.EnumerateFiles("*" + Suffix, patient));
            }
            catch (DirectoryNotFoundException)
            {
                // It has gone meanwhile.
            }
        }

        return files;
    }
}
