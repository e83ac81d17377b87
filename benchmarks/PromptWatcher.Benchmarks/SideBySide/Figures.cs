namespace PromptWatcher.Benchmarks.SideBySide;

/// <summary>What every round of one measurement gave, by client and figure.</summary>
internal sealed class Figures(string measurement)
{
    private readonly Dictionary<string, Dictionary<string, List<double>>> _values = [];

    internal string Measurement => measurement;

    internal IReadOnlyDictionary<string, Dictionary<string, List<double>>> Values => _values;

    internal void Add(string client, Dictionary<string, double> figures)
    {
        if (!_values.TryGetValue(client, out Dictionary<string, List<double>>? all))
            _values[client] = all = [];
        foreach ((string name, double value) in figures)
        {
            if (!all.TryGetValue(name, out List<double>? values))
                all[name] = values = [];
            values.Add(value);
        }
    }
}
