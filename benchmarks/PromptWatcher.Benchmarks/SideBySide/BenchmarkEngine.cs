namespace PromptWatcher.Benchmarks.SideBySide;

/// <summary>The engine under the clients, set up and cleaned through the docker command.</summary>
internal sealed class BenchmarkEngine(string endpoint, string image) : IAsyncDisposable
{
    private const int DataSize = 16 * 1024 * 1024;

    private readonly string _run = Guid.NewGuid().ToString("N")[..8];
    private readonly string _dataFile = Path.Combine(Path.GetTempPath(), $"promptwatcher-tui-{Environment.ProcessId}.bin");

    private string OwnImage => $"promptwatcher-benchmark:{_run}";

    private string Label => $"{Settings.LabelName}={_run}";

    /// <summary>Adds the terminal's output to the image, where every client's programs find it.</summary>
    internal async Task PrepareAsync()
    {
        await File.WriteAllBytesAsync(_dataFile, SyntheticTui.Create(DataSize));
        string container = await DockerAsync("create", "--network", "none", "--label", Label, image);
        await DockerAsync("cp", _dataFile, $"{container}:{Settings.DataInImage}");
        await DockerAsync("commit", container, OwnImage);
    }

    /// <summary>What a client is told. For execs, a fresh container: a program in one outlives the client that started it.</summary>
    internal async Task<Settings> SettingsAsync(string client, string measurement, bool exec) => new()
    {
        Client = client,
        Measurement = measurement,
        Endpoint = endpoint,
        Image = OwnImage,
        DataFile = _dataFile,
        Run = _run,
        Container = exec ? await DockerAsync("run", "--detach", "--init", "--network", "none", "--label", Label, OwnImage, "sleep", "infinity") : null,
    };

    /// <summary>Removes the containers that a client has left.</summary>
    internal async Task CleanAsync()
    {
        string[] left = (await DockerAsync("ps", "--all", "--quiet", "--filter", $"label={Label}")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (left.Length > 0)
            await DockerAsync(["rm", "--force", .. left]);
    }

    internal Task<string> VersionAsync() => DockerAsync("version", "--format", "{{.Server.Version}}, API {{.Server.APIVersion}}");

    public async ValueTask DisposeAsync()
    {
        await CleanAsync();
        await DockerAsync("image", "rm", "--force", OwnImage);
        File.Delete(_dataFile);
    }

    private Task<string> DockerAsync(params IEnumerable<string> arguments) => Tool.RunAsync("docker", ["--host", endpoint, .. arguments]);
}
