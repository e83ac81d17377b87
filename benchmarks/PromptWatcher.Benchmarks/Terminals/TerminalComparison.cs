using System.ComponentModel;
using System.Text.Json;
using PromptWatcher.Benchmarks.Terminals.Peers;
using PromptWatcher.Environments;

namespace PromptWatcher.Benchmarks.Terminals;

/// <summary>Our terminal and its peers over the same corpora in turns, a fresh process for each, so that whatever else the machine does hits them all.</summary>
internal sealed class TerminalComparison(IReadOnlyList<FileInfo> corpora, int rounds)
{
    /// <summary>A fresh process brings the noise that rounds are for; within ours, the median of a few takes away single hiccups of some milliseconds.</summary>
    private const int OwnFeeds = 3, PeerFeeds = 1;

    private readonly Dictionary<string, string[]> _commands = [];

    /// <summary>Runs of our own terminal that failed.</summary>
    internal int Failures { get; private set; }

    /// <summary>Figures for each size of reads.</summary>
    internal async Task<IReadOnlyList<TerminalFigures>> RunAsync(IEnumerable<int> chunks)
    {
        foreach (Peer peer in Peer.All)
            await PrepareAsync(peer);

        string[] terminals = [TerminalReport.Ours, .. _commands.Keys];
        TerminalFigures[] all = [.. chunks.Select(chunk => new TerminalFigures(chunk))];
        for (int round = 0; round < rounds; round++)
        {
            foreach (FileInfo corpus in corpora)
            {
                // Each round begins with another one: what runs first after a pause has it easier.
                for (int i = 0; i < terminals.Length; i++)
                {
                    foreach (TerminalFigures figures in all)
                        await RunAsync(figures, corpus, terminals[(round + i) % terminals.Length]);
                }
            }
        }

        return all;
    }

    /// <summary>A peer that this machine cannot make stays away.</summary>
    private async Task PrepareAsync(Peer peer)
    {
        try
        {
            _commands[peer.Name] = await peer.PrepareAsync();
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception)
        {
            Console.Error.WriteLine($"{peer.Name} is NOT MEASURED: {e.Message}");
        }
    }

    private async Task RunAsync(TerminalFigures figures, FileInfo corpus, string terminal)
    {
        bool isOurs = terminal == TerminalReport.Ours;
        string name = Path.GetFileNameWithoutExtension(corpus.Name);
        var settings = new FeedSettings("screen", corpus.FullName, figures.Chunk, isOurs ? OwnFeeds : PeerFeeds, TerminalSize.Default);
        try
        {
            string line = isOurs
                ? await Feeder.RunAsync(settings)
                : await Feeder.RunAsync(_commands[terminal][0], [.. _commands[terminal][1..], .. Peer.Arguments(settings)]);
            Throughput throughput = JsonSerializer.Deserialize<Throughput>(line, JsonSerializerOptions.Web)!;
            figures.Add(name, terminal, throughput.MbPerSecond);
            Console.Error.WriteLine($"{name}, {figures.Chunk:#,0}: {terminal} {throughput.MbPerSecond:0.0} MB/s");
        }
        catch (InvalidOperationException e)
        {
            Failures += isOurs ? 1 : 0;
            Console.Error.WriteLine($"{name}, {figures.Chunk:#,0}: {terminal} FAILED: {e.Message}");
        }
    }
}
