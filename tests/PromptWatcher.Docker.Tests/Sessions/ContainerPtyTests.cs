using PromptWatcher.Docker.Tests.Engines;
using PromptWatcher.Environments;

namespace PromptWatcher.Docker.Tests.Sessions;

/// <summary>A program in a container of its own, on every engine.</summary>
[Collection(nameof(NeedsEngine))]
public sealed class ContainerPtyTests(SharedEngines engines) : EngineTest(engines)
{
    public static TheoryData<EngineKind> Every => [EngineKind.Installed, EngineKind.Newest, EngineKind.Podman];

    [SkippableTheory]
    [MemberData(nameof(Every))]
    public async Task SpawnPtyAsync_ProgramThatPrintsAndExits_GivesEveryByteAndTheCode(EngineKind kind)
    {
        DockerEnvironment docker = await DockerAsync(kind);

        await using PtyProcess pty = await docker.SpawnPtyAsync(Shell("stty -onlcr; printf 'first '; head -c 20000 /dev/zero | tr '\\0' x; exit 7"));

        Assert.Equal("first " + new string('x', 20_000), await pty.ReadTextToEndAsync());
        Assert.Equal(new PtyExit(7), await pty.ExitAsync());
    }

    [SkippableTheory]
    [MemberData(nameof(Every))]
    public async Task SpawnPtyAsync_AnySize_ProgramSeesItAtOnce(EngineKind kind)
    {
        DockerEnvironment docker = await DockerAsync(kind);

        await using PtyProcess pty = await docker.SpawnPtyAsync(Shell("stty size", new TerminalSize(132, 43)));

        Assert.Equal("43 132", (await pty.ReadTextToEndAsync()).Trim());
    }

    [SkippableTheory]
    [MemberData(nameof(Every))]
    public async Task ResizeAsync_RunningProgram_IsToldOfIt(EngineKind kind)
    {
        DockerEnvironment docker = await DockerAsync(kind);
        await using PtyProcess pty = await docker.SpawnPtyAsync(Shell("trap 'stty size; exit' WINCH; echo ready; while :; do read -t 1 x; done"));
        await pty.ReadUntilAsync("ready");

        await pty.ResizeAsync(new TerminalSize(91, 17));

        Assert.Equal("17 91", (await pty.ReadTextToEndAsync()).Trim());
    }

    [SkippableTheory]
    [MemberData(nameof(Every))]
    public async Task Writer_Line_ReachesTheProgram(EngineKind kind)
    {
        DockerEnvironment docker = await DockerAsync(kind);
        await using PtyProcess pty = await docker.SpawnPtyAsync(Shell("stty -echo; echo ready; read x; echo \"got $x\""));
        await pty.ReadUntilAsync("ready");

        await pty.Writer.WriteAsync("hello\n"u8.ToArray());

        Assert.Equal("got hello", (await pty.ReadTextToEndAsync()).Trim());
    }

    [SkippableTheory]
    [MemberData(nameof(Every))]
    public async Task KillAsync_ProgramThatIgnoresTheStopSignal_IsKilled(EngineKind kind)
    {
        DockerEnvironment docker = await DockerAsync(kind, options => options.KillGrace = TimeSpan.FromMilliseconds(200));
        await using PtyProcess pty = await docker.SpawnPtyAsync(Shell("trap '' HUP TERM; echo ready; while :; do read -t 1 x; done"));
        await pty.ReadUntilAsync("ready");

        await pty.KillAsync();

        Assert.Equal(new PtyExit(null, 9), await pty.ExitAsync());
    }

    [SkippableTheory]
    [MemberData(nameof(Every))]
    public async Task DisposeAsync_RunningProgram_LeavesNoContainer(EngineKind kind)
    {
        DockerEnvironment docker = await DockerAsync(kind);
        PtyProcess pty = await docker.SpawnPtyAsync(Shell("sleep 600"));

        await pty.DisposeAsync();

        Assert.Equal(new PtyExit(null, 1), await pty.ExitAsync());
        Assert.DoesNotContain(pty.Id, await (await Engines.GetAsync(kind)).DockerAsync("ps", "--all", "--format", "{{.Names}}"));
        Assert.Empty(await docker.ListPtysAsync().ToListAsync());
    }

    [SkippableTheory]
    [MemberData(nameof(Every))]
    public async Task SpawnPtyAsync_MissingCommand_SaysSo(EngineKind kind)
    {
        DockerEnvironment docker = await DockerAsync(kind);

        EnvironmentException error = await Assert.ThrowsAnyAsync<EnvironmentException>(async () => await docker.SpawnPtyAsync(new PtySpawnOptions { Command = "nope" }));

        Assert.Contains("nope", error.Message);
        Assert.Empty(await (await Engines.GetAsync(kind)).DockerAsync("ps", "--all", "--quiet"));
    }

    [SkippableFact]
    public async Task SpawnPtyAsync_GivenUpAtAnyMoment_LeavesNoContainer()
    {
        DockerEnvironment docker = await DockerAsync();
        DockerEngine engine = await Engines.GetAsync();

        for (int i = 0; i < 20; i++)
        {
            using var giveUp = new CancellationTokenSource(TimeSpan.FromMilliseconds(4 * i));
            try
            {
                await (await docker.SpawnPtyAsync(Shell("sleep 600"), giveUp.Token)).DisposeAsync();
            }
            catch (OperationCanceledException)
            {
                // As it was meant to be, unless the start was quicker.
            }
        }

        Assert.Empty(await engine.DockerAsync("ps", "--all", "--quiet", "--filter", "label=promptwatcher.session"));
    }

    [SkippableFact]
    public async Task DisposeAsync_WhileSessionsStart_LeavesNothingUnheld()
    {
        DockerEngine engine = await Engines.GetAsync();
        DockerEnvironment docker = await DockerAsync();
        Task<PtyProcess>[] starts = [.. Enumerable.Range(0, 3).Select(_ => docker.SpawnPtyAsync(Shell("sleep 600")).AsTask())];

        await docker.DisposeAsync();

        foreach (Task<PtyProcess> start in starts)
            await Assert.ThrowsAsync<ObjectDisposedException>(() => start);
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await docker.SpawnPtyAsync(Shell("true")));
        Assert.Empty(await engine.DockerAsync("ps", "--all", "--quiet", "--filter", "label=promptwatcher.session"));
    }

    [SkippableFact]
    public async Task KillAsync_LetGoMeanwhile_DoesNotSayThatItIsDone()
    {
        DockerEnvironment docker = await DockerAsync(configure: options => options.KillGrace = TimeSpan.FromSeconds(60));
        PtyProcess pty = await docker.SpawnPtyAsync(Shell("trap 'echo asked' HUP; echo ready; while :; do read -t 1 x; done"));
        await pty.ReadUntilAsync("ready");
        Task kill = pty.KillAsync().AsTask();
        await pty.ReadUntilAsync("asked");

        await pty.DetachAsync();

        await Assert.ThrowsAnyAsync<EnvironmentException>(() => kill);
        await (await Engines.GetAsync()).DockerAsync("rm", "--force", ((DockerPty)pty).ContainerId);
    }
}
