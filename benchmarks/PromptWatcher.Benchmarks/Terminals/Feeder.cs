using System.ComponentModel;
using System.Text.Json;
using PromptWatcher.Benchmarks.SideBySide;

namespace PromptWatcher.Benchmarks.Terminals;

/// <summary>Starts the processes that are measured, each on one core.</summary>
internal static class Feeder
{
    /// <summary>On one core the JIT would wait ten times as long before it optimizes, unless this variable, which the user may set, says otherwise.</summary>
    private const string DelayVariable = "DOTNET_TC_DelaySingleProcMultiplier";

    private static readonly Lazy<Task<string[]>> s_pinning = new(FindPinningAsync);

    /// <summary>The line that our own terminal gives.</summary>
    internal static Task<string> RunAsync(FeedSettings settings)
    {
        Environment.SetEnvironmentVariable(DelayVariable, Environment.GetEnvironmentVariable(DelayVariable) ?? "1");
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
