using System.Runtime.InteropServices;

namespace PromptWatcher.Benchmarks.Clients;

/// <summary>What the kernel says of this process and its children.</summary>
internal static partial class OwnProcess
{
    private const int ChildrenThatEnded = -1;     // RUSAGE_CHILDREN of getrusage(2)

    internal static long AnonymousMemory(string process)
    {
        string line = File.ReadLines($"/proc/{process}/status").First(line => line.StartsWith("RssAnon:", StringComparison.Ordinal));
        return long.Parse(line.AsSpan("RssAnon:".Length).Trim(" \tkB")) * 1024;
    }

    /// <summary>The processes that this one has started.</summary>
    internal static IEnumerable<string> Children() =>
        Directory.GetDirectories("/proc/self/task").SelectMany(thread => File.ReadAllText(Path.Combine(thread, "children")).Split(' ', StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Processor time of every child so far, also of those that have ended.</summary>
    internal static TimeSpan ChildrenCpuTime() => EndedCpuTime() + Children().Aggregate(TimeSpan.Zero, (sum, child) => sum + RunningCpuTime(child));

    /// <summary>By the scheduler's own count in nanoseconds: /proc/PID/stat counts ticks of 10 ms.</summary>
    private static TimeSpan RunningCpuTime(string process)
    {
        long nanoseconds = 0;
        foreach (string thread in Directory.GetDirectories($"/proc/{process}/task"))
            nanoseconds += long.Parse(File.ReadAllText(Path.Combine(thread, "schedstat")).Split(' ')[0]);
        return TimeSpan.FromMicroseconds(nanoseconds / 1_000.0);
    }

    private static TimeSpan EndedCpuTime()
    {
        Span<long> usage = stackalloc long[18];       // struct rusage on 64 bits: two pairs of seconds and microseconds, then 14 counts
        GetUsage(ChildrenThatEnded, ref usage[0]);
        return TimeSpan.FromSeconds(usage[0] + usage[2]) + TimeSpan.FromMicroseconds(usage[1] + usage[3]);
    }

    [LibraryImport("libc", EntryPoint = "getrusage")]
    private static partial int GetUsage(int who, ref long usage);
}
