using System.Diagnostics;
using System.Text.Json;
using PromptWatcher.Benchmarks.Clients;
using PromptWatcher.Benchmarks.Measurements;

namespace PromptWatcher.Benchmarks.SideBySide;

/// <summary>One client, one measurement, one process: nothing of another client's is in its figures.</summary>
internal static class ClientProcess
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>Inside the process: measures, and prints the figures as one line of JSON.</summary>
    internal static async Task<int> MainAsync(Settings settings)
    {
        await using Client client = Client.All[settings.Client](settings);
        IReadOnlyDictionary<string, double> figures = await IMeasurement.All[settings.Measurement].RunAsync(client, settings);
        Console.WriteLine(JsonSerializer.Serialize(figures.Where(figure => double.IsFinite(figure.Value)).ToDictionary()));
        return 0;
    }

    /// <summary>Outside: starts the process and reads its figures.</summary>
    /// <exception cref="InvalidDataException">The client failed, or lost data; the message holds what it said.</exception>
    internal static async Task<Dictionary<string, double>> RunAsync(Settings settings)
    {
        (string program, string[] arguments) = settings.Client == Dockerode.Name
            ? await Dockerode.CommandAsync()
            : (Environment.ProcessPath!, ["client", settings.Client]);
        var start = new ProcessStartInfo(program, [.. arguments, settings.ToJson()]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        try
        {
            await process.WaitForExitAsync().WaitAsync(Patience);
        }
        catch (TimeoutException)
        {
            process.Kill(entireProcessTree: true);
            throw new InvalidDataException($"It has not ended after {Patience}.");
        }

        return process.ExitCode == 0
            ? JsonSerializer.Deserialize<Dictionary<string, double>>((await output).TrimEnd().Split('\n')[^1])!
            : throw new InvalidDataException((await error).Trim());
    }
}
