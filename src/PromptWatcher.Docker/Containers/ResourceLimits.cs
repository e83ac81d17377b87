using System.Globalization;

namespace PromptWatcher.Docker.Containers;

/// <summary>How much of its host a container may use.</summary>
internal static class ResourceLimits
{
    private const long LeastMemory = 6 * 1024 * 1024; // the engine's own

    private const double LeastCpus = 0.01;
    private const double MostCpus = 1_024;
    private const double NanoCpusPerCpu = 1e9;

    internal static string? MemoryProblem(long? memory) => memory is null or >= LeastMemory ? null
        : $"{memory} bytes of memory are too few. Give at least {LeastMemory}, or leave the limit out.";

    internal static string? CpusProblem(double? cpus) => cpus is null or (>= LeastCpus and <= MostCpus) ? null
        : string.Create(CultureInfo.InvariantCulture, $"{cpus} processors cannot be a limit. Give from {LeastCpus} to {MostCpus}, or leave it out.");

    internal static long? NanoCpus(double? cpus) => (long?)(cpus * NanoCpusPerCpu);
}
