using System.Diagnostics;
using System.Text.Json;

namespace PromptWatcher.Tests.Console;

/// <summary>The command as a user runs it: each verb in a process of its own, all with one file of records.</summary>
internal sealed class ProjectCommand(string? engine = null) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string _state = Directory.CreateTempSubdirectory("state-").FullName;

    /// <summary>The file of records.</summary>
    public string StorePath => Path.Combine(_state, "sessions.db");

    public void Dispose() => Directory.Delete(_state, recursive: true);

    /// <summary>What every verb is to find its records and its engine by.</summary>
    public IReadOnlyDictionary<string, string?> Variables => new Dictionary<string, string?> { ["PROMPTWATCHER_STORE"] = StorePath, ["DOCKER_HOST"] = engine, ["DOCKER_CONTEXT"] = null };

    /// <summary>Runs a verb to its end.</summary>
    public async Task<(int Code, string Output, string Error)> RunAsync(params string[] arguments)
    {
        using Process process = Start(engine, arguments);
        return await EndAsync(process);
    }

    /// <summary>Waits for the end of a verb, and takes what it has printed.</summary>
    public static async Task<(int Code, string Output, string Error)> EndAsync(Process process)
    {
        Task<string> output = process.StandardOutput.ReadToEndAsync(), error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(Patience);
        return (process.ExitCode, await output, await error);
    }

    /// <summary>Starts a verb.</summary>
    /// <param name="address">The engine that it finds.</param>
    /// <param name="arguments">The verb and what it is given.</param>
    public Process Start(string? address, params string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "PromptWatcher.Console"), arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        foreach ((string name, string? value) in Variables)
            start.Environment[name] = value;
        start.Environment["DOCKER_HOST"] = address;
        return Process.Start(start)!;
    }

    /// <summary>Every session on record.</summary>
    public async Task<IReadOnlyList<JsonElement>> PsAsync() =>
        [.. (await RunAsync("ps", "--all", "--json")).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];

    /// <summary>Reads what a verb prints up to a line with a text.</summary>
    public static async Task UntilAsync(Process process, string text)
    {
        while (await process.StandardOutput.ReadLineAsync().WaitAsync(Patience) is { } line)
        {
            if (line.Contains(text, StringComparison.Ordinal))
                return;
        }

        Assert.Fail($"It ended without saying \"{text}\": {await process.StandardError.ReadToEndAsync()}");
    }
}
