using System.CommandLine;
using System.Globalization;
using PromptWatcher.Benchmarks.SideBySide;
using PromptWatcher.Benchmarks.Terminals.Layers;
using PromptWatcher.Environments;

namespace PromptWatcher.Benchmarks.Terminals;

/// <summary><c>detector</c>: what the detector costs beside the screen, over every corpus, as the table that README.md has.</summary>
/// <remarks>
/// Both are timed in one run, read by read: two runs of one program differ by up to 30 % on a shared machine, which is more than there is to
/// be told.
/// </remarks>
internal static class DetectorCommand
{
    internal static RootCommand Create()
    {
        var corpora = new CorporaOptions();
        var command = new RootCommand("Measures what the detector costs.") { corpora.Folder, corpora.Rounds, corpora.Chunks, corpora.Only };
        command.SetAction(result =>
        {
            Console.WriteLine($"{Machine.Description}.\n");
            foreach (int chunk in result.GetValue(corpora.Chunks)!)
                Console.WriteLine(Table(corpora.Files(result), chunk, result.GetValue(corpora.Rounds)));
        });
        return command;
    }

    private static string Table(IReadOnlyList<FileInfo> files, int chunk, int rounds)
    {
        var table = new StringWriter(CultureInfo.InvariantCulture);
        table.WriteLine($"| {chunk:#,0}-byte reads | screen MB/s | with detector | of the screen alone | allocated bytes | changes of state |");
        table.WriteLine("|---|---:|---:|---:|---:|---:|");
        foreach (FileInfo file in files)
        {
            byte[] data = File.ReadAllBytes(file.FullName);
            var layer = new DetectorLayer(TerminalSize.Default);
            FeedProcess.WarmUp(layer, data, chunk);
            (TimeSpan screen, TimeSpan detector) = layer.Spent;
            int changes = layer.Changes;
            long allocated = GC.GetAllocatedBytesForCurrentThread();
            for (int round = 0; round < rounds; round++)
                FeedProcess.Feed(layer, data, chunk);
            allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
            screen = (layer.Spent.Screen - screen) / rounds;
            TimeSpan both = screen + ((layer.Spent.Detector - detector) / rounds);
            table.WriteLine($"| {Path.GetFileNameWithoutExtension(file.Name)} | {Speed(data, screen)} | {Speed(data, both)} | {screen / both:0.0 %} | {allocated:#,0} | {layer.Changes - changes} |");
        }

        return table.ToString();
    }

    private static string Speed(byte[] data, TimeSpan time) => TerminalFigures.Number(data.Length / 1e6 / time.TotalSeconds);
}
