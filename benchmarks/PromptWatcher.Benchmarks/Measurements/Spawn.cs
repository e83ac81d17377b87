using System.Diagnostics;
using PromptWatcher.Benchmarks.Clients;
using PromptWatcher.Benchmarks.SideBySide;

namespace PromptWatcher.Benchmarks.Measurements;

/// <summary>How long a session takes from the call to the program's first byte, one after the other.</summary>
internal sealed class Spawn : IMeasurement
{
    public async Task<IReadOnlyDictionary<string, double>> RunAsync(Client client, Settings settings)
    {
        await TimeAsync(client);
        double[] milliseconds = new double[settings.Spawns];
        for (int i = 0; i < milliseconds.Length; i++)
            milliseconds[i] = await TimeAsync(client);

        Array.Sort(milliseconds);
        return new Dictionary<string, double> { ["p50 ms"] = milliseconds[milliseconds.Length / 2], ["slowest ms"] = milliseconds[^1] };
    }

    private static async Task<double> TimeAsync(Client client)
    {
        long begin = Stopwatch.GetTimestamp();
        await using ITerminal terminal = await client.OpenAsync("sh", "-c", Echo.Program);
        await terminal.ExpectAsync(TerminalReading.Ready);
        return Stopwatch.GetElapsedTime(begin).TotalMilliseconds;
    }
}
