using System.Net.Sockets;
using System.Text;
using PromptWatcher.Docker.Tests.Engines;
using PromptWatcher.Environments;

namespace PromptWatcher.Docker.Tests.Chaos;

/// <summary>What others do to a session's container.</summary>
[Collection(nameof(NeedsEngine))]
public sealed class BehindOurBackTests(SharedEngines engines) : ChaosTest(engines)
{
    public static TheoryData<EngineKind> Every => [EngineKind.Installed, EngineKind.Newest, EngineKind.Podman];

    [SkippableTheory]
    [MemberData(nameof(Every))]
    public async Task Completion_ContainerRemoved_IsTheExitThatTheWaitTold(EngineKind kind)
    {
        DockerEngine engine = await Engines.GetAsync(kind);
        await using DockerPty pty = await SpawnAsync(await DockerAsync(kind), Scripts.Idle);
        var output = new Transcript(pty);
        await output.UntilAsync("ready");

        await engine.DockerAsync("rm", "--force", pty.ContainerId);

        Assert.Equal(new PtyExit(137), await pty.ExitAsync());
        await output.Ended;
        await pty.KillAsync();
        await pty.ResizeAsync(new TerminalSize(90, 30));
    }

    // Podman's `docker stop` is SIGKILL, whatever the stop signal.
    [SkippableTheory]
    [InlineData(EngineKind.Installed)]
    [InlineData(EngineKind.Newest)]
    public async Task Completion_ContainerKilledAndStopped_NamesNoSignal(EngineKind kind)
    {
        DockerEngine engine = await Engines.GetAsync(kind);
        DockerEnvironment docker = await DockerAsync(kind);
        await using DockerPty killed = await SpawnAsync(docker, Scripts.Idle);
        await using DockerPty stopped = await SpawnAsync(docker, Scripts.Idle);
        await killed.ReadUntilAsync("ready");
        await stopped.ReadUntilAsync("ready");

        await engine.DockerAsync("kill", killed.ContainerId);
        await engine.DockerAsync("stop", stopped.ContainerId);

        Assert.Equal(new PtyExit(137), await killed.ExitAsync());
        Assert.Equal(new PtyExit(129), await stopped.ExitAsync());
    }

    [SkippableTheory]
    [MemberData(nameof(Every))]
    public async Task Completion_ProgramThatExitsWith137_IsNoSignal(EngineKind kind)
    {
        await using DockerPty pty = await SpawnAsync(await DockerAsync(kind), "exit 137");

        Assert.Equal(new PtyExit(137), await pty.ExitAsync());
    }

    [SkippableTheory]
    [InlineData(EngineKind.Installed)]
    [InlineData(EngineKind.Newest)]
    public async Task Completion_ChildOutOfMemory_IsTheProgramsOwnExit(EngineKind kind)
    {
        DockerEnvironment docker = await DockerAsync(kind, options => options.Memory = 16 * 1024 * 1024);
        await using DockerPty pty = await SpawnAsync(docker, "tail /dev/zero; echo child $?; exit 0");

        Assert.Contains("child 137", await pty.ReadTextToEndAsync());
        Assert.Equal(new PtyExit(0), await pty.ExitAsync());
    }

    [SkippableTheory]
    [MemberData(nameof(Every))]
    public async Task Reader_ContainerPausedAndUnpaused_GoesOn(EngineKind kind)
    {
        DockerEngine engine = await Engines.GetAsync(kind);
        await using DockerPty pty = await SpawnAsync(await DockerAsync(kind), Scripts.Echo);
        var output = new Transcript(pty);
        await output.UntilAsync("ready");

        await engine.DockerAsync("pause", pty.ContainerId);
        await TypeAsync(pty, "while paused\n");
        await engine.DockerAsync("unpause", pty.ContainerId);
        await output.UntilAsync("<while paused>");
        await TypeAsync(pty, "after\n");
        await output.UntilAsync("<after>");

        Assert.Equal("ready\r\n<while paused>\r\n<after>\r\n", output.Text);
        Assert.Equal(DockerPtyState.Running, pty.State);
    }

    [SkippableTheory]
    [MemberData(nameof(Every))]
    public async Task KillAsync_PausedContainer_EndsIt(EngineKind kind)
    {
        DockerEngine engine = await Engines.GetAsync(kind);
        DockerEnvironment docker = await DockerAsync(kind, options => options.RequestTimeout = TimeSpan.FromSeconds(5));
        await using DockerPty pty = await SpawnAsync(docker, Scripts.Stubborn);
        await pty.ReadUntilAsync("ready");
        await engine.DockerAsync("pause", pty.ContainerId);

        await pty.KillAsync();

        Assert.Equal(new PtyExit(null, 9), await pty.ExitAsync());
    }

    [SkippableTheory]
    [InlineData(EngineKind.Installed)]
    [InlineData(EngineKind.Newest)]
    public async Task Completion_ContainerRestarted_IsTheExitOfTheFirstProgramAndTheContainerGoes(EngineKind kind)
    {
        DockerEngine engine = await Engines.GetAsync(kind);
        await using DockerPty pty = await SpawnAsync(await DockerAsync(kind), Scripts.Idle);
        await pty.ReadUntilAsync("ready");

        // It may find the container removed between its two halves.
        await engine.DockerAsync("restart", pty.ContainerId).ContinueWith(_ => { });

        Assert.Equal(new PtyExit(129), await pty.ExitAsync());
        await pty.Removed;
        Assert.DoesNotContain(pty.ContainerId[..12], await engine.DockerAsync("ps", "--all", "--quiet"));
    }

    [SkippableTheory]
    [InlineData(EngineKind.Installed)]
    [InlineData(EngineKind.Newest)]
    public async Task KillAsync_SomebodyElseAttachedAndStalled_SaysSoInTimeAndWorksOnceTheyAreGone(EngineKind kind)
    {
        DockerEngine engine = await Engines.GetAsync(kind);
        DockerEnvironment docker = await DockerAsync(kind, options => (options.RequestTimeout, options.KillGrace) = (TimeSpan.FromSeconds(2), TimeSpan.FromMilliseconds(200)));
        DockerPty pty = await SpawnAsync(docker, Scripts.Endless);
        pty.Reader.Complete();
        ContainerProgram program = await ContainerProgram.OfAsync(engine, pty);
        using (var stalled = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            stalled.Connect(new UnixDomainSocketEndPoint(engine.SocketPath));
            stalled.Send(Encoding.ASCII.GetBytes($"POST /containers/{pty.ContainerId}/attach?stream=1&stdout=1 HTTP/1.1\r\nHost: docker\r\nUpgrade: tcp\r\nConnection: Upgrade\r\n\r\n"));
            await program.UntilStalledAsync();

            EnvironmentException error = await Assert.ThrowsAnyAsync<EnvironmentException>(() => pty.KillAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20)));
            Assert.Contains("another client", error.Message);
        }

        await pty.KillAsync();
        Assert.Equal(new PtyExit(null, 1), await pty.ExitAsync());
        await pty.DisposeAsync();
    }
}
