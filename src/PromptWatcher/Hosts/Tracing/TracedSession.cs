using System.Globalization;
using PromptWatcher.Environments;

namespace PromptWatcher.Hosts.Tracing;

/// <summary>The processes of a terminal's session.</summary>
internal static class TracedSession
{
    /// <summary>The ids of all their threads, now.</summary>
    /// <exception cref="EnvironmentException">This process, or a child of it, is among them.</exception>
    internal static List<int> Threads(int leader)
    {
        var found = new List<int>();
        byte[] buffer = new byte[ProcessDetails.LargestFile];
        foreach (int id in Numbers("/proc"))
        {
            if (!ProcessStat.TryParse(ProcFile.TryRead($"/proc/{id}/stat", buffer), out ProcessStat process) || process.Session != leader || process.HasEnded)
                continue;

            // Nobody traces himself; and wait(2) would tell stops of a child as if they were its end.
            if (id == Environment.ProcessId || process.Parent == Environment.ProcessId)
                throw new EnvironmentException($"Cannot trace the session {leader}: process {id} of it is {(id == Environment.ProcessId ? "this one" : "a child of this one")}. Leave it out of {nameof(HostMonitorOptions)}.{nameof(HostMonitorOptions.Trace)}.");
            found.AddRange(Of(id));
        }

        return found;
    }

    /// <summary>The threads of a process, named by any of them.</summary>
    internal static IReadOnlyList<int> Of(int process) => [.. Numbers($"/proc/{process}/task")];

    private static IEnumerable<int> Numbers(string folder)
    {
        string[] names;
        try
        {
            names = Directory.GetDirectories(folder);
        }
        catch (Exception error) when (ProcFile.IsGone(error))
        {
            yield break;
        }

        foreach (string name in names)
        {
            if (int.TryParse(Path.GetFileName(name.AsSpan()), NumberStyles.None, CultureInfo.InvariantCulture, out int number))
                yield return number;
        }
    }
}
