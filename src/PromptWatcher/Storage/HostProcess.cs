using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace PromptWatcher.Storage;

/// <summary>Names a process so that another can tell whether it still runs: <c>machine/id/start</c>, the start in seconds of 1970.</summary>
public static class HostProcess
{
    /// <summary>Clocks and /proc round differently.</summary>
    private const int Rounding = 2;

    /// <summary>This process.</summary>
    public static string Current { get; } = Name(Process.GetCurrentProcess());

    /// <summary>Whether a process still runs; <see langword="null"/> when it is another machine's, which cannot be told from here.</summary>
    public static bool? IsRunning(string host)
    {
        ArgumentNullException.ThrowIfNull(host);
        string[] parts = host.Split('/');
        if (parts.Length != 3 || parts[0] != System.Environment.MachineName
            || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int id) || !long.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out long start))
            return null;
        try
        {
            using var process = Process.GetProcessById(id);
            return Math.Abs(Start(process) - start) <= Rounding && !process.HasExited;
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException or Win32Exception)
        {
            return false;
        }
    }

    private static string Name(Process process)
    {
        using (process)
            return string.Create(CultureInfo.InvariantCulture, $"{System.Environment.MachineName}/{process.Id}/{Start(process)}");
    }

    private static long Start(Process process) => new DateTimeOffset(process.StartTime).ToUnixTimeSeconds();
}
