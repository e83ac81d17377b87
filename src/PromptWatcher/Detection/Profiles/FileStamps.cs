using Microsoft.Win32.SafeHandles;

namespace PromptWatcher.Detection.Profiles;

/// <summary>Tells whether files have changed, by their lengths and times.</summary>
/// <remarks>
/// Files are opened, so that links are followed: a volume of Kubernetes changes the target of a folder's link and nothing else. This
/// also sees what notifications miss: mounts from another system, network folders, folders that come later.
/// </remarks>
internal static class FileStamps
{
    /// <summary>A number that differs when a file does, or when one comes or goes.</summary>
    public static long Of(IEnumerable<string> files)
    {
        var hash = new HashCode();
        foreach (string file in files)
            Add(ref hash, file);
        return hash.ToHashCode();
    }

    private static void Add(ref HashCode hash, string file)
    {
        hash.Add(file);
        try
        {
            using SafeFileHandle handle = File.OpenHandle(file, share: FileShare.ReadWrite | FileShare.Delete);
            hash.Add(RandomAccess.GetLength(handle));
            hash.Add(File.GetLastWriteTimeUtc(handle));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            hash.Add(e.HResult);
        }
    }
}
