using System.Text;
using PromptWatcher.Benchmarks.Terminals.Peers;

namespace PromptWatcher.Benchmarks.Terminals;

/// <summary>The figures as tables in Markdown.</summary>
internal static class TerminalReport
{
    internal const string Ours = "PromptWatcher";

    private sealed record Column(string Title, Func<string, string> Cell, Func<string, double?>? Ratio = null);

    /// <summary>The first size of reads: beside the peers, and derived from them beside those that cannot be installed.</summary>
    internal static string First(TerminalFigures figures) => Table(figures,
    [
        new Column($"{Ours} MB/s", corpus => figures.Cell(corpus, Ours)),
        .. Beside(figures),
        Ratio("x newer alacritty", corpus => Derived(figures, corpus, published => published.Alacritty)),
        Ratio("x foot", corpus => Derived(figures, corpus, published => published.Foot)),
    ]);

    /// <summary>Another size of reads, and what is left of the speed at the first.</summary>
    internal static string Other(TerminalFigures figures, TerminalFigures first) => Table(figures,
    [
        new Column($"{Ours} MB/s", corpus => figures.Cell(corpus, Ours)),
        Ratio($"x {first.Chunk:#,0} bytes", corpus => figures.Median(corpus, Ours) / first.Median(corpus, Ours)),
        .. Beside(figures),
    ]);

    /// <summary>How many times the published speed of the peers this machine gives them: so much faster it is, or they are.</summary>
    internal static string MachineFactors(TerminalFigures figures) => string.Join(", ", new[] { Libvterm.Name, XtermJs.Name }.Select(peer =>
        $"{peer} {Text(GeometricMean(figures.Corpora.Select(corpus => figures.Median(corpus, peer) / Base(corpus, peer))))}x"));

    private static IEnumerable<Column> Beside(TerminalFigures figures) =>
    [
        .. Peer.All.Select(peer => new Column(peer.Name, corpus => figures.Cell(corpus, peer.Name))),
        .. Peer.All.Select(peer => Ratio($"x {peer.Name}", corpus => figures.Median(corpus, Ours) / figures.Median(corpus, peer.Name))),
    ];

    /// <summary>Ours by a peer here, by what the published figures say of the other by the same peer; the geometric mean over the peers.</summary>
    private static double? Derived(TerminalFigures figures, string corpus, Func<Published, double?> other) =>
        Published.ByCorpus.TryGetValue(corpus, out Published? published)
            ? GeometricMean(Peer.All.Select(peer => figures.Median(corpus, Ours) / figures.Median(corpus, peer.Name) / (other(published) / Base(corpus, peer.Name))))
            : null;

    /// <summary>The published speed of a peer that is the same here, but for its version.</summary>
    private static double? Base(string corpus, string peer) => Published.ByCorpus.GetValueOrDefault(corpus) is { } published
        ? peer switch { Libvterm.Name => published.Libvterm, XtermJs.Name => published.XtermJs, _ => null }
        : null;

    private static string Table(TerminalFigures figures, IReadOnlyList<Column> columns)
    {
        var table = new StringBuilder();
        table.AppendLine($"| {figures.Chunk:#,0}-byte reads | {string.Join(" | ", columns.Select(column => column.Title))} |");
        table.AppendLine($"|---|{string.Concat(columns.Select(_ => "---:|"))}");
        foreach (string corpus in figures.Corpora)
            table.AppendLine($"| {corpus} | {string.Join(" | ", columns.Select(column => column.Cell(corpus)))} |");
        table.AppendLine($"| geometric mean | {string.Join(" | ", columns.Select(column => column.Ratio is { } ratio ? Text(GeometricMean(figures.Corpora.Select(ratio))) : ""))} |");
        return table.ToString();
    }

    private static Column Ratio(string title, Func<string, double?> ratio) => new(title, corpus => Text(ratio(corpus)), ratio);

    private static string Text(double? ratio) => ratio is { } value ? TerminalFigures.Number(value) : "-";

    /// <summary>Of what is known; <see langword="null"/> where nothing is.</summary>
    private static double? GeometricMean(IEnumerable<double?> ratios)
    {
        double[] known = [.. ratios.OfType<double>()];
        return known.Length == 0 ? null : Math.Exp(known.Average(Math.Log));
    }
}
