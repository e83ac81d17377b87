using PromptWatcher.Detection;
using PromptWatcher.Docker.Tests.Engines;
using PromptWatcher.Environments;
using PromptWatcher.Sessions;
using PromptWatcher.Storage;

namespace PromptWatcher.Docker.Tests.Projects;

/// <summary>What is on record of sessions in containers, whatever becomes of them.</summary>
[Collection(nameof(NeedsOtherEngine))]
public sealed class RecordTests(SharedEngines engines) : ProjectTest(engines)
{
    private const string Idle = "echo ready; exec sleep 600";
    private const string Asking = "read -p 'Overwrite a.txt? [y/N] ' answer; exit 3";

    [SkippableTheory]
    [MemberData(nameof(Every))]
    public async Task Store_PromptAnswered_FollowsToTheExitCode(EngineKind kind)
    {
        await using SessionManager manager = Manager(await DockerAsync(kind));
        TerminalSession session = await manager.StartAsync(InContainer(Asking));
        SessionRecord asking = await UntilAsync(manager, session.Id, record => record.Prompt is not null);
        Assert.Equal((SessionStatus.Running, Activity.Awaiting, PromptKind.Confirmation), (asking.Status, asking.Activity, asking.Prompt!.Kind));
        Assert.NotNull(asking.StartedAt);

        Prompt prompt = session.State.Prompt!;
        await session.AnswerAsync(prompt, prompt.Options[0]);

        SessionRecord over = await OverAsync(manager, session.Id);
        Assert.Equal((SessionStatus.Exited, 3, null, null), (over.Status, over.ExitCode, over.Signal, over.Prompt));
        Assert.NotNull(over.EndedAt);
    }

    [SkippableTheory]
    [MemberData(nameof(Every))]
    public async Task Store_KilledByUs_NamesTheSignal(EngineKind kind)
    {
        await using SessionManager manager = Manager(await DockerAsync(kind));
        TerminalSession session = await manager.StartAsync(InContainer(Idle));

        await session.KillAsync();

        SessionRecord over = await OverAsync(manager, session.Id);
        Assert.Equal(SessionStatus.Exited, over.Status);
        Assert.NotNull(over.Signal);
    }

    [SkippableTheory]
    [MemberData(nameof(Every))]
    public async Task Store_ContainerRemovedBehindOurBack_IsOver(EngineKind kind)
    {
        await using SessionManager manager = Manager(await DockerAsync(kind));
        TerminalSession session = await manager.StartAsync(InContainer(Idle));
        await session.WaitForAsync(state => state.Activity != Activity.Starting);

        await (await Engines.GetAsync(kind)).DockerAsync("rm", "--force", ((DockerPty)session.Process).ContainerId);

        SessionRecord over = await OverAsync(manager, session.Id);
        Assert.Equal((SessionStatus.Exited, 137), (over.Status, over.ExitCode));
    }

    [SkippableFact]
    public async Task Store_EngineStopsForGood_IsLostWithTheReasonAndWatchersHearOfIt()
    {
        await using DockerEngine engine = await DockerEngine.StartAsync(EngineKind.Installed, "--live-restore");
        await using SessionManager manager = Manager(Docker(engine, options => options.ReconnectTimeout = TimeSpan.FromSeconds(1)));
        TerminalSession session = await manager.StartAsync(InContainer(Idle));
        Task watching = Task.Run(async () =>
        {
            await foreach (SessionEvent _ in session.WatchAsync())
            {
            }
        });

        await engine.KillAsync();

        SessionRecord over = await OverAsync(manager, session.Id);
        Assert.Equal(SessionStatus.Lost, over.Status);
        Assert.NotEmpty(over.Error!);
        await Assert.ThrowsAsync<PtyLostException>(() => watching);
        await engine.StartAgainAsync();
    }

    [SkippableFact]
    public async Task Store_FailedStart_IsAnErrorInWordsForAUser()
    {
        await using SessionManager manager = Manager(await DockerAsync());

        DockerEngineException failure = await Assert.ThrowsAsync<DockerEngineException>(async () => await manager.StartAsync(InContainer(Idle) with { SessionId = "one", Image = "no-such-image:1" }));

        SessionRecord record = (await manager.Store.FindAsync("one"))!;
        Assert.Equal((SessionStatus.Error, failure.Message), (record.Status, record.Error));
    }

    [SkippableFact]
    public async Task StartAsync_SameIdTwiceAtOnce_GivesOneSessionAndOneError()
    {
        await using SessionManager manager = Manager(await DockerAsync());

        Task<TerminalSession>[] starts = [.. Enumerable.Range(0, 2).Select(_ => manager.StartAsync(InContainer(Idle) with { SessionId = "twice" }).AsTask())];

        await ((Task)Task.WhenAll(starts)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Task<TerminalSession> refused = Assert.Single(starts, start => start.IsFaulted);
        Assert.Contains("'twice'", refused.Exception!.InnerException!.Message, StringComparison.Ordinal);
        Assert.Single(manager.Sessions);
        Assert.Equal(SessionStatus.Running, (await UntilAsync(manager, "twice", record => record.Status != SessionStatus.Starting)).Status);
    }

    [SkippableTheory]
    [MemberData(nameof(Every))]
    public async Task ReconcileAsync_HostWasKilled_TellsWhatRunsAndHowTheOthersEnded(EngineKind kind)
    {
        var store = new InMemorySessionStore();
        DockerEnvironment docker = await DockerAsync(kind);
        await using (SessionManager killed = Manager(docker, store))
        {
            await killed.StartAsync(InContainer("read x; exit 4") with { SessionId = "ends" });
            await killed.StartAsync(InContainer(Idle) with { SessionId = "runs" });
            await UntilAsync(killed, "ends", record => record.Status == SessionStatus.Running);
            await UntilAsync(killed, "runs", record => record.Status == SessionStatus.Running);
        }

        Assert.NotEqual(Activity.Exited, (await store.FindAsync("runs"))!.Activity);

        // As it is when the host's process is no more.
        foreach (string id in new[] { "ends", "runs" })
        {
            SessionRecord left = (await store.FindAsync(id))!;
            Assert.True(await store.TryUpdateAsync(left with { Host = $"{System.Environment.MachineName}/999999999/1", Revision = left.Revision + 1 }));
        }

        await store.TryAddAsync((await store.FindAsync("runs"))! with { SessionId = "vanished" });
        await using SessionManager next = Manager(await DockerAsync(kind), store);
        TerminalSession taken = await next.AttachAsync(DockerEnvironment.EnvironmentId, "ends");
        await taken.TypeAsync("\r"u8.ToArray());
        await OverAsync(next, "ends");

        IReadOnlyList<SessionRecord> changed = await next.ReconcileAsync();

        SessionRecord lost = Assert.Single(changed);
        Assert.Equal(("vanished", SessionStatus.Lost), (lost.SessionId, lost.Status));
        Assert.Equal(4, (await store.FindAsync("ends"))!.ExitCode);
        Assert.Equal(SessionStatus.Running, (await store.FindAsync("runs"))!.Status);
        await (await next.AttachAsync(DockerEnvironment.EnvironmentId, "runs")).DisposeAsync();
    }

    private static DockerSpawnOptions InContainer(string script) => new() { EnvironmentId = DockerEnvironment.EnvironmentId, Command = "bash", Arguments = ["-c", script] };

    private static SessionManager Manager(DockerEnvironment docker, ISessionStore? store = null) => new(
        new Dictionary<string, IEnvironmentAdapter> { [DockerEnvironment.EnvironmentId] = docker }, new PromptWatcherOptions { DetachOnDispose = store is not null }, store: store);

    private static Task<SessionRecord> OverAsync(SessionManager manager, string id) => UntilAsync(manager, id, record => record.IsOver);

    /// <summary>Waits for a record of which nothing tells: it is written beside the session.</summary>
    private static async Task<SessionRecord> UntilAsync(SessionManager manager, string id, Func<SessionRecord, bool> condition)
    {
        SessionRecord? record = null;
        await Waiting.UntilAsync(async () => (record = await manager.Store.FindAsync(id)) is not null && condition(record), () => $"{record}");
        return record!;
    }
}
