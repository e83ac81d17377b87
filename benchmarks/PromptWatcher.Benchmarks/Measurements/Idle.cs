using PromptWatcher.Benchmarks.Clients;
using PromptWatcher.Benchmarks.SideBySide;

namespace PromptWatcher.Benchmarks.Measurements;

/// <summary>What sessions cost in which nothing happens, beyond what the first ones cost once.</summary>
internal sealed class Idle : IMeasurement
{
    // Past the 30 calls after which .NET compiles a method anew, in the background.
    private const int FirstSessions = 40;

    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(2);

    public async Task<IReadOnlyDictionary<string, double>> RunAsync(Client client, Settings settings)
    {
        ITerminal[] first = await client.OpenManyAsync(FirstSessions, "sh", "-c", Echo.Program);
        (double memory, double heap) = await MemoryAsync(client);
        ITerminal[] idle = await client.OpenManyAsync(settings.IdleSessions, "sh", "-c", Echo.Program);
        (double memoryAfter, double heapAfter) = await MemoryAsync(client);

        Usage begin = Usage.Of(client);
        await Task.Delay(TimeSpan.FromSeconds(settings.Seconds));
        Usage usage = Usage.Of(client) - begin;

        await Task.WhenAll(first.Concat(idle).Select(terminal => terminal.DisposeAsync().AsTask()));
        return new Dictionary<string, double>
        {
            ["KiB/session"] = (memoryAfter - memory) / 1024 / settings.IdleSessions,
            ["managed KiB/session"] = (heapAfter - heap) / 1024 / settings.IdleSessions,
            ["CPU %"] = usage.CpuPercent,
        };
    }

    private static async Task<(double Process, double Heap)> MemoryAsync(Client client)
    {
        await Task.Delay(Settling);
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        return (client.AnonymousMemory, client.IsManaged ? GC.GetTotalMemory(forceFullCollection: false) : double.NaN);
    }
}
