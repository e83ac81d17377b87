namespace PromptWatcher.Docker.Tests.Engines;

/// <summary>
/// Where one engine keeps everything. The file beside it is locked while this process lives, however it ends: whoever can lock another
/// engine's file knows that its run is over, and cleans up.
/// </summary>
internal sealed class EngineDirectory : IAsyncDisposable
{
    // Short: the path of a Unix socket has at most 107 bytes, and containerd adds folders of its own.
    private static readonly string All = System.IO.Path.Combine(System.IO.Path.GetTempPath(), "pw-engines");
    private static readonly Lazy<Task> LeftOversRemoved = new(RemoveLeftOversAsync);

    private readonly FileStream _lock;

    private EngineDirectory(string path, FileMode mode)
    {
        Path = path;
        _lock = new FileStream(path + ".lock", mode, FileAccess.Write, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
    }

    internal string Path { get; }

    internal static async Task<EngineDirectory> CreateAsync()
    {
        Directory.CreateDirectory(All);
        await LeftOversRemoved.Value;
        return new EngineDirectory(System.IO.Path.Combine(All, Guid.NewGuid().ToString("N")[..8]), FileMode.CreateNew);
    }

    /// <summary>Ends the engine and its containers and removes the directory.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await EngineScript.EndAsync("stop", Path);
        }
        finally
        {
            _lock.Dispose();
        }
    }

    private static async Task RemoveLeftOversAsync()
    {
        foreach (string path in Directory.GetDirectories(All))
        {
            EngineDirectory left;
            try
            {
                left = new EngineDirectory(path, FileMode.OpenOrCreate);
            }
            catch (IOException)
            {
                continue;       // Its run goes on.
            }

            await left.DisposeAsync();
        }
    }
}
