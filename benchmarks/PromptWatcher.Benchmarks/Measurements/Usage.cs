using System.Diagnostics;
using PromptWatcher.Benchmarks.Clients;

namespace PromptWatcher.Benchmarks.Measurements;

/// <summary>What a client has cost until now; the difference of two is what a window has cost. What is not known is not a number.</summary>
internal readonly record struct Usage(TimeSpan Elapsed, TimeSpan Cpu, double AllocatedBytes)
{
    internal static Usage Of(Client client) =>
        new(Stopwatch.GetElapsedTime(0), client.CpuTime, client.IsManaged ? GC.GetTotalAllocatedBytes(precise: true) : double.NaN);

    /// <summary>Processor time of one core, in percent of the elapsed time.</summary>
    internal double CpuPercent => 100 * (Cpu / Elapsed);

    public static Usage operator -(Usage end, Usage begin) =>
        new(end.Elapsed - begin.Elapsed, end.Cpu - begin.Cpu, end.AllocatedBytes - begin.AllocatedBytes);
}
