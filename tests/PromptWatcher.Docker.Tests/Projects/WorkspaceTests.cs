using PromptWatcher.Docker.Engine;
using PromptWatcher.Docker.Projects;
using PromptWatcher.Docker.Tests.Behaviour;
using PromptWatcher.Docker.Tests.Engines;
using PromptWatcher.Environments;
using PromptWatcher.Projects;

namespace PromptWatcher.Docker.Tests.Projects;

[Collection(nameof(NeedsOtherEngine))]
public sealed class WorkspaceTests(SharedEngines engines) : ProjectTest(engines)
{
    [SkippableTheory]
    [MemberData(nameof(DockerAndPodman))]
    public async Task Sessions_ThreeOfAProjectAtOnce_EachChangesItsOwnFiles(EngineKind kind)
    {
        DockerEnvironment docker = await DockerAsync(kind);
        GitWorkspace workspace = docker.GetWorkspace(ProjectId);
        Assert.False(await workspace.ExistsAsync());
        await workspace.CloneAsync(Repository);

        PtyProcess[] sessions = await Task.WhenAll(new[] { "a", "b", "c" }.Select(name =>
            docker.SpawnPtyAsync(Session(name, $"echo changed >> {name}.txt; pwd; sleep 600")).AsTask()));
        foreach (PtyProcess session in sessions)
            await session.ReadUntilAsync($"/repo/.worktrees/session-{session.Id}");

        foreach (string name in new[] { "a", "b", "c" })
            Assert.Equal([new FileChange($"{name}.txt", 1, 0, false)], (await workspace.GetChangesAsync(name)).Files);
        Assert.Equal([null, "a", "b", "c"], (await workspace.ListAsync()).Select(worktree => worktree.SessionId).Order());

        await sessions[0].DisposeAsync();
        await workspace.RemoveAsync("a", discard: true);
        Assert.Equal([null, "b", "c"], (await workspace.ListAsync()).Select(worktree => worktree.SessionId).Order());
        Assert.Single((await workspace.GetChangesAsync("b")).Files);
        foreach (PtyProcess session in sessions)
            await session.DisposeAsync();
        await NoneLeftAsync(kind, $"promptwatcher.git={ProjectId}");
    }

    [SkippableTheory]
    [MemberData(nameof(Every))]
    public async Task SpawnPtyAsync_WorktreeDeletedBehindOurBack_IsMadeAgain(EngineKind kind)
    {
        DockerEnvironment docker = await DockerAsync(kind);
        GitWorkspace workspace = await ClonedAsync(docker);
        await workspace.AddAsync("one");
        await using (PtyProcess deleting = await docker.SpawnPtyAsync(Session("other", "rm -rf /repo/.worktrees/session-one; ls /repo/.worktrees; echo done")))
            await deleting.ReadUntilAsync("done");

        await using PtyProcess session = await docker.SpawnPtyAsync(Session("one", "echo $(git branch --show-current) $(ls); sleep 600"));

        await session.ReadUntilAsync("session-one a.txt b.txt c.txt");
    }

    [SkippableTheory]
    [MemberData(nameof(Every))]
    public async Task SpawnPtyAsync_WorktreeCannotBeMade_FailsWithGitsWordsAndLeavesNoContainer(EngineKind kind)
    {
        DockerEnvironment docker = await DockerAsync(kind);
        await ClonedAsync(docker);
        await using (PtyProcess spoiling = await docker.SpawnPtyAsync(new DockerSpawnOptions
        {
            Command = "bash", Arguments = ["-c", "mkdir -p .worktrees/session-one; echo x > .worktrees/session-one/y; echo done"], ProjectId = ProjectId, WorkingDirectory = "/repo",
        }))
            await spoiling.ReadUntilAsync("done");

        EnvironmentException failure = await Assert.ThrowsAsync<EnvironmentException>(async () => await docker.SpawnPtyAsync(Session("one", "true")));

        Assert.Contains("'/repo/.worktrees/session-one' already exists", failure.Message, StringComparison.Ordinal);
        await NoneLeftAsync(kind, "promptwatcher.session=one");
        await NoneLeftAsync(kind, $"promptwatcher.git={ProjectId}");
    }

    [SkippableFact]
    public async Task SpawnPtyAsync_BranchStart_IsWhereItsBranchBegins()
    {
        Git("branch", "before");
        await File.WriteAllTextAsync(Path.Combine(Repository, "d.txt"), "d.txt\n");
        Commit("second");
        DockerEnvironment docker = await DockerAsync();
        await ClonedAsync(docker);

        await using PtyProcess session = await docker.SpawnPtyAsync(Session("one", "ls a.txt d.txt; sleep 600") with { BranchStart = "origin/before" });

        await session.ReadUntilAsync("'d.txt': No such file");
    }

    [SkippableFact]
    public async Task SpawnPtyAsync_WorktreeAtWhichGitWasKilled_IsToldAndRemovedWhenDiscarded()
    {
        DockerEnvironment docker = await DockerAsync();
        GitWorkspace workspace = await ClonedAsync(docker);
        await workspace.AddAsync("one");
        await using (PtyProcess spoiling = await docker.SpawnPtyAsync(Session("other", "git worktree lock --reason initializing /repo/.worktrees/session-one; echo done")))
            await spoiling.ReadUntilAsync("done");

        EnvironmentException failure = await Assert.ThrowsAsync<EnvironmentException>(async () => await docker.SpawnPtyAsync(Session("one", "true")));
        Assert.Contains("is half made", failure.Message, StringComparison.Ordinal);
        await NoneLeftAsync(EngineKind.Installed, "promptwatcher.session=one");

        await workspace.RemoveAsync("one", discard: true);
        await using PtyProcess session = await docker.SpawnPtyAsync(Session("one", "ls; sleep 600"));
        await session.ReadUntilAsync("a.txt");
    }

    [SkippableTheory]
    [InlineData(EngineKind.Installed, 20)]
    [InlineData(EngineKind.Newest, 6)]
    [InlineData(EngineKind.Podman, 6)]
    public async Task SpawnPtyAsync_ManySessionsOfAProjectAtOnce_EachHasItsWorktree(EngineKind kind, int count)
    {
        DockerEnvironment docker = await DockerAsync(kind);
        GitWorkspace workspace = await ClonedAsync(docker);

        PtyProcess[] sessions = await Task.WhenAll(Enumerable.Range(0, count).Select(i => docker.SpawnPtyAsync(Session($"{ProjectId}-{i}", "git branch --show-current; sleep 600")).AsTask()));

        foreach (PtyProcess session in sessions)
            await session.ReadUntilAsync($"session-{session.Id}");
        Assert.Equal(count + 1, (await workspace.ListAsync()).Count);
        await Task.WhenAll(sessions.Select(session => session.DisposeAsync().AsTask()));
    }

    [SkippableTheory]
    [MemberData(nameof(Every))]
    public async Task AddAsync_NoVolume_SaysWhatToDoAndMakesNone(EngineKind kind)
    {
        DockerEnvironment docker = await DockerAsync(kind);

        EnvironmentException failure = await Assert.ThrowsAsync<EnvironmentException>(() => docker.GetWorkspace(ProjectId).AddAsync("one"));

        Assert.Contains($"There is no volume 'claude-repo-{ProjectId}'", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(ProjectId, await (await Engines.GetAsync(kind)).DockerAsync("volume", "ls", "--quiet"), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task CloneAsync_ImageWithoutGit_SaysSo()
    {
        DockerEnvironment docker = await DockerAsync(EngineKind.Installed, options => options.GitImage = Images.Bare);

        EnvironmentException failure = await Assert.ThrowsAsync<EnvironmentException>(() => docker.GetWorkspace(ProjectId).CloneAsync(Repository));

        Assert.Contains($"the image '{Images.Bare}' has none", failure.Message, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [MemberData(nameof(Every))]
    public async Task OpenAsync_HostDies_LeavesNoContainer(EngineKind kind)
    {
        DockerEngine engine = await Engines.GetAsync(kind);
        await using var relay = new Relay(engine.SocketPath);
        using var client = new EngineClient(new DockerEndpoint(new Uri(relay.Endpoint)), TimeSpan.FromSeconds(30));
        IGitAccess git = new DockerGit(client, new DockerEnvironmentOptions { Image = Images.Full, Owner = Owner }, ProjectId, TimeProvider.System);
        await git.OpenAsync(isNew: true, source: null, CancellationToken.None);
        Assert.NotEmpty(await ContainersAsync(kind, $"promptwatcher.git={ProjectId}"));

        // What the engine sees of a process that is killed: its connections end.
        await relay.DisposeAsync();

        await NoneLeftAsync(kind, $"promptwatcher.git={ProjectId}");
    }

    [SkippableFact]
    public async Task InitializeAsync_NewVolume_TakesWorktrees()
    {
        DockerEnvironment docker = await DockerAsync(EngineKind.Installed);
        GitWorkspace workspace = docker.GetWorkspace(ProjectId);

        await workspace.InitializeAsync();

        Assert.Equal("session-one", (await workspace.AddAsync("one")).Branch);
        Assert.True(await workspace.ExistsAsync());
    }
}
