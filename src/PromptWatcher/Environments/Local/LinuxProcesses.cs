using System.Globalization;
using System.Text;
using PromptWatcher.Hosts;

namespace PromptWatcher.Environments.Local;

/// <summary>The processes that <c>/proc</c> lists; see proc(5).</summary>
internal static class LinuxProcesses
{
    private static readonly byte[] Assignment = Encoding.ASCII.GetBytes($"{ProgramEnvironment.Marker}=");

    internal static List<ProcessEntry> Read()
    {
        var processes = new List<ProcessEntry>();
        foreach (string directory in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(directory.AsSpan()), NumberStyles.None, CultureInfo.InvariantCulture, out int id) && Find(id) is { } entry)
                processes.Add(entry with { Marker = Marker(id) });
        }

        return processes;
    }

    /// <summary>One process, without its marker, which is a second file to read and does not tell whether it still runs.</summary>
    internal static ProcessEntry? Find(int id) => ProcessStat.TryParse(TryRead($"/proc/{id}/stat"), out ProcessStat stat) && !stat.HasEnded
        ? new ProcessEntry(id, stat.Parent, stat.Session, stat.StartTicks)
        : null;

    private static string? Marker(int id)
    {
        ReadOnlySpan<byte> environment = TryRead($"/proc/{id}/environ");
        int start = environment.IndexOf(Assignment);
        if (start < 0)
            return null;
        ReadOnlySpan<byte> value = environment[(start + Assignment.Length)..];
        return Encoding.ASCII.GetString(value.IndexOf((byte)0) is >= 0 and var end ? value[..end] : value);
    }

    private static byte[]? TryRead(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception error) when (ProcFile.IsGone(error))
        {
            return null;
        }
    }
}
