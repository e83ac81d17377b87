using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using PromptWatcher.Benchmarks.SideBySide;
using PromptWatcher.Environments;

namespace PromptWatcher.Benchmarks.Terminals;

/// <summary><c>detector</c>: what detector and session cost beside the screen alone, over every corpus and in turns, as the table that README.md has.</summary>
internal static class DetectorCommand
{
    private const int Feeds = 3;
    private static readonly string[] s_layers = ["screen", "detector", "session"];

    internal static RootCommand Create()
    {
        var corpora = new CorporaOptions();
        var command = new RootCommand("Measures what the detector costs.") { corpora.Folder, corpora.Rounds, corpora.Chunks, corpora.Only };
        command.SetAction(async result =>
        {
            Console.WriteLine($"{Machine.Description}.\n");
            foreach (int chunk in result.GetValue(corpora.Chunks)!)
                Console.WriteLine(await TableAsync(corpora.Files(result), chunk, result.GetValue(corpora.Rounds)));
        });
        return command;
    }

    private static async Task<string> TableAsync(IReadOnlyList<FileInfo> files, int chunk, int rounds)
    {
        var table = new StringWriter(CultureInfo.InvariantCulture);
        table.WriteLine($"| {chunk:#,0}-byte reads | screen MB/s | with detector | of screen | whole session | of screen | allocated by screen, detector, session |");
        table.WriteLine("|---|---:|---:|---:|---:|---:|---:|");
        foreach (FileInfo file in files)
        {
            var speeds = s_layers.ToDictionary(layer => layer, _ => new List<double>());
            var allocated = new Dictionary<string, long>();
            for (int round = 0; round < rounds; round++)
            {
                for (int i = 0; i < s_layers.Length; i++)
                {
                    string layer = s_layers[(round + i) % s_layers.Length];
                    string line = await Feeder.RunAsync(new FeedSettings(layer, file.FullName, chunk, Feeds, TerminalSize.Default));
                    Throughput throughput = JsonSerializer.Deserialize<Throughput>(line, JsonSerializerOptions.Web)!;
                    speeds[layer].Add(throughput.MbPerSecond);
                    allocated[layer] = throughput.AllocatedBytes!.Value;
                    Console.Error.WriteLine($"{file.Name}, {chunk:#,0}: {layer} {throughput.MbPerSecond:0.0} MB/s");
                }
            }

            // The best of each: what else the machine does only ever takes away.
            double screen = speeds["screen"].Max();
            table.Write($"| {Path.GetFileNameWithoutExtension(file.Name)} | {TerminalFigures.Number(screen)} ");
            foreach (string layer in s_layers.Skip(1))
                table.Write($"| {TerminalFigures.Number(speeds[layer].Max())} | {speeds[layer].Max() / screen:0 %} ");
            table.WriteLine($"| {string.Join(", ", s_layers.Select(layer => allocated[layer].ToString("#,0", CultureInfo.InvariantCulture)))} |");
        }

        return table.ToString();
    }
}
