using System.Globalization;
using System.Text;
using PromptWatcher.Environments.Unix;

namespace PromptWatcher.Hosts.Tracing;

/// <summary>
/// Tells programs that gain rights when they start: set-user-id and set-group-id ones, and those with capabilities. Linux starts them without these rights
/// while somebody traces them who has no CAP_SYS_PTRACE (see execve(2)): sudo would fail.
/// </summary>
internal static class PrivilegedProgram
{
    private const int LongestPath = 4096;

    /// <summary>CAP_SYS_PTRACE.</summary>
    private const int Capability = 19;

    private const string Effective = "CapEff:";

    /// <summary>Whether they start with their rights also while this process traces them.</summary>
    internal static bool KeepsRightsUnder(int process)
    {
        string? effective = File.ReadLines("/proc/self/status").FirstOrDefault(static line => line.StartsWith(Effective, StringComparison.Ordinal))?[Effective.Length..];
        return ulong.TryParse(effective, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out ulong capabilities) && (capabilities >> Capability & 1) != 0
            && ProcFile.TryReadLink($"/proc/{process}/ns/user") is { } space && space == ProcFile.TryReadLink("/proc/self/ns/user");
    }

    /// <summary>Whether a thread is about to start one.</summary>
    /// <param name="thread">The thread, stopped as it enters execve or execveat.</param>
    /// <param name="directory">The descriptor that the path goes out from; null for the working directory.</param>
    /// <param name="address">Where the path is.</param>
    internal static unsafe bool IsStartedBy(int thread, int? directory, ulong address)
    {
        string path = Encoding.UTF8.GetString(TracedMemory.ReadString(thread, address, stackalloc byte[LongestPath]));
        string origin = path.StartsWith('/') ? "root" : directory is >= 0 ? string.Create(CultureInfo.InvariantCulture, $"fd/{directory}") : "cwd";
        string file = path.Length == 0 ? $"/proc/{thread}/{origin}" : $"/proc/{thread}/{origin}/{path}";
        try
        {
            return !OperatingSystem.IsWindows() && (File.GetUnixFileMode(file) & (UnixFileMode.SetUser | UnixFileMode.SetGroup)) != 0
                || LibC.getxattr(file, "security.capability", null, 0) > 0;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // There is no such file, so nothing starts; or it may not be looked at, and then it is let go rather than broken.
            return error is UnauthorizedAccessException;
        }
    }
}
