using PromptWatcher.Docker.Tests.Engines;
using PromptWatcher.Environments;
using PromptWatcher.Projects;

namespace PromptWatcher.Docker.Tests.Projects;

/// <summary>Who owns what git makes on a volume.</summary>
[Collection(nameof(NeedsOtherEngine))]
public sealed class ProjectUserTests(SharedEngines engines) : ProjectTest(engines)
{
    private const string Script = "git config user.name a; git config user.email a@b.c; echo changed >> a.txt; git commit -qam own && echo new > new.txt && mkdir -m 700 closed && touch closed/x && echo user=$(id -u); sleep 600";

    [SkippableTheory]
    [InlineData(EngineKind.Installed, "1000:1000")]
    [InlineData(EngineKind.Newest, "agent")]
    [InlineData(EngineKind.Podman, "1000:1000")]
    [InlineData(EngineKind.Podman, "agent")]
    public async Task Session_UserIsNotRoot_CommitsInItsWorktree(EngineKind kind, string user) =>
        await WorksAsync(kind, await DockerAsync(kind, options => options.User = user));

    [SkippableTheory]
    [MemberData(nameof(DockerAndPodman))]
    public async Task Session_ImagesUserIsNotRoot_CommitsInItsWorktree(EngineKind kind)
    {
        DockerEngine engine = await Engines.GetAsync(kind);
        string image = $"promptwatcher-agent:{ProjectId}", build = Directory.CreateDirectory(Path.Combine(Repository, ".git", "build")).FullName;
        await File.WriteAllTextAsync(Path.Combine(build, "Dockerfile"), $"FROM {Images.Full}\nUSER agent\n");
        await engine.DockerAsync("build", "--network", "none", "--tag", image, build);

        // What git runs in is another image, whose user is root.
        await WorksAsync(kind, await DockerAsync(kind, options => (options.Image, options.GitImage) = (image, Images.Full)));

        await engine.DockerAsync("rmi", image);
    }

    [SkippableTheory]
    [MemberData(nameof(DockerAndPodman))]
    public async Task InitializeAsync_UserIsNotRoot_SessionCommits(EngineKind kind)
    {
        DockerEnvironment docker = await DockerAsync(kind, options => options.User = "1000");
        await docker.GetWorkspace(ProjectId).InitializeAsync();

        await using PtyProcess session = await docker.SpawnPtyAsync(Session("one", "git config user.name a; git config user.email a@b.c; touch x; git add x; git commit -qm x && echo done; sleep 600"));

        await session.ReadUntilAsync("done");
        Assert.Equal(1, (await docker.GetWorkspace(ProjectId).GetChangesAsync("one")).Commits);
    }

    [SkippableTheory]
    [MemberData(nameof(DockerAndPodman))]
    public async Task RemoveAsync_FilesOfAnotherUser_AreRemoved(EngineKind kind)
    {
        DockerEnvironment docker = await DockerAsync(kind, options => options.User = "1000:1000");
        GitWorkspace workspace = await ClonedAsync(docker);
        DockerSpawnOptions asRoot = Session("one", "mkdir -m 700 roots; touch roots/x; echo done; sleep 600") with { User = "0" };
        await using (PtyProcess session = await docker.SpawnPtyAsync(asRoot))
            await session.ReadUntilAsync("done");

        await workspace.RemoveAsync("one", discard: true);

        Assert.Single(await workspace.ListAsync());
        await using PtyProcess other = await docker.SpawnPtyAsync(Session("two", "[ -e /repo/.worktrees/session-one ] || echo none; sleep 600"));
        await other.ReadUntilAsync("none");
    }

    [SkippableFact]
    public async Task CloneAsync_ImageIsMissing_IsPulledWherePolicySaysSo()
    {
        // No registry answers there.
        DockerEnvironment docker = await DockerAsync(EngineKind.Installed, options => (options.Image, options.Pull) = ("127.0.0.1:1/agents:1", PullPolicy.Missing));

        EnvironmentException failure = await Assert.ThrowsAnyAsync<EnvironmentException>(() => docker.GetWorkspace(ProjectId).CloneAsync(Repository));

        Assert.Contains("Cannot pull the image '127.0.0.1:1/agents:1'", failure.Message, StringComparison.Ordinal);
    }

    private async Task WorksAsync(EngineKind kind, DockerEnvironment docker)
    {
        GitWorkspace workspace = await ClonedAsync(docker);
        await using (PtyProcess session = await docker.SpawnPtyAsync(Session("one", Script)))
        {
            await session.ReadUntilAsync("user=1000");

            WorktreeChanges changes = await workspace.GetChangesAsync("one");
            Assert.Equal([new FileChange("a.txt", 1, 0, false), new FileChange("closed/x", null, null, true), new FileChange("new.txt", null, null, true)], changes.Files);
            Assert.Equal(1, changes.Commits);
        }

        await workspace.RemoveAsync("one", discard: true);
        Assert.Single(await workspace.ListAsync());
        await NoneLeftAsync(kind, $"promptwatcher.git={ProjectId}");
    }
}
