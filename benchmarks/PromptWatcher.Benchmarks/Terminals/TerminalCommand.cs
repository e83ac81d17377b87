using System.CommandLine;
using PromptWatcher.Benchmarks.SideBySide;

namespace PromptWatcher.Benchmarks.Terminals;

/// <summary><c>terminal</c>: our screen beside its peers over every corpus, as the tables that README.md has.</summary>
internal static class TerminalCommand
{
    private const string Variable = "PROMPTWATCHER_CORPORA";

    internal static RootCommand Create()
    {
        var folder = new Option<DirectoryInfo>("--corpora")
        {
            Description = $"The folder with the corpora, *.bin; {Variable} names it otherwise.",
            DefaultValueFactory = parsed => new DirectoryInfo(Environment.GetEnvironmentVariable(Variable) ?? "corpora"),
        };
        folder.Validators.Add(parsed =>
        {
            if (parsed.GetValue(folder) is { } given && Corpora(given).Count == 0)
                parsed.AddError($"No corpora (*.bin) are in '{given}'. Name their folder with --corpora or {Variable}.");
        });
        Option<int> rounds = FeedOptions.Positive("--rounds", "How often each terminal is measured with each corpus.", 5);
        var chunks = new Option<int[]>("--chunk")
        {
            Description = "Bytes of a read, several separated by commas; everything derived is of the first.",
            DefaultValueFactory = _ => [65_536, 4_096],
            CustomParser = parsed =>
            {
                string[] texts = [.. parsed.Tokens.SelectMany(token => token.Value.Split(','))];
                foreach (string wrong in texts.Where(text => !(int.TryParse(text, out int value) && value > 0)))
                    parsed.AddError($"--chunk takes numbers from 1 on, not '{wrong}'.");
                return [.. texts.Select(text => int.TryParse(text, out int value) ? value : 0)];
            },
        };
        var only = new Option<string[]>("--only") { Description = "Names of corpora, where not all are wanted.", AllowMultipleArgumentsPerToken = true };

        var command = new RootCommand("Measures the terminal beside its peers.") { folder, rounds, chunks, only };
        command.SetAction(async result =>
        {
            string[] names = result.GetValue(only)!;
            FileInfo[] corpora = [.. Corpora(result.GetValue(folder)!).Where(file => names.Length == 0 || names.Contains(Path.GetFileNameWithoutExtension(file.Name)))];
            var comparison = new TerminalComparison(corpora, result.GetValue(rounds));
            IReadOnlyList<TerminalFigures> figures = await comparison.RunAsync(result.GetValue(chunks)!);
            Console.WriteLine($"{Machine.Description}. Peers here, by their published figures: {TerminalReport.MachineFactors(figures[0])}.\n");
            Console.WriteLine(TerminalReport.First(figures[0]));
            foreach (TerminalFigures other in figures.Skip(1))
                Console.WriteLine(TerminalReport.Other(other, figures[0]));
            return comparison.Failures;
        });
        return command;
    }

    /// <summary>Those with published figures first, in their order.</summary>
    private static IReadOnlyList<FileInfo> Corpora(DirectoryInfo folder)
    {
        string[] known = [.. Published.ByCorpus.Keys];
        return !folder.Exists ? [] :
        [
            .. folder.EnumerateFiles("*.bin").OrderBy(file => (uint)Array.IndexOf(known, Path.GetFileNameWithoutExtension(file.Name))).ThenBy(file => file.Name, StringComparer.Ordinal),
        ];
    }
}
