using PromptWatcher.Benchmarks.Clients;
using PromptWatcher.Benchmarks.SideBySide;

namespace PromptWatcher.Benchmarks.Measurements;

/// <summary>A program that prints a terminal user interface as fast as it is read, after one run that is not counted.</summary>
internal sealed class Throughput : IMeasurement
{
    private const string Program = $"stty raw -echo; printf {TerminalReading.Ready}; head -c 1 > /dev/null; exec cat \"$@\"";

    public async Task<IReadOnlyDictionary<string, double>> RunAsync(Client client, Settings settings)
    {
        byte[] data = await File.ReadAllBytesAsync(settings.DataFile);
        await PrintAsync(client, data, copies: 2);
        Usage usage = await PrintAsync(client, data, settings.Copies);

        double bytes = (double)data.Length * settings.Copies;
        return new Dictionary<string, double>
        {
            ["MB/s"] = bytes / 1e6 / usage.Elapsed.TotalSeconds,
            ["CPU s/GB"] = usage.Cpu.TotalSeconds / (bytes / 1e9),
            ["allocated B/MB"] = usage.AllocatedBytes / (bytes / 1e6),
        };
    }

    private static async Task<Usage> PrintAsync(Client client, byte[] data, int copies)
    {
        await using ITerminal terminal = await client.OpenAsync(["sh", "-c", Program, "sh", .. Enumerable.Repeat(client.DataPath, copies)]);
        await terminal.ExpectAsync(TerminalReading.Ready);
        var transcript = new Transcript(terminal, data);
        long total = (long)data.Length * copies;

        Usage begin = Usage.Of(client);
        await terminal.TypeAsync("g");
        await transcript.ReadAsync(total);
        Usage end = Usage.Of(client);

        await transcript.ReadToEndAsync();
        return transcript.Count == total && transcript.Rest.Length == 0
            ? end - begin
            : throw new InvalidDataException($"{transcript.Count} of {total} bytes were right, and then came '{transcript.Rest}'.");
    }
}
