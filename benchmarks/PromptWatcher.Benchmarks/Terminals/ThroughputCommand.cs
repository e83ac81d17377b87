using System.CommandLine;
using PromptWatcher.Benchmarks.Terminals.Layers;
using PromptWatcher.Environments;

namespace PromptWatcher.Benchmarks.Terminals;

/// <summary><c>throughput</c>: a layer of the terminal over files, one process and one line of JSON for each.</summary>
internal static class ThroughputCommand
{
    internal static RootCommand Create()
    {
        var layer = new Option<string>("--layer") { Description = $"How much of the terminal the bytes go through: {string.Join(", ", ILayer.All.Keys)}.", Required = true };
        layer.AcceptOnlyFromAmong([.. ILayer.All.Keys]);
        Option<int> chunk = FeedOptions.Positive("--chunk", "Bytes of a read.", 65_536);
        Option<int> rounds = FeedOptions.Positive("--rounds", "How often each file is fed while it is measured.", 5);
        Option<TerminalSize> size = FeedOptions.Size();
        var files = new Argument<FileInfo[]>("FILE") { Description = "Outputs of programs.", Arity = ArgumentArity.OneOrMore };
        files.AcceptExistingOnly();
        files.Validators.Add(parsed =>
        {
            foreach (string file in parsed.Tokens.Select(token => token.Value).Where(file => new FileInfo(file) is { Exists: true, Length: 0 }))
                parsed.AddError($"'{file}' is empty: there is nothing to measure.");
        });

        var command = new RootCommand("Measures how fast outputs of programs go through the terminal.") { layer, chunk, rounds, size, files };
        command.SetAction(async result =>
        {
            foreach (FileInfo file in result.GetValue(files)!)
                Console.WriteLine(await Feeder.RunAsync(new FeedSettings(result.GetValue(layer)!, file.ToString(), result.GetValue(chunk), result.GetValue(rounds), result.GetValue(size))));
            return 0;
        });
        return command;
    }
}
