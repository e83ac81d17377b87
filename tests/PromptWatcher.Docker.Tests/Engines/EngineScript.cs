namespace PromptWatcher.Docker.Tests.Engines;

/// <summary>Calls <c>eng/engine.sh</c>, which lies beside the tests.</summary>
internal static class EngineScript
{
    // Exit codes of the script.
    private const int CannotRunHere = 3;
    private const int CannotBeDownloaded = 4;

    private static readonly string FilePath = Path.Combine(AppContext.BaseDirectory, "eng", "engine.sh");

    /// <summary>Starts the engine of a directory, and gives its address.</summary>
    /// <exception cref="SkipException">There can be no such engine on this machine.</exception>
    internal static async Task<string> StartAsync(string directory, IEnumerable<string> arguments)
    {
        if (!OperatingSystem.IsLinux())
            throw Absent("Engines for tests run on Linux only.");

        Tool.Result result = await RunAsync("start", directory, arguments);
        return result.ExitCode switch
        {
            0 => result.Output.Trim(),
            CannotRunHere when !MustRunHere() => throw Absent(result.Error),
            CannotBeDownloaded => throw Absent(result.Error),
            _ => throw new InvalidOperationException($"eng/engine.sh start {directory} {string.Join(' ', arguments)} ended with {result.ExitCode}:\n{result.Error}"),
        };
    }

    internal static async Task EndAsync(string verb, string directory, params string[] arguments)
    {
        Tool.Result result = await RunAsync(verb, directory, arguments);
        if (result.ExitCode != 0)
            throw new InvalidOperationException($"eng/engine.sh {verb} {directory} ended with {result.ExitCode}:\n{result.Error}");
    }

    private static Task<Tool.Result> RunAsync(string verb, string directory, IEnumerable<string> arguments) =>
        Tool.RunAsync("bash", [FilePath, verb, directory, .. arguments]);

    /// <summary>A build server that could have installed an engine must not pass without one.</summary>
    private static bool MustRunHere() =>
        Environment.GetEnvironmentVariable("CI") is "true" or "1" && Environment.IsPrivilegedProcess && File.Exists("/usr/bin/apt-get");

    private static SkipException Absent(string reason)
    {
        System.Console.Error.WriteLine($"NOT CHECKED, there is no engine: {reason}");
        return new SkipException($"NOT CHECKED, there is no engine: {reason}");
    }
}
