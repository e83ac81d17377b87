using PromptWatcher.Docker.Tests.Engines;
using PromptWatcher.Environments;

namespace PromptWatcher.Docker.Tests.Chaos;

/// <summary>Programs in a container that is not their own, and what goes wrong with them.</summary>
[Collection(nameof(NeedsEngine))]
public sealed class ExecTests(SharedEngines engines) : ChaosTest(engines)
{
    public static TheoryData<EngineKind> Every => [EngineKind.Installed, EngineKind.Newest, EngineKind.Podman];

    [SkippableTheory]
    [MemberData(nameof(Every))]
    public async Task SpawnPtyAsync_WhatCannotStart_SaysWhy(EngineKind kind)
    {
        DockerEnvironment docker = await DockerAsync(kind);
        await using Host host = await HostAsync(kind);

        Assert.Contains("nope", await RefusalAsync(docker, new DockerSpawnOptions { Command = "nope", Container = host.Name }));
        Assert.Contains("/no/such", await RefusalAsync(docker, host.Shell("true") with { WorkingDirectory = "/no/such" }));
        Assert.Contains("stranger", await RefusalAsync(docker, host.Shell("true") with { User = "stranger" }));
        Assert.Contains("missing-one", await RefusalAsync(docker, host.Shell("true") with { Container = "missing-one" }));
        await host.Engine.DockerAsync("pause", host.Name);
        Assert.Contains("paused", await RefusalAsync(docker, host.Shell("true")), StringComparison.OrdinalIgnoreCase);
        await host.Engine.DockerAsync("unpause", host.Name);
        await host.Engine.DockerAsync("kill", host.Name);
        Assert.Contains(host.Name, await RefusalAsync(docker, host.Shell("true")));
        Assert.Empty(await docker.ListPtysAsync().ToListAsync());
    }

    [SkippableTheory]
    [MemberData(nameof(Every))]
    public async Task Completion_QuickPrograms_TellTheirCodes(EngineKind kind)
    {
        DockerEnvironment docker = await DockerAsync(kind);
        await using Host host = await HostAsync(kind);

        for (int code = 0; code < 20; code++)
        {
            await using PtyProcess pty = await docker.SpawnPtyAsync(host.Shell($"printf 'run {code}'; exit {code}"));
            Assert.Equal($"run {code}", await pty.ReadTextToEndAsync());
            Assert.Equal(new PtyExit(code), await pty.ExitAsync());
        }

        await using PtyProcess killsItself = await docker.SpawnPtyAsync(host.Shell("kill -KILL $$"));
        Assert.Equal(new PtyExit(137), await killsItself.ExitAsync());
    }

    [SkippableTheory]
    [MemberData(nameof(Every))]
    public async Task KillAsync_ChildThatDetachedItselfAndIgnoresHangups_IsGoneToo(EngineKind kind)
    {
        DockerEnvironment docker = await DockerAsync(kind, options => options.KillGrace = TimeSpan.FromMilliseconds(300));
        await using Host host = await HostAsync(kind);
        await using PtyProcess pty = await docker.SpawnPtyAsync(host.Shell("(trap '' HUP; setsid bash -c 'trap \"\" HUP TERM; sleep 4321 & sleep 1234' </dev/null >/dev/null 2>&1 &) ; echo ready; exec sleep 600"));
        await pty.ReadUntilAsync("ready");

        await pty.KillAsync();

        Assert.Equal(new PtyExit(null, 1), await pty.ExitAsync());
        Assert.DoesNotContain("1234", await host.Engine.DockerAsync("exec", host.Name, "ps", "-ef"));
        Assert.DoesNotContain("4321", await host.Engine.DockerAsync("exec", host.Name, "ps", "-ef"));
    }

    [SkippableTheory]
    [MemberData(nameof(Every))]
    public async Task KillAsync_ReaderStalled_IsQuickAndTheContainerStaysUsable(EngineKind kind)
    {
        DockerEnvironment docker = await DockerAsync(kind, options => options.KillGrace = TimeSpan.FromMilliseconds(300));
        await using Host host = await HostAsync(kind);
        await using PtyProcess pty = await docker.SpawnPtyAsync(host.Shell("trap '' HUP; " + Scripts.Endless));

        // Every buffer is full when the program's counter stands still.
        string count = "", last;
        do
        {
            last = count;
            await Task.Delay(200);
            count = await host.Engine.DockerAsync("exec", host.Name, "bash", "-c", "cat /proc/$(ps -C seq -o pid= | tr -d ' ')/io | grep wchar");
        }
        while (count != last);

        await pty.KillAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(10));

        Assert.Equal(new PtyExit(null, 9), await pty.ExitAsync());
        Assert.True((await pty.ReadToEndAsync()).Length > 64 * 1024);
        await using PtyProcess next = await docker.SpawnPtyAsync(host.Shell("echo still here"));
        Assert.Equal("still here\r\n", await next.ReadTextToEndAsync());
    }

    [SkippableFact]
    public async Task DetachAndAttach_Exec_AreRefused()
    {
        DockerEnvironment docker = await DockerAsync();
        await using Host host = await HostAsync(EngineKind.Installed);
        await using PtyProcess pty = await docker.SpawnPtyAsync(host.Shell(Scripts.Echo));
        var output = new Transcript(pty);
        await output.UntilAsync("ready");

        Assert.False(pty.CanBeTakenOver);
        Assert.Contains(nameof(DockerSpawnOptions.Container), (await Assert.ThrowsAsync<EnvironmentException>(async () => await pty.DetachAsync())).Message);
        Assert.Contains("once", (await Assert.ThrowsAsync<EnvironmentException>(async () => await docker.AttachPtyAsync(pty.Id))).Message);
        Assert.Equal([pty.Id], (await docker.ListPtysAsync().ToListAsync()).Select(info => info.Id));
        await TypeAsync(pty, "unharmed\n");
        await output.UntilAsync("<unharmed>");
    }

    [SkippableTheory]
    [InlineData(EngineKind.Installed)]
    [InlineData(EngineKind.Newest)]
    public async Task KillAsync_ImageWithoutGrep_SaysWhatItNeeds(EngineKind kind)
    {
        DockerEnvironment docker = await DockerAsync(kind);
        DockerEngine engine = await Engines.GetAsync(kind);
        string container = await engine.DockerAsync("run", "--detach", "--init", "--network", "none", Images.Full, "bash", "-c", "rm -f $(type -ap grep); sleep 600");
        try
        {
            PtyProcess pty = await docker.SpawnPtyAsync(new DockerSpawnOptions { Command = "bash", Arguments = ["-c", Scripts.Idle], Container = container });
            await pty.ReadUntilAsync("ready");

            Assert.Contains("no grep", (await Assert.ThrowsAsync<EnvironmentException>(async () => await pty.KillAsync())).Message);
            Assert.False(pty.Completion.IsCompleted);

            await engine.DockerAsync("rm", "--force", container);
            await pty.DisposeAsync();
            Assert.True(pty.Completion.IsCompleted);
        }
        finally
        {
            await engine.DockerAsync("rm", "--force", container).ContinueWith(_ => { });
        }
    }

    [SkippableFact]
    public async Task Completion_ConnectionCut_IsLostAndDisposingEndsTheProgram()
    {
        await using Host host = await HostAsync(EngineKind.Installed);
        await using var proxy = new CuttingProxy(host.Engine.SocketPath);
        await using DockerEnvironment docker = Docker(proxy.Endpoint);
        PtyProcess pty = await docker.SpawnPtyAsync(host.Shell("echo ready; exec sleep 4321"));
        await pty.ReadUntilAsync("ready");

        proxy.CutAll();

        PtyLostException lost = await Assert.ThrowsAsync<PtyLostException>(pty.ExitAsync);
        Assert.Contains("once", lost.Message);
        Assert.Contains("4321", await host.Engine.DockerAsync("exec", host.Name, "ps", "-ef"));
        await pty.DisposeAsync();
        Assert.DoesNotContain("4321", await host.Engine.DockerAsync("exec", host.Name, "ps", "-ef"));
    }

    private static async Task<string> RefusalAsync(DockerEnvironment docker, DockerSpawnOptions options) =>
        (await Assert.ThrowsAnyAsync<EnvironmentException>(async () => await docker.SpawnPtyAsync(options))).Message;

    private async Task<Host> HostAsync(EngineKind kind)
    {
        DockerEngine engine = await Engines.GetAsync(kind);
        string name = $"host-{Guid.NewGuid():N}"[..12];
        await engine.DockerAsync("run", "--detach", "--init", "--network", "none", "--name", name, Images.Full, "sleep", "600");
        return new Host(engine, name);
    }

    /// <summary>A container that is there before its programs.</summary>
    private sealed record Host(DockerEngine Engine, string Name) : IAsyncDisposable
    {
        internal DockerSpawnOptions Shell(string script) => new() { Command = "bash", Arguments = ["-c", script], Container = Name };

        public async ValueTask DisposeAsync() => await Engine.DockerAsync("rm", "--force", Name);
    }
}
