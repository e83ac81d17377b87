using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace PromptWatcher.Storage;

/// <summary>Names a process so that another can tell whether it still runs: <c>machine/id/start</c>.</summary>
/// <remarks>
/// On Linux the start is what the kernel counts, since a boot that it names: what the clock says of it moves when the clock is set. Elsewhere it is
/// in seconds of 1970. A host in a container needs a name that stays (<c>hostname</c> of its compose file): the records of another machine are left alone.
/// </remarks>
public static class HostProcess
{
    /// <summary>This process.</summary>
    public static string Current { get; } = Of(System.Environment.ProcessId);

    /// <summary>Whether a process still runs; <see langword="null"/> when it is another machine's, which cannot be told from here.</summary>
    public static bool? IsRunning(string host)
    {
        ArgumentNullException.ThrowIfNull(host);
        string[] parts = host.Split('/');
        if (parts.Length != 3 || parts[0] != System.Environment.MachineName || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int id))
            return null;
        try
        {
            using var process = Process.GetProcessById(id);
            return Start(process) == parts[2] && !process.HasExited;
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException or Win32Exception or IOException)
        {
            return false;
        }
    }

    internal static string Of(int processId)
    {
        using var process = Process.GetProcessById(processId);
        return string.Create(CultureInfo.InvariantCulture, $"{System.Environment.MachineName}/{processId}/{Start(process)}");
    }

    private static string Start(Process process)
    {
        if (!OperatingSystem.IsLinux())
            return new DateTimeOffset(process.StartTime).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

        // The 22nd field; the second, the program's name in parentheses, may hold anything (proc(5)).
        string stat = File.ReadAllText($"/proc/{process.Id}/stat");
        return $"{File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim()}-{stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[19]}";
    }
}
