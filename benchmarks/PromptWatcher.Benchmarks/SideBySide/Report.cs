using System.Globalization;
using System.Text;

namespace PromptWatcher.Benchmarks.SideBySide;

/// <summary>Figures as a table in Markdown: median [lowest-highest] and, after the first client, how many times its median.</summary>
internal static class Report
{
    internal static string Table(Figures figures, IReadOnlyList<string> clients)
    {
        string[] ran = [.. clients.Where(figures.Values.ContainsKey)];
        if (ran.Length == 0)
            return "";

        string[] names = [.. ran.SelectMany(client => figures.Values[client].Keys).Distinct()];
        var table = new StringBuilder();
        table.AppendLine(CultureInfo.InvariantCulture, $"| {figures.Measurement} | {string.Join(" | ", names)} |");
        table.AppendLine($"|---|{string.Concat(names.Select(_ => "---:|"))}");
        foreach (string client in ran)
            table.AppendLine(CultureInfo.InvariantCulture, $"| {client} | {string.Join(" | ", names.Select(name => Cell(figures, client, name, ran[0])))} |");
        return table.ToString();
    }

    private static string Cell(Figures figures, string client, string name, string first)
    {
        if (!figures.Values[client].TryGetValue(name, out List<double>? values))
            return "-";
        string cell = $"{Number(values.Median())} [{Number(values.Min())}-{Number(values.Max())}]";
        return client != first && figures.Values[first].TryGetValue(name, out List<double>? others) && others.Median() > 0
            ? $"{cell} {values.Median() / others.Median():0.00}x"
            : cell;
    }

    private static string Number(double value) =>
        value.ToString(Math.Abs(value) switch { >= 100 => "#,0", >= 10 => "0.0", _ => "0.00" }, CultureInfo.InvariantCulture);
}
