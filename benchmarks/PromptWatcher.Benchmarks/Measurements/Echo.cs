using System.Diagnostics;
using PromptWatcher.Benchmarks.Clients;
using PromptWatcher.Benchmarks.SideBySide;

namespace PromptWatcher.Benchmarks.Measurements;

/// <summary>How long a key takes to the program and back: one byte, answered by <c>cat</c>, and only then the next.</summary>
internal sealed class Echo : IMeasurement
{
    internal const string Program = $"stty raw -echo; printf {TerminalReading.Ready}; exec cat";

    public async Task<IReadOnlyDictionary<string, double>> RunAsync(Client client, Settings settings)
    {
        await using ITerminal terminal = await client.OpenAsync("sh", "-c", Program);
        await terminal.ExpectAsync(TerminalReading.Ready);
        await TypeAsync(terminal, new double[settings.Keys / 10]);

        double[] microseconds = new double[settings.Keys];
        Usage begin = Usage.Of(client);
        await TypeAsync(terminal, microseconds);
        Usage usage = Usage.Of(client) - begin;

        Array.Sort(microseconds);
        return new Dictionary<string, double>
        {
            ["p50 us"] = microseconds[settings.Keys / 2],
            ["p99 us"] = microseconds[settings.Keys * 99 / 100],
            ["CPU us/key"] = usage.Cpu.TotalMicroseconds / settings.Keys,
            ["allocated B/key"] = usage.AllocatedBytes / settings.Keys,
        };
    }

    private static async Task TypeAsync(ITerminal terminal, double[] microseconds)
    {
        byte[] key = new byte[1];
        for (int i = 0; i < microseconds.Length; i++)
        {
            key[0] = (byte)('a' + i % 26);
            long typed = Stopwatch.GetTimestamp();
            await terminal.TypeAsync(key);
            System.IO.Pipelines.ReadResult result = await terminal.Output.ReadAsync();
            microseconds[i] = Stopwatch.GetElapsedTime(typed).TotalMicroseconds;
            if (result.Buffer.Length != 1 || result.Buffer.FirstSpan[0] != key[0])
                throw new InvalidDataException($"Key {i} came back as {result.Buffer.Length} bytes.");
            terminal.Output.AdvanceTo(result.Buffer.End);
        }
    }
}
