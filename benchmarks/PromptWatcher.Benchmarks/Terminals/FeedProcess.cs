using System.Diagnostics;
using System.Runtime;
using System.Text.Json;
using PromptWatcher.Benchmarks.Terminals.Layers;

namespace PromptWatcher.Benchmarks.Terminals;

/// <summary>Inside a process of its own: feeds one file to one terminal again and again, and prints the medians.</summary>
internal static class FeedProcess
{
    /// <summary>Longer than the 100 ms for which the JIT waits before it compiles again what has become hot.</summary>
    private static readonly TimeSpan Window = TimeSpan.FromMilliseconds(300);

    private const int MostWindows = 20;

    /// <summary>It counts calls: few large reads would never make a method hot.</summary>
    private const int SmallRead = 4_096;

    internal static int Run(FeedSettings settings)
    {
        byte[] data = File.ReadAllBytes(settings.File);
        ILayer layer = ILayer.All[settings.Layer](settings.Size, settings.Chunk);
        WarmUp(layer, data, settings.Chunk);

        var seconds = new double[settings.Rounds];
        var allocated = new double[settings.Rounds];
        for (int round = 0; round < settings.Rounds; round++)
        {
            long allocatedBefore = GC.GetTotalAllocatedBytes(precise: true);
            TimeSpan before = Environment.CpuUsage.TotalTime;
            Feed(layer, data, settings.Chunk);
            seconds[round] = (Environment.CpuUsage.TotalTime - before).TotalSeconds;
            allocated[round] = GC.GetTotalAllocatedBytes(precise: true) - allocatedBefore;
        }

        Console.WriteLine(JsonSerializer.Serialize(
            new Throughput(settings.Layer, settings.File, data.Length, data.Length / 1e6 / seconds.Median(), (long)allocated.Median(), settings.Chunk),
            JsonSerializerOptions.Web));
        return 0;
    }

    /// <summary>Until the JIT has compiled nothing for a while.</summary>
    internal static void WarmUp(ILayer layer, byte[] data, int chunk)
    {
        FeedFor(Window, layer, data, Math.Min(chunk, SmallRead));
        for (int window = 0; window < MostWindows; window++)
        {
            long compiled = JitInfo.GetCompiledMethodCount();
            FeedFor(Window, layer, data, chunk);
            if (compiled == JitInfo.GetCompiledMethodCount())
                return;
        }
    }

    private static void FeedFor(TimeSpan time, ILayer layer, byte[] data, int chunk)
    {
        long start = Stopwatch.GetTimestamp();
        do
            Feed(layer, data, chunk);
        while (Stopwatch.GetElapsedTime(start) < time);
    }

    internal static void Feed(ILayer layer, byte[] data, int chunk)
    {
        for (int i = 0; i < data.Length; i += chunk)
            layer.Take(data.AsSpan(i, Math.Min(chunk, data.Length - i)));
    }
}
