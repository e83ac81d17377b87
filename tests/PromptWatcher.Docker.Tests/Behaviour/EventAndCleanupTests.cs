using PromptWatcher.AspNetCore.Tests;
using PromptWatcher.Docker.Engine;
using PromptWatcher.Docker.Tests.Engines;
using PromptWatcher.Environments;
using PromptWatcher.Storage;

namespace PromptWatcher.Docker.Tests.Behaviour;

/// <summary>What an engine tells of containers, and how those that nobody holds are found and removed.</summary>
[Collection(nameof(NeedsEngine))]
public sealed class EventAndCleanupTests(SharedEngines engines) : BehaviourTest(engines)
{
    [SkippableTheory]
    [MemberData(nameof(Every))]
    public async Task WatchEventsAsync_LifeOfASession_IsToldWithItsExitCode(EngineKind kind)
    {
        DockerEnvironment docker = await DockerAsync(kind);
        using EngineClient engine = await ClientAsync(kind);
        using var enough = new CancellationTokenSource(LongGrace);
        Task<List<EngineEvent>> watching = WatchAsync(engine, enough.Token);

        // Repeated until the engine has taken note of the wish to be told.
        do
        {
            await using PtyProcess pty = await docker.SpawnPtyAsync(Shell("exit 7") with { SessionId = "watched" });
            await pty.ExitAsync();
        }
        while (!watching.IsCompleted);

        EngineEvent exit = (await watching).Last(happened => happened.Action == "die");
        Assert.Equal("7", exit.Actor.Attributes!["exitCode"]);
        Assert.Equal(Owner, exit.Actor.Attributes["promptwatcher.owner"]);
    }

    [SkippableTheory]
    [MemberData(nameof(Every))]
    public async Task SweepAsync_LeaseThatHasPassed_RemovesWhatNobodyHolds(EngineKind kind)
    {
        DockerEngine engine = await Engines.GetAsync(kind);
        var time = new ShiftedTime();
        DockerEnvironment docker = Docker(engine, time);
        PtyProcess running = await docker.SpawnPtyAsync(Idle);
        await using PtyProcess held = await docker.SpawnPtyAsync(Idle);
        PtyProcess exited = await docker.SpawnPtyAsync(Idle);
        await running.DetachAsync();
        await exited.DetachAsync();
        await engine.DockerAsync("kill", ContainerOf(exited));
        string foreign = await engine.DockerAsync("run", "--detach", "--network", "none", Images.Full, "sleep", "600");
        try
        {
            Assert.Empty(await docker.SweepAsync());

            time.Advance(TimeSpan.FromHours(25));
            Assert.Equal(new[] { running.Id, exited.Id }.Order(), (await docker.SweepAsync()).Order());

            string[] left = (await engine.DockerAsync("ps", "--all", "--quiet", "--no-trunc")).Split('\n');
            Assert.Equal(new[] { ContainerOf(held), foreign }.Order(), left.Order());
        }
        finally
        {
            await engine.DockerAsync("rm", "--force", foreign);
        }
    }

    [SkippableTheory]
    [MemberData(nameof(Every))]
    public async Task SweepAsync_ContainerThatNeverStarted_IsRemovedToo(EngineKind kind)
    {
        DockerEngine engine = await Engines.GetAsync(kind);
        var time = new ShiftedTime();
        DockerEnvironment docker = Docker(engine, time);
        string[] labels = ["--label", $"promptwatcher.owner={Owner}", "--label", "promptwatcher.session=halfway", "--label", "promptwatcher.lease=60", "--label", "promptwatcher.size=80x24", "--label", "promptwatcher.command=true"];
        await engine.DockerAsync(["create", "--network", "none", .. labels, Images.Full, "true"]);

        Assert.Empty(await docker.SweepAsync());
        await Assert.ThrowsAsync<PtyLostException>(async () => await docker.AttachPtyAsync("halfway"));
        time.Advance(TimeSpan.FromMinutes(2));

        Assert.Equal(["halfway"], await docker.SweepAsync());
        Assert.Empty(await engine.DockerAsync("ps", "--all", "--quiet"));
    }

    // One that was made when its process was killed, and not started yet, has no input whose end would end it.
    [SkippableTheory]
    [MemberData(nameof(Every))]
    public async Task SweepAsync_ContainerForGitOfAProcessThatIsGone_IsRemoved(EngineKind kind)
    {
        DockerEngine engine = await Engines.GetAsync(kind);
        var time = new ShiftedTime();
        DockerEnvironment docker = Docker(engine, time);
        async Task<string> MadeAsync(string host) => await engine.DockerAsync(
            "create", "--network", "none", "--label", $"promptwatcher.owner={Owner}", "--label", "promptwatcher.git=p", "--label", $"promptwatcher.host={host}", Images.Full, "git", "hash-object", "--stdin");
        await MadeAsync($"{Environment.MachineName}/999999999/1");
        string ours = await MadeAsync(HostProcess.Current), elsewhere = await MadeAsync("another-machine/1/1");

        Assert.Empty(await docker.SweepAsync());
        Assert.Equal(new[] { ours, elsewhere }.Order(), await LeftAsync());

        time.Advance(TimeSpan.FromHours(25));
        await docker.SweepAsync();
        Assert.Equal([ours], await LeftAsync());
        await engine.DockerAsync("rm", ours);

        async Task<IEnumerable<string>> LeftAsync() => (await engine.DockerAsync("ps", "--all", "--quiet", "--no-trunc", "--filter", $"label=promptwatcher.owner={Owner}")).Split('\n').Order();
    }

    [SkippableTheory]
    [MemberData(nameof(Every))]
    public async Task ListPtysAsync_AnotherProcessOfTheSameOwner_FindsWhatRuns(EngineKind kind)
    {
        DockerEnvironment first = await DockerAsync(kind);
        DockerEnvironment second = await DockerAsync(kind);
        DockerEnvironment stranger = await DockerAsync(kind, options => options.Owner = "somebody-else");
        await using PtyProcess pty = await first.SpawnPtyAsync(new PtySpawnOptions { Command = "bash", Arguments = ["-c", "sleep 600", "secret"], Agent = "claude", Size = new TerminalSize(99, 33) });

        PtyInfo found = Assert.Single(await second.ListPtysAsync().ToListAsync());

        Assert.Equal((pty.Id, "claude", new TerminalSize(99, 33)), (found.Id, found.Agent, found.Size));
        Assert.Equal(["bash"], found.Command);     // no argument is told to whoever may list containers
        Assert.Empty(await stranger.ListPtysAsync().ToListAsync());
    }

    [SkippableTheory]
    [MemberData(nameof(Every))]
    public async Task KillPtyAsync_TerminalThatNobodyHolds_RemovesItsContainer(EngineKind kind)
    {
        DockerEnvironment docker = await DockerAsync(kind);
        PtyProcess pty = await docker.SpawnPtyAsync(Idle);
        await pty.DetachAsync();

        await (await DockerAsync(kind)).KillPtyAsync(pty.Id);

        Assert.Empty(await BehindOurBackAsync(kind, "ps", "--all", "--quiet"));
    }

    private static async Task<List<EngineEvent>> WatchAsync(EngineClient engine, CancellationToken cancellationToken)
    {
        var seen = new List<EngineEvent>();
        await foreach (EngineEvent happened in engine.WatchEventsAsync(["promptwatcher.session=watched"], cancellationToken))
        {
            seen.Add(happened);
            if (happened.Action == "destroy")
                break;
        }

        return seen;
    }
}
