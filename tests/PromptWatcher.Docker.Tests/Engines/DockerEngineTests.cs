using Xunit.Abstractions;

namespace PromptWatcher.Docker.Tests.Engines;

/// <summary>The engines that the other tests stand on.</summary>
[Collection(nameof(NeedsEngine))]
public sealed class DockerEngineTests(SharedEngines engines, ITestOutputHelper log)
{
    private static readonly string[] LongRunning = ["run", "--detach", "--tty", "--init", "--network", "none", "--name", "it", Images.Full, "sleep", "600"];

    [SkippableTheory]
    [InlineData(EngineKind.Installed)]
    [InlineData(EngineKind.Newest)]
    [InlineData(EngineKind.Podman)]
    public async Task GetAsync_EveryKind_RunsBothImages(EngineKind kind)
    {
        DockerEngine engine = await engines.GetAsync(kind);

        string full = await engine.DockerAsync("run", "--rm", "--init", "--network", "none", Images.Full, "bash", "-c", "stty --version | head -1; git --version; tmux -V");
        string bare = await engine.DockerAsync("run", "--rm", "--init", "--network", "none", Images.Bare, Images.BusyBox, "echo", "no shell here");

        log.WriteLine($"{kind}: {await engine.DockerAsync("version", "--format", "{{.Server.Version}}, API {{.Server.APIVersion}}")}");
        Assert.Matches("^stty .*\ngit version .*\ntmux .*$", full);
        Assert.Equal("no shell here", bare);
    }

    [SkippableTheory]
    [InlineData(EngineKind.Installed)]
    [InlineData(EngineKind.Newest)]
    public async Task KillAsync_WithoutLiveRestore_NextStartEndsTheContainers(EngineKind kind)
    {
        await using DockerEngine engine = await DockerEngine.StartAsync(kind);
        await engine.DockerAsync(LongRunning);
        int before = engine.ProcessId;

        await engine.KillAsync();
        Assert.False(Directory.Exists($"/proc/{before}") && File.ReadAllText($"/proc/{before}/cmdline").Length > 0);

        await engine.StartAgainAsync();
        Assert.NotEqual(before, engine.ProcessId);
        Assert.Equal("exited", await engine.DockerAsync("inspect", "--format", "{{.State.Status}}", "it"));
    }

    [SkippableTheory]
    [InlineData(EngineKind.Installed)]
    [InlineData(EngineKind.Newest)]
    public async Task KillAsync_WithLiveRestore_ContainerRunsOn(EngineKind kind)
    {
        await using DockerEngine engine = await DockerEngine.StartAsync(kind, "--live-restore");
        await engine.DockerAsync(LongRunning);
        string before = await StateAsync(engine);

        await engine.KillAsync();
        await engine.StartAgainAsync();
        Assert.Equal(before, await StateAsync(engine));

        await engine.StopAsync();
        await engine.StartAgainAsync();
        Assert.Equal(before, await StateAsync(engine));
    }

    [SkippableTheory]
    [InlineData(EngineKind.Installed)]
    [InlineData(EngineKind.Newest)]
    [InlineData(EngineKind.Podman)]
    public async Task DisposeAsync_RunningContainer_LeavesNothing(EngineKind kind)
    {
        DockerEngine engine = await DockerEngine.StartAsync(kind);
        await engine.DockerAsync(LongRunning);
        string container = await engine.DockerAsync("inspect", "--format", "{{.State.Pid}}", "it");
        string directory = Path.GetDirectoryName(engine.SocketPath)!;

        await engine.DisposeAsync();

        Assert.False(Directory.Exists(directory));
        Assert.False(Directory.Exists($"/proc/{container}/cwd"));
        Assert.DoesNotContain(directory, File.ReadAllText("/proc/self/mounts"));
    }

    private static Task<string> StateAsync(DockerEngine engine) => engine.DockerAsync("inspect", "--format", "{{.State.Status}} {{.State.Pid}}", "it");
}
