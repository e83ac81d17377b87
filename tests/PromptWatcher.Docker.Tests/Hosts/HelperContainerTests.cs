using System.Text.Json;
using PromptWatcher.Docker.Tests.Engines;
using PromptWatcher.Hosts;
using PromptWatcher.Tests.Console;

namespace PromptWatcher.Docker.Tests.Hosts;

/// <summary>The container that reads the host: what it may do, and that it never stays.</summary>
[Collection(nameof(NeedsOtherEngine))]
public sealed class HelperContainerTests(SharedEngines engines) : HostTest(engines)
{
    [SkippableTheory]
    [MemberData(nameof(Every))]
    public async Task StartAsync_OnAnyEngine_HasNoMoreThanItNeeds(EngineKind kind)
    {
        DockerEngine engine = await Engines.GetAsync(kind);
        await using HostMonitor monitor = Monitor(await DockerAsync(kind));

        await monitor.StartAsync();

        string id = Assert.Single(await HelpersAsync(engine));
        using JsonDocument document = JsonDocument.Parse(await engine.DockerAsync("inspect", id));
        JsonElement settings = document.RootElement[0].GetProperty("HostConfig");
        Assert.True(settings.GetProperty("ReadonlyRootfs").GetBoolean());
        Assert.True(settings.GetProperty("AutoRemove").GetBoolean());
        Assert.False(settings.GetProperty("Privileged").GetBoolean());
        Assert.Equal("none", settings.GetProperty("NetworkMode").GetString());
        Assert.Equal("host", settings.GetProperty("PidMode").GetString());
        Assert.Equal(64 * 1024 * 1024, settings.GetProperty("Memory").GetInt64());
        int process = document.RootElement[0].GetProperty("State").GetProperty("Pid").GetInt32();
        string status = await File.ReadAllTextAsync($"/proc/{process}/status");
        Assert.Contains("CapEff:\t0000000000080004", status, StringComparison.Ordinal);      // CAP_DAC_READ_SEARCH is 2, CAP_SYS_PTRACE 19.
        Assert.Contains("CapBnd:\t0000000000080004", status, StringComparison.Ordinal);
        Assert.Contains("NoNewPrivs:\t1", status, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [MemberData(nameof(Every))]
    public async Task StopAsync_AndAgain_LeavesNoContainerAndStartsAnew(EngineKind kind)
    {
        DockerEngine engine = await Engines.GetAsync(kind);
        await using HostMonitor monitor = Monitor(await DockerAsync(kind));
        for (int i = 0; i < 2; i++)
        {
            await monitor.StartAsync();
            Assert.Equal(HostMonitorState.Watching, monitor.Status.State);
            Assert.Single(await HelpersAsync(engine));

            await monitor.StopAsync();

            Assert.Equal(HostMonitorState.Stopped, monitor.Status.State);
            Assert.Empty(monitor.Terminals);
            Assert.Empty(await HelpersAsync(engine));
        }
    }

    [SkippableTheory]
    [MemberData(nameof(Every))]
    public async Task Monitor_ItsContainerIsKilled_StartsAnother(EngineKind kind)
    {
        DockerEngine engine = await Engines.GetAsync(kind);
        await using HostMonitor monitor = Monitor(await DockerAsync(kind));
        await monitor.StartAsync();
        string first = Assert.Single(await HelpersAsync(engine));

        // Podman's command finds no container any more when it is through.
        using (var process = System.Diagnostics.Process.GetProcessById(int.Parse(await engine.DockerAsync("inspect", "--format", "{{.State.Pid}}", first))))
            process.Kill();

        string[] helpers = [];
        await Waiting.UntilAsync(async () => (helpers = await HelpersAsync(engine)) is [var other] && other != first, () => string.Join(' ', helpers));
        await Waiting.UntilAsync(() => monitor.Status.State == HostMonitorState.Watching, () => monitor.Status.ToString());
    }

    [SkippableTheory]
    [MemberData(nameof(Every))]
    public async Task Monitor_ImageWithoutAShell_SaysWhatIsMissing(EngineKind kind)
    {
        DockerEngine engine = await Engines.GetAsync(kind);
        await using HostMonitor monitor = Monitor(await DockerAsync(kind, options => options.HostImage = Images.Bare));

        await monitor.StartAsync();

        Assert.Equal(HostMonitorState.Away, monitor.Status.State);
        Assert.Contains("/bin/sh", monitor.Status.Problem!.Message, StringComparison.Ordinal);
        Assert.Contains("HostImage", monitor.Status.Problem.Message, StringComparison.Ordinal);
        await monitor.StopAsync();
        Assert.Empty(await HelpersAsync(engine));
    }

    [SkippableTheory]
    [MemberData(nameof(Every))]
    public async Task Monitor_ImageWithNothingButBusybox_TellsAsMuch(EngineKind kind)
    {
        const string image = "promptwatcher-busybox:1";
        DockerEngine engine = await Engines.GetAsync(kind);
        string made = $"{Owner}-busybox";
        await engine.DockerAsync("run", "--network", "none", "--name", made, Images.Bare, Images.BusyBox, "sh", "-c", $"{Images.BusyBox} mkdir /bin /tmp; {Images.BusyBox} --install -s /bin");
        string archive = Path.GetTempFileName();
        await engine.DockerAsync("export", "--output", archive, made);
        await engine.DockerAsync("import", archive, image);
        await engine.DockerAsync("rm", made);
        File.Delete(archive);
        await using var machine = new HostMachine(engine);
        await using HostMonitor monitor = Monitor(await DockerAsync(kind, options => options.HostImage = image));
        await monitor.StartAsync();

        await machine.ContainerAsync($"cat; : {machine.Mark}");

        await Waiting.UntilAsync(() => Of(machine, monitor.Terminals) is [{ IsReadingTerminal: true, User: "root", WorkingDirectory: "/tmp" }],
            () => $"{monitor.Status} {string.Join('\n', Of(machine, monitor.Terminals))}");
    }

    [SkippableTheory]
    [MemberData(nameof(Every))]
    public async Task Hosts_Killed_LeavesNoContainer(EngineKind kind)
    {
        DockerEngine engine = await Engines.GetAsync(kind);
        using var command = new ProjectCommand(engine.Endpoint);
        using System.Diagnostics.Process hosts = command.Start(engine.Endpoint, "hosts", "--watch", "--json", "--env", "docker", "--image", Images.Full);
        await using var machine = new HostMachine(engine);
        await machine.PlainAsync($"sleep 600; : {machine.Mark}");
        await ProjectCommand.UntilAsync(hosts, machine.Mark);
        Assert.NotEmpty(await LeftAsync());

        hosts.Kill();
        await hosts.WaitForExitAsync();

        // One that was made and not started yet has no program that could end, and goes at the next start.
        await Waiting.UntilAsync(async () => (await LeftAsync("--filter", "status=running")).Length == 0);
        (int code, _, string error) = await command.RunAsync("hosts", "--env", "docker", "--image", Images.Full);
        Assert.True(code == 0, error);
        await Waiting.UntilAsync(async () => (await LeftAsync()).Length == 0);

        Task<string> LeftAsync(params string[] more) =>
            engine.DockerAsync(["ps", "--all", "--quiet", "--filter", "label=promptwatcher.hosts", "--filter", "label=promptwatcher.owner=promptwatcher", .. more]);
    }

    [SkippableTheory]
    [InlineData(EngineKind.Installed, false)]
    [InlineData(EngineKind.Installed, true)]
    [InlineData(EngineKind.Newest, false)]
    [InlineData(EngineKind.Newest, true)]
    public async Task Monitor_EngineKilledAndBack_GoesOnWithOneContainer(EngineKind kind, bool containersLive)
    {
        await using DockerEngine engine = await DockerEngine.StartAsync(kind, containersLive ? ["--live-restore"] : []);
        await using var machine = new HostMachine(engine);
        await using HostMonitor monitor = Monitor(Docker(engine));
        await monitor.StartAsync();
        await machine.PlainAsync($"sleep 600; : {machine.Mark}");
        await Waiting.UntilAsync(() => Of(machine, monitor.Terminals).Count == 1, () => string.Join('\n', monitor.Terminals));

        await engine.KillAsync();
        await Waiting.UntilAsync(() => monitor.Status.State == HostMonitorState.Away, () => monitor.Status.ToString());
        Assert.Single(Of(machine, monitor.Terminals));
        await engine.StartAgainAsync();
        await Waiting.UntilAsync(() => monitor.Status.State == HostMonitorState.Watching, () => monitor.Status.ToString());
        await machine.PlainAsync($"sleep 600; : {machine.Mark}");

        await Waiting.UntilAsync(() => Of(machine, monitor.Terminals).Count == 2, () => string.Join('\n', monitor.Terminals));
        Assert.Single(await HelpersAsync(engine));
        await monitor.StopAsync();
        Assert.Empty(await HelpersAsync(engine));
    }
}
