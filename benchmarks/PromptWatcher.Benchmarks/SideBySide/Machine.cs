using System.Runtime.InteropServices;

namespace PromptWatcher.Benchmarks.SideBySide;

/// <summary>What the figures depend on.</summary>
internal static class Machine
{
    internal static string Description { get; } = $"{Processor()}, {Environment.ProcessorCount} cores, {RuntimeInformation.OSDescription}, kernel {Environment.OSVersion.Version}, {RuntimeInformation.FrameworkDescription}";

    private static string Processor() =>
        File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(": ")[1] ?? RuntimeInformation.ProcessArchitecture.ToString();
}
