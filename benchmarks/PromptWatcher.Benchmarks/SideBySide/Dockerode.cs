namespace PromptWatcher.Benchmarks.SideBySide;

/// <summary>The Docker client that most programs in Node.js use. Installed on demand, into a cache of its own.</summary>
internal static class Dockerode
{
    internal const string Name = "dockerode";

    private const string Version = "5.0.1";

    private static readonly string Cache =
        Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache", "promptwatcher-benchmarks", $"{Name}-{Version}");

    internal static async Task<(string Program, string[] Arguments)> CommandAsync()
    {
        if (!Directory.Exists(Path.Combine(Cache, "node_modules", Name)))
        {
            Directory.CreateDirectory(Cache);
            await Tool.RunAsync("npm", "install", "--prefix", Cache, "--ignore-scripts", "--omit=optional", "--no-audit", "--no-fund", $"{Name}@{Version}");
        }

        return ("node", ["--expose-gc", Path.Combine(AppContext.BaseDirectory, "Clients", "dockerode.mjs"), Cache]);
    }
}
