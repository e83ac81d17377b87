using System.CommandLine;
using PromptWatcher.Benchmarks.SideBySide;

namespace PromptWatcher.Benchmarks.Terminals;

/// <summary><c>terminal</c>: our screen beside its peers over every corpus, as the tables that README.md has.</summary>
internal static class TerminalCommand
{
    internal static RootCommand Create()
    {
        var corpora = new CorporaOptions();
        var command = new RootCommand("Measures the terminal beside its peers.") { corpora.Folder, corpora.Rounds, corpora.Chunks, corpora.Only };
        command.SetAction(async result =>
        {
            var comparison = new TerminalComparison(corpora.Files(result), result.GetValue(corpora.Rounds));
            IReadOnlyList<TerminalFigures> figures = await comparison.RunAsync(result.GetValue(corpora.Chunks)!);
            Console.WriteLine($"{Machine.Description}. Peers here, by their published figures: {TerminalReport.MachineFactors(figures[0])}.\n");
            Console.WriteLine(TerminalReport.First(figures[0]));
            foreach (TerminalFigures other in figures.Skip(1))
                Console.WriteLine(TerminalReport.Other(other, figures[0]));
            return comparison.Failures;
        });
        return command;
    }
}
