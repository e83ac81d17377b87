namespace PromptWatcher.Benchmarks;

internal static class Medians
{
    internal static double Median(this IReadOnlyCollection<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
