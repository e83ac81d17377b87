using System.Text;
using PromptWatcher.Storage;

namespace PromptWatcher.Environments.Local;

/// <summary>
/// The secrets of a program on this machine: files in memory that only this user may read, gone with the program. Where a machine has no file
/// system in memory, as macOS, they are in the directory for temporary files.
/// </summary>
internal sealed class SecretDirectory : IDisposable
{
    private const string Prefix = "promptwatcher-";
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private SecretDirectory(string path) => Path = path;

    internal string Path { get; }

    /// <exception cref="EnvironmentException">They cannot be written.</exception>
    internal static SecretDirectory Create(IReadOnlyDictionary<string, string> secrets)
    {
        if (OperatingSystem.IsWindows())
            throw new PlatformNotSupportedException();
        string parent = Parent();
        RemoveLeft(parent);
        var directory = new SecretDirectory(System.IO.Path.Combine(parent, $"{Prefix}{Uri.EscapeDataString(HostProcess.Current)}-{Guid.NewGuid():N}"));
        try
        {
            Directory.CreateDirectory(directory.Path, Private);
            foreach ((string name, string value) in secrets)
            {
                using var file = new FileStream(System.IO.Path.Combine(directory.Path, name), new FileStreamOptions
                {
                    Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
                });
                file.Write(Encoding.UTF8.GetBytes(value));
            }

            return directory;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            directory.Dispose();
            throw new EnvironmentException($"Cannot write a program's secrets to '{directory.Path}': {failure.Message} Make room there, or allow this user to write.", failure);
        }
    }

    public void Dispose() => Remove(Path);

    private static string Parent()
    {
        string?[] places = [System.Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR"), "/dev/shm"];
        return Array.Find(places, place => Directory.Exists(place) && new DriveInfo(place).DriveFormat == "tmpfs") ?? System.IO.Path.GetTempPath();
    }

    /// <summary>What hosts that were killed could not remove.</summary>
    private static void RemoveLeft(string parent)
    {
        foreach (string path in Directory.EnumerateDirectories(parent, Prefix + "*"))
        {
            string name = System.IO.Path.GetFileName(path)[Prefix.Length..];
            if (name.LastIndexOf('-') is > 0 and var end && HostProcess.IsRunning(Uri.UnescapeDataString(name[..end])) == false)
                Remove(path);
        }
    }

    private static void Remove(string path)
    {
        try
        {
            Directory.Delete(path, recursive: true);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // Gone already, or another user's.
        }
    }
}
