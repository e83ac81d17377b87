namespace PromptWatcher.Benchmarks.SideBySide;

/// <summary>Peers' programs, made or installed on demand and kept for the next run.</summary>
internal static class Cache
{
    private static readonly string s_folder =
        Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache", "promptwatcher-benchmarks");

    /// <summary>A folder of that name, which exists.</summary>
    internal static string Folder(string name) => Directory.CreateDirectory(Path.Combine(s_folder, name)).FullName;

    /// <summary>The folder whose <c>node_modules</c> hold the package.</summary>
    internal static async Task<string> InstallAsync(string package, string version)
    {
        string folder = Folder($"{package.Replace('/', '-')}-{version}");
        if (!Directory.Exists(Path.Combine(folder, "node_modules", package)))
            await Tool.RunAsync("npm", "install", "--prefix", folder, "--ignore-scripts", "--omit=optional", "--no-audit", "--no-fund", $"{package}@{version}");
        return folder;
    }
}
