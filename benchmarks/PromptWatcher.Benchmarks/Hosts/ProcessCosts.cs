using System.Globalization;

namespace PromptWatcher.Benchmarks.Hosts;

/// <summary>The processor time of processes, with that of the children that they have waited for.</summary>
internal static class ProcessCosts
{
    private const int TicksPerSecond = 100;

    /// <summary>Of one process: fields 14 to 17 of stat.</summary>
    internal static TimeSpan Of(string process)
    {
        string stat = File.ReadAllText($"/proc/{process}/stat");
        return TimeSpan.FromSeconds(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[11..15].Sum(field => double.Parse(field, CultureInfo.InvariantCulture)) / TicksPerSecond);
    }

    /// <summary>Of all processes but this that have one of the words in their command lines.</summary>
    internal static TimeSpan OfNamed(IReadOnlyList<string> words)
    {
        TimeSpan cost = default;
        foreach (string path in Directory.EnumerateDirectories("/proc").Where(path => char.IsAsciiDigit(Path.GetFileName(path)[0])))
        {
            try
            {
                string command = File.ReadAllText(Path.Combine(path, "cmdline"));
                if (Path.GetFileName(path) != Environment.ProcessId.ToString(CultureInfo.InvariantCulture) && words.Any(word => command.Contains(word, StringComparison.Ordinal)))
                    cost += Of(Path.GetFileName(path));
            }
            catch (IOException)
            {
                // It has ended.
            }
        }

        return cost;
    }
}
