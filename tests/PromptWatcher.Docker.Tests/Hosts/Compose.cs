using System.Diagnostics;
using System.Runtime.InteropServices;
using PromptWatcher.AspNetCore.Tests.Sample;
using PromptWatcher.Docker.Tests.Engines;

namespace PromptWatcher.Docker.Tests.Hosts;

/// <summary>
/// <c>samples/PromptWatcher.Web/compose.yaml</c> on an engine of the tests. They have no bridge, so the containers get the host's network, and no registry, so the images begin with
/// <see cref="Images.Full"/> and hold the sample as it was built here, beside this machine's .NET.
/// </summary>
internal sealed class Compose : IAsyncDisposable
{
    internal const string AccessKey = "an access key for this test";

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("pw-compose-");
    private readonly DockerEngine _engine;

    private Compose(DockerEngine engine) => _engine = engine;

    internal Uri Address { get; } = new($"http://127.0.0.1:{FreePort.Find()}");

    /// <summary>Builds all images.</summary>
    internal static async Task<Compose> BuildAsync(DockerEngine engine)
    {
        var compose = new Compose(engine);
        string sample = Path.Combine(SourceTree.Root, "samples/PromptWatcher.Web"), there = compose._directory.FullName;
        foreach (string file in (string[])["Dockerfile", ".dockerignore", "proxy"])
            await CopyAsync(Path.Combine(sample, file), there);
        Directory.CreateDirectory(Path.Combine(there, "bin"));
        await CopyAsync(AppContext.BaseDirectory.Replace("tests/PromptWatcher.Docker.Tests", "samples/PromptWatcher.Web", StringComparison.Ordinal), Path.Combine(there, "bin/image"));
        DirectoryInfo dotnet = Directory.CreateDirectory(Path.Combine(there, "bin/image/dotnet"));
        foreach (string part in (string[])["host", "shared"])
            await CopyAsync(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory().Split("/shared/")[0], part), dotnet.FullName);
        await File.WriteAllTextAsync(Path.Combine(there, "access-key"), AccessKey);
        string text = await File.ReadAllTextAsync(Path.Combine(sample, "compose.yaml"));
        await File.WriteAllTextAsync(Path.Combine(there, "compose.yaml"), text
            .Replace("ports: [\"127.0.0.1:5080:8080\"]", "network_mode: host", StringComparison.Ordinal)
            .Replace("  hostname: promptwatcher", "  #", StringComparison.Ordinal)
            .Replace("x-settings: &settings", $"x-settings: &settings\n  DOTNET_ROOT: /app/dotnet\n  Urls: {compose.Address}", StringComparison.Ordinal));
        await compose.RunAsync("--profile", "filtered", "build", "--build-arg", $"BASE={Images.Full}");
        return compose;
    }

    internal Task UpAsync(string service) => RunAsync("up", "--detach", service);

    internal Task DownAsync() => RunAsync("--profile", "filtered", "down", "--volumes");

    /// <summary>The socket that the proxy listens at.</summary>
    internal async Task<string> ProxySocketAsync() => Path.Combine(await _engine.DockerAsync("volume", "inspect", "--format", "{{.Mountpoint}}", "promptwatcher-test_proxy"), "docker.sock");

    internal Task<string> LogAsync() => RunAsync("--profile", "filtered", "logs", "--no-color");

    public async ValueTask DisposeAsync()
    {
        await DownAsync();
        _directory.Delete(recursive: true);
    }

    private async Task<string> RunAsync(params string[] arguments)
    {
        Tool.Result result = await Tool.RunAsync("docker-compose", ["--project-name", "promptwatcher-test", "--file", Path.Combine(_directory.FullName, "compose.yaml"), .. arguments],
            ("DOCKER_HOST", _engine.Endpoint), ("DOCKER_CONTEXT", null), ("DOCKER_SOCKET", _engine.SocketPath), ("PROMPTWATCHER_IMAGE", Images.Full));
        Assert.True(result.ExitCode == 0, $"docker-compose {string.Join(' ', arguments)} ended with {result.ExitCode}:\n{result.Output}\n{result.Error}");
        return result.Output;
    }

    private static async Task CopyAsync(string from, string to)
    {
        using Process copy = Process.Start("cp", ["-R", from, to]);
        await copy.WaitForExitAsync();
        Assert.Equal(0, copy.ExitCode);
    }
}
