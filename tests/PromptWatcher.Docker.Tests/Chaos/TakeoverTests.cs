using PromptWatcher.AspNetCore.Tests;
using PromptWatcher.Docker.Containers;
using PromptWatcher.Docker.Tests.Engines;
using PromptWatcher.Environments;
using PromptWatcher.Sessions;

namespace PromptWatcher.Docker.Tests.Chaos;

/// <summary>Sessions that outlive whoever started them.</summary>
[Collection(nameof(NeedsEngine))]
public sealed class TakeoverTests(SharedEngines engines) : ChaosTest(engines)
{
    public static TheoryData<EngineKind> Every => [EngineKind.Installed, EngineKind.Newest, EngineKind.Podman];

    [SkippableTheory]
    [MemberData(nameof(Every))]
    public async Task AttachAsync_ProgramWithAPaintedScreen_GivesTheWholeScreen(EngineKind kind)
    {
        DockerEnvironment docker = await DockerAsync(kind);
        ScreenSnapshot before;
        await using (var manager = new SessionManager(Environments(docker), new PromptWatcherOptions { DetachOnDispose = true }))
        {
            TerminalSession first = await manager.StartAsync(Shell(Scripts.Painter, new TerminalSize(100, 30)) with { SessionId = "painted", EnvironmentId = "docker" });
            await first.TypeAsync("one\n"u8.ToArray());
            await Waiting.UntilAsync(() => first.Snapshot().Lines[0].EndsWith("at 30 100 typed[one,]", StringComparison.Ordinal));
            before = first.Snapshot();
        }

        await using var next = new SessionManager(Environments(docker));
        TerminalSession again = await next.AttachAsync("docker", "painted");
        await Waiting.UntilAsync(() => again.Snapshot().Lines.SequenceEqual(before.Lines), () => $"It shows '{again.Snapshot().Lines[0]}' in place of '{before.Lines[0]}'.");
        Assert.Equal(before.Size, again.Snapshot().Size);

        await again.TypeAsync("bye\n"u8.ToArray());
        Assert.Equal(new PtyExit(5), await again.Completion.WaitAsync(Waiting.Patience));
    }

    [SkippableTheory]
    [MemberData(nameof(Every))]
    public async Task AttachPtyAsync_AfterDetach_GoesOnWithTheSameProgram(EngineKind kind)
    {
        DockerEnvironment docker = await DockerAsync(kind);
        DockerPty first = await SpawnAsync(docker, Scripts.Echo);
        var output = new Transcript(first);
        await output.UntilAsync("ready");

        await first.DetachAsync();
        await Assert.ThrowsAsync<PtyDetachedException>(first.ExitAsync);
        await Assert.ThrowsAsync<PtyDetachedException>(() => output.Ended);
        Assert.Equal([first.Id], (await docker.ListPtysAsync().ToListAsync()).Select(info => info.Id));

        await using PtyProcess again = await docker.AttachPtyAsync(first.Id);
        await Assert.ThrowsAsync<EnvironmentException>(async () => await docker.AttachPtyAsync(first.Id));
        var rest = new Transcript(again);
        await TypeAsync(again, "hello\n");
        await rest.UntilAsync("<hello>");
        await again.KillAsync();
        Assert.Equal(new PtyExit(null, 1), await again.ExitAsync());
    }

    [SkippableTheory]
    [MemberData(nameof(Every))]
    public async Task AttachPtyAsync_ExitedWhileNobodyLooked_GivesTheCodeAndRemovesTheContainer(EngineKind kind)
    {
        DockerEngine engine = await Engines.GetAsync(kind);
        DockerEnvironment docker = await DockerAsync(kind);
        DockerPty first = await SpawnAsync(docker, "echo ready; read -t 600; exit 4");
        await first.ReadUntilAsync("ready");
        await first.DetachAsync();
        await Task.WhenAll(engine.DockerAsync("wait", first.ContainerId), engine.DockerAsync("kill", "--signal", "HUP", first.ContainerId));

        var again = (DockerPty)await docker.AttachPtyAsync(first.Id);

        Assert.Equal(new PtyExit(129), await again.ExitAsync());
        Assert.Empty(await again.ReadToEndAsync());
        await again.Removed;
        Assert.DoesNotContain(first.ContainerId[..12], await engine.DockerAsync("ps", "--all", "--quiet"));
    }

    [SkippableTheory]
    [MemberData(nameof(Every))]
    public async Task SweepAsync_ContainerThatNeverStarted_GoesWithItsLease(EngineKind kind)
    {
        // What a process leaves that is killed between create and start.
        DockerEngine engine = await Engines.GetAsync(kind);
        var clock = new ShiftedTime();
        DockerEnvironmentOptions options = Options(engine);
        await using var docker = new DockerEnvironment(options, clock);
        var labels = new Labels(options.Owner, "unborn", null, null, options.Lease, TerminalSize.Default, "bash");
        string container = await engine.DockerAsync(["create", "--network", "none", .. labels.ToDictionary().SelectMany(label => new[] { "--label", $"{label.Key}={label.Value}" }), Images.Full, "true"]);

        Assert.Empty(await docker.ListPtysAsync().ToListAsync());
        Assert.Contains("never started", (await Assert.ThrowsAsync<PtyLostException>(async () => await docker.AttachPtyAsync("unborn"))).Message);
        Assert.Empty(await docker.SweepAsync());
        clock.Advance(options.Lease - TimeSpan.FromMinutes(1));
        Assert.Empty(await docker.SweepAsync());
        clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(["unborn"], await docker.SweepAsync());
        Assert.DoesNotContain(container[..12], await engine.DockerAsync("ps", "--all", "--quiet"));
    }

    [SkippableTheory]
    [MemberData(nameof(Every))]
    public async Task SweepAsync_RunningExitedAndHeld_RemovesThoseThatNobodyHoldsAfterTheirLease(EngineKind kind)
    {
        DockerEngine engine = await Engines.GetAsync(kind);
        var clock = new ShiftedTime();
        DockerEnvironmentOptions options = Options(engine);
        await using var docker = new DockerEnvironment(options, clock);
        await using DockerPty held = await SpawnAsync(docker, Scripts.Idle);
        DockerPty running = await SpawnAsync(docker, Scripts.Idle);
        DockerPty exited = await SpawnAsync(docker, Scripts.Idle);
        await exited.ReadUntilAsync("ready");
        await running.DetachAsync();
        await exited.DetachAsync();
        await engine.DockerAsync("kill", exited.ContainerId);

        clock.Advance(options.Lease - TimeSpan.FromMinutes(1));
        Assert.Empty(await docker.SweepAsync());

        clock.Advance(TimeSpan.FromMinutes(2));
        // One of another owner, and a process that began just now, leave them alone.
        await using (DockerEnvironment other = Docker(engine, changed => changed.Owner = "somebody-else"))
            Assert.Empty(await other.SweepAsync());
        await using (var young = new DockerEnvironment(options, clock))
            Assert.Equal([exited.Id], await young.SweepAsync());
        Assert.Equal([running.Id], await docker.SweepAsync());
        Assert.Equal([held.Id], (await docker.ListPtysAsync().ToListAsync()).Select(info => info.Id));
    }

    [SkippableTheory]
    [MemberData(nameof(Every))]
    public async Task ListPtysAsync_TwoOwners_SeeTheirOwn(EngineKind kind)
    {
        DockerEnvironment one = await DockerAsync(kind, options => options.Owner = "one");
        DockerEnvironment two = await DockerAsync(kind, options => options.Owner = "two");
        await using DockerPty ofOne = await SpawnAsync(one, Scripts.Idle);
        await using DockerPty ofTwo = await SpawnAsync(two, Scripts.Idle);

        Assert.Equal([ofOne.Id], (await one.ListPtysAsync().ToListAsync()).Select(info => info.Id));
        Assert.Equal([ofTwo.Id], (await two.ListPtysAsync().ToListAsync()).Select(info => info.Id));
        Assert.Contains(ofOne.Id, (await Assert.ThrowsAsync<PtyNotFoundException>(async () => await two.AttachPtyAsync(ofOne.Id))).Message);
        await Assert.ThrowsAsync<PtyNotFoundException>(async () => await two.KillPtyAsync(ofOne.Id));
        await Assert.ThrowsAsync<PtyNotFoundException>(async () => await two.ResizePtyAsync(ofOne.Id, TerminalSize.Default));
        Assert.False(ofOne.Completion.IsCompleted);
    }

    private static Dictionary<string, IEnvironmentAdapter> Environments(DockerEnvironment docker) => new() { [DockerEnvironment.EnvironmentId] = docker };

    private static DockerEnvironmentOptions Options(DockerEngine engine) =>
        new() { Endpoint = engine.Endpoint, Image = Images.Full, Network = "none", Owner = $"sweep-{Guid.NewGuid():N}"[..12] };
}
