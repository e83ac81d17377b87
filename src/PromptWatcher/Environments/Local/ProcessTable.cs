using System.Globalization;
using System.Text;

namespace PromptWatcher.Environments.Local;

/// <summary>The processes of this machine that run (those that have ended and wait for their parents are left out).</summary>
internal static class ProcessTable
{
    internal static List<ProcessEntry> Read() => OperatingSystem.IsLinux() ? ReadProc() : DarwinProcessTable.Read();

    /// <summary>One process, or <see langword="null"/> when it runs no more.</summary>
    internal static ProcessEntry? Find(int process) => OperatingSystem.IsLinux() ? ReadStat(process) : DarwinProcessTable.Find(process);

    /// <summary>The process was started with this variable; false also where its variables may not be read.</summary>
    internal static bool HasVariable(int process, ReadOnlySpan<byte> assignment)
    {
        if (!OperatingSystem.IsLinux())
            return false;
        try
        {
            return File.ReadAllBytes($"/proc/{process}/environ").AsSpan().IndexOf(assignment) >= 0;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static List<ProcessEntry> ReadProc()
    {
        var processes = new List<ProcessEntry>();
        foreach (string directory in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(directory.AsSpan()), NumberStyles.None, CultureInfo.InvariantCulture, out int id) && ReadStat(id) is { } entry)
                processes.Add(entry);
        }

        return processes;
    }

    /// <summary>proc_pid_stat(5): the name in parentheses may hold anything, so the fields are counted from its last ')'.</summary>
    private static ProcessEntry? ReadStat(int id)
    {
        try
        {
            string stat = Encoding.Latin1.GetString(File.ReadAllBytes($"/proc/{id}/stat"));
            string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return fields[0] is "Z" or "X"
                ? null
                : new ProcessEntry(id, int.Parse(fields[1], CultureInfo.InvariantCulture), int.Parse(fields[3], CultureInfo.InvariantCulture),
                    ulong.Parse(fields[19], CultureInfo.InvariantCulture));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
