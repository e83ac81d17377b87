using System.ComponentModel;
using System.Text.Json;
using PromptWatcher.Benchmarks.SideBySide;

namespace PromptWatcher.Benchmarks.Terminals;

/// <summary>Starts the processes that are measured, each on one core.</summary>
internal static class Feeder
{
    /// <summary>
    /// How the JIT works in these processes, unless somebody sets these variables. Optimized code must not depend on what ran while it was
    /// profiled; and on one core the JIT would wait ten times as long before it optimizes.
    /// </summary>
    private static readonly (string Name, string Value)[] s_runtime = [("DOTNET_TieredPGO", "0"), ("DOTNET_TC_DelaySingleProcMultiplier", "1")];

    private static readonly Lazy<Task<string[]>> s_pinning = new(FindPinningAsync);

    /// <summary>The line that our own terminal gives.</summary>
    internal static Task<string> RunAsync(FeedSettings settings)
    {
        foreach ((string name, string value) in s_runtime)
            Environment.SetEnvironmentVariable(name, Environment.GetEnvironmentVariable(name) ?? value);
        return RunAsync(Environment.ProcessPath!, "feed", JsonSerializer.Serialize(settings, JsonSerializerOptions.Web));
    }

    /// <summary>The line that a program prints.</summary>
    internal static async Task<string> RunAsync(string program, params string[] arguments)
    {
        string[] command = [.. await s_pinning.Value, program, .. arguments];
        return await Tool.RunAsync(command[0], command[1..]);
    }

    /// <summary>The last core, where this machine has a command that pins a process to one.</summary>
    private static async Task<string[]> FindPinningAsync()
    {
        string[] pinned = ["taskset", "-c", $"{Environment.ProcessorCount - 1}"];
        try
        {
            await Tool.RunAsync(pinned[0], [.. pinned[1..], "true"]);
            return pinned;
        }
        catch (Exception e) when (e is Win32Exception or InvalidOperationException)
        {
            return [];
        }
    }
}
