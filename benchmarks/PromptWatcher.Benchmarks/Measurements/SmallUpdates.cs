using PromptWatcher.Benchmarks.Clients;
using PromptWatcher.Benchmarks.SideBySide;

namespace PromptWatcher.Benchmarks.Measurements;

/// <summary>Many sessions that each change a little, often: agents at work. 300 bytes every 50 ms.</summary>
internal sealed class SmallUpdates : IMeasurement
{
    // `read` waits without a process of its own, which a `sleep` would be; its timeout is the pace, a line ends it.
    private const string Program =
        $"stty raw -echo; printf {TerminalReading.Ready}; read line; n=0; until read -t 0.05 line; do printf %s \"$1\"; n=$((n + 1)); done; printf END%d $n";

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);

    // 300 bytes: the two signs that are not ASCII have three each.
    private static readonly string Update = "\e[?2026h\e[38;2;215;119;87m✳ Thinking…\e[39m".PadRight(287, '=') + "\e[?2026l\r";

    public async Task<IReadOnlyDictionary<string, double>> RunAsync(Client client, Settings settings)
    {
        byte[] update = System.Text.Encoding.UTF8.GetBytes(Update);
        ITerminal[] terminals = await client.OpenManyAsync(settings.BusySessions, "bash", "-c", Program, "bash", Update);
        Transcript[] transcripts = [.. terminals.Select(terminal => new Transcript(terminal, update))];
        Task[] readings = [.. transcripts.Select(transcript => transcript.ReadToEndAsync())];
        foreach (ITerminal terminal in terminals)
            await terminal.TypeAsync("go\n");

        await Task.Delay(WarmUp);
        (Usage begin, int before) = (Usage.Of(client), transcripts.Sum(transcript => transcript.Reads));
        await Task.Delay(TimeSpan.FromSeconds(settings.Seconds));
        Usage usage = Usage.Of(client) - begin;
        int reads = transcripts.Sum(transcript => transcript.Reads) - before;

        foreach (ITerminal terminal in terminals)
            await terminal.TypeAsync("stop\n");
        await Task.WhenAll(readings);
        foreach (Transcript transcript in transcripts)
            Check(transcript, update.Length);
        await Task.WhenAll(terminals.Select(terminal => terminal.DisposeAsync().AsTask()));

        return new Dictionary<string, double>
        {
            ["CPU %"] = usage.CpuPercent,
            ["CPU us/read"] = usage.Cpu.TotalMicroseconds / reads,
            ["reads/s"] = reads / usage.Elapsed.TotalSeconds,
            ["allocated B/read"] = usage.AllocatedBytes / reads,
        };
    }

    private static void Check(Transcript transcript, int length)
    {
        if (transcript.Count % length != 0 || transcript.Rest != $"END{transcript.Count / length}")
            throw new InvalidDataException($"{transcript.Count / (double)length} updates were right, and then came '{transcript.Rest}'.");
    }
}
