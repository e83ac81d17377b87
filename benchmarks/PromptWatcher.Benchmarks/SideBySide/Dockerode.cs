namespace PromptWatcher.Benchmarks.SideBySide;

/// <summary>The Docker client that most programs in Node.js use.</summary>
internal static class Dockerode
{
    internal const string Name = "dockerode";

    private const string Version = "5.0.1";

    internal static async Task<(string Program, string[] Arguments)> CommandAsync() =>
        ("node", ["--expose-gc", Path.Combine(AppContext.BaseDirectory, "Clients", "dockerode.mjs"), await Cache.InstallAsync(Name, Version)]);
}
