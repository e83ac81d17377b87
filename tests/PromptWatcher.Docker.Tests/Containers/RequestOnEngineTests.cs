using PromptWatcher.Docker.Tests.Engines;
using PromptWatcher.Docker.Tests.Sessions;
using PromptWatcher.Environments;

namespace PromptWatcher.Docker.Tests.Containers;

/// <summary>What is asked for is what a program gets, on every engine.</summary>
[Collection(nameof(NeedsEngine))]
public sealed class RequestOnEngineTests(SharedEngines engines) : EngineTest(engines)
{
    private const string WithEntryPoint = "promptwatcher-entry:1";

    public static TheoryData<EngineKind> Every => [EngineKind.Installed, EngineKind.Newest, EngineKind.Podman];

    [SkippableTheory]
    [MemberData(nameof(Every))]
    public async Task SpawnPtyAsync_ImageWithAnEntryPoint_RunsTheCommandAloneWithItsVariables(EngineKind kind)
    {
        await MakeImageAsync(kind);
        DockerEnvironment docker = await DockerAsync(kind, options => options.Image = WithEntryPoint);

        await using PtyProcess pty = await docker.SpawnPtyAsync(new PtySpawnOptions
        {
            Command = "bash",
            Arguments = ["-c", "printf '<%s>' \"$0\" \"$@\" \"$KEPT\" \"${REMOVED-none}\" \"$ADDED\" \"$TERM\" \"$COLORTERM\"", "a b", "", "$HOME", "*"],
            Environment = new Dictionary<string, string?> { ["REMOVED"] = null, ["ADDED"] = "x=y  z" },
        });

        Assert.Equal("<a b><><$HOME><*><image><none><x=y  z><xterm-256color><truecolor>", await pty.ReadTextToEndAsync());
    }

    [SkippableTheory]
    [MemberData(nameof(Every))]
    public async Task SpawnPtyAsync_VariableRemovedThatOnlyTheEngineItselfHas_IsNotGivenIt(EngineKind kind)
    {
        DockerEnvironment docker = await DockerAsync(kind);

        await using PtyProcess pty = await docker.SpawnPtyAsync(Shell("echo ${OLDPWD-none} ${LOGNAME-none} ${XDG_RUNTIME_DIR-none} ${CONTAINERS_CONF-none}") with
        {
            Environment = new[] { "OLDPWD", "LOGNAME", "XDG_RUNTIME_DIR", "CONTAINERS_CONF" }.ToDictionary(name => name, _ => (string?)null),
        });

        Assert.Equal("none none none none", (await pty.ReadTextToEndAsync()).Trim());
    }

    [SkippableTheory]
    [MemberData(nameof(Every))]
    public async Task SpawnPtyAsync_AnyProgram_IsHeldApartFromItsHost(EngineKind kind)
    {
        DockerEnvironment docker = await DockerAsync(kind, options => (options.Capabilities, options.PidsLimit) = (["CHOWN", "KILL"], 64));

        await using PtyProcess pty = await docker.SpawnPtyAsync(Shell(
            "for f in CapPrm CapEff CapBnd NoNewPrivs; do grep $f: /proc/self/status; done; cat /sys/fs/cgroup/pids/pids.max /sys/fs/cgroup/pids.max 2>/dev/null; readlink /proc/self/ns/net /proc/self/ns/pid /proc/self/ns/mnt"));

        string[] lines = (await pty.ReadTextToEndAsync()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(["CapPrm:\t0000000000000021", "CapEff:\t0000000000000021", "CapBnd:\t0000000000000021", "NoNewPrivs:\t1", "64"], lines[..5]);
        Assert.All((string[])["net", "pid", "mnt"], space => Assert.DoesNotContain(new FileInfo($"/proc/self/ns/{space}").LinkTarget!, lines));
    }

    [SkippableTheory]
    [MemberData(nameof(Every))]
    public async Task SpawnPtyAsync_MountsUserDirectoryAndLabels_AreTheContainers(EngineKind kind)
    {
        DockerEnvironment docker = await DockerAsync(kind);
        string directory = Directory.CreateTempSubdirectory("pw-mount-").FullName;
        try
        {
            await File.WriteAllTextAsync(Path.Combine(directory, "file"), "of the host");
            File.SetUnixFileMode(directory, File.GetUnixFileMode(directory) | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
            PtyProcess pty = await docker.SpawnPtyAsync(new DockerSpawnOptions
            {
                Command = "bash", Arguments = ["-c", "id -u; pwd; cat /data/file; echo; touch /data/new 2>/dev/null || echo read-only; read x"], User = "1000:1000", WorkingDirectory = "/made/here",
                Mounts = [new ContainerMount(directory, "/data", IsReadOnly: true), new ContainerMount("promptwatcher-tests-volume", "/volume")],
                Labels = new Dictionary<string, string> { ["team"] = "blue" },
            });

            await pty.ReadUntilAsync("1000\r\n/made/here\r\nof the host\r\nread-only");
            DockerEngine engine = await Engines.GetAsync(kind);
            string inspected = await engine.DockerAsync("inspect", "--format", "{{.Config.Labels.team}} {{index .Config.Labels \"promptwatcher.session\"}} {{.HostConfig.LogConfig.Type}} {{.HostConfig.Privileged}}", $"claude-session-{pty.Id}");
            Assert.Equal($"blue {pty.Id} none false", inspected);
            await pty.DisposeAsync();
            await engine.DockerAsync("volume", "rm", "promptwatcher-tests-volume");
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    [SkippableTheory]
    [MemberData(nameof(Every))]
    public async Task SpawnPtyAsync_UserOfTheSpawnOrTheImageOtherThanRoot_HasNoCapability(EngineKind kind)
    {
        await MakeImageAsync(kind);
        DockerEnvironment docker = await DockerAsync(kind, options => options.Image = WithEntryPoint);
        DockerSpawnOptions spawn = new() { Command = "bash", Arguments = ["-c", "id -u; grep -E 'Cap(Prm|Eff|Amb):' /proc/self/status"] };
        const string none = "CapPrm:\t0000000000000000\r\nCapEff:\t0000000000000000\r\nCapAmb:\t0000000000000000\r\n";

        await using PtyProcess asImage = await docker.SpawnPtyAsync(spawn);
        await using PtyProcess asSpawn = await docker.SpawnPtyAsync(spawn with { User = "2000" });

        Assert.Equal($"1000\r\n{none}", await asImage.ReadTextToEndAsync());
        Assert.Equal($"2000\r\n{none}", await asSpawn.ReadTextToEndAsync());
    }

    private async Task MakeImageAsync(EngineKind kind)
    {
        DockerEngine engine = await Engines.GetAsync(kind);
        string archive = Path.GetTempFileName();
        try
        {
            string container = await engine.DockerAsync("create", Images.Full, "true");
            await engine.DockerAsync("export", "--output", archive, container);
            await engine.DockerAsync("rm", container);
            await engine.DockerAsync(
                "import", "--change", "ENTRYPOINT [\"/bin/false\"]", "--change", "CMD [\"more\"]", "--change", "ENV PATH=/usr/bin:/bin",
                "--change", "ENV KEPT=image", "--change", "ENV REMOVED=image", "--change", "USER agent", archive, WithEntryPoint);
        }
        finally
        {
            File.Delete(archive);
        }
    }
}
