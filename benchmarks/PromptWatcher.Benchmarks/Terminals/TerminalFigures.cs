using System.Globalization;

namespace PromptWatcher.Benchmarks.Terminals;

/// <summary>MB/s of every round, by corpus and terminal, at one size of reads.</summary>
internal sealed class TerminalFigures(int chunk)
{
    private readonly Dictionary<(string Corpus, string Terminal), List<double>> _rounds = [];

    internal int Chunk => chunk;

    internal void Add(string corpus, string terminal, double mbPerSecond)
    {
        if (!_rounds.TryGetValue((corpus, terminal), out List<double>? rounds))
            _rounds[(corpus, terminal)] = rounds = [];
        rounds.Add(mbPerSecond);
    }

    internal IReadOnlyList<string> Corpora => [.. _rounds.Keys.Select(key => key.Corpus).Distinct()];

    /// <summary>The median; <see langword="null"/> of a terminal that never came to its end.</summary>
    internal double? Median(string corpus, string terminal) => _rounds.GetValueOrDefault((corpus, terminal))?.Median();

    /// <summary>Median and best.</summary>
    internal string Cell(string corpus, string terminal) => _rounds.TryGetValue((corpus, terminal), out List<double>? rounds)
        ? string.Create(CultureInfo.InvariantCulture, $"{Number(rounds.Median())} ({Number(rounds.Max())})")
        : "fail";

    /// <summary>Three digits.</summary>
    internal static string Number(double value) =>
        value.ToString(value switch { >= 100 => "#,0", >= 10 => "0.0", _ => "0.00" }, CultureInfo.InvariantCulture);
}
