using PromptWatcher.Docker.Tests.Engines;
using PromptWatcher.Environments;
using PromptWatcher.Projects;
using PromptWatcher.Sessions;
using PromptWatcher.Storage;

namespace PromptWatcher.Docker.Tests.Projects;

[Collection(nameof(NeedsOtherEngine))]
public sealed class ReadOnlyVolumeTests(SharedEngines engines) : ProjectTest(engines)
{
    [SkippableTheory]
    [MemberData(nameof(Every))]
    public async Task StartAsync_VolumeIsReadOnly_FailsWithGitsWordsAndLeavesNoContainer(EngineKind kind)
    {
        DockerEngine engine = await Engines.GetAsync(kind);
        string volume = $"claude-repo-{ProjectId}";
        await engine.DockerAsync("volume", "create", "--driver", "local", "--opt", "type=none", "--opt", "o=bind,ro", "--opt", $"device={Repository}", volume);
        await using var manager = new SessionManager(new Dictionary<string, IEnvironmentAdapter> { [DockerEnvironment.EnvironmentId] = await DockerAsync(kind) });

        EnvironmentException failure = await Assert.ThrowsAnyAsync<EnvironmentException>(async () =>
            await manager.StartAsync(Session("one", "true") with { EnvironmentId = DockerEnvironment.EnvironmentId }));

        // Podman changes the owner of a volume at its first use, and fails before git is asked.
        Assert.Contains("read-only file system", failure.Message, StringComparison.OrdinalIgnoreCase);
        Assert.True(failure is DockerEngineException == (kind == EngineKind.Podman), failure.ToString());
        Assert.Equal(kind != EngineKind.Podman, failure.InnerException is GitException { GitWords: var words } && words.Contains("Read-only file system", StringComparison.Ordinal));
        SessionRecord record = (await manager.Store.FindAsync("one"))!;
        Assert.Equal((SessionStatus.Error, failure.Message), (record.Status, record.Error));
        await NoneLeftAsync(kind, $"promptwatcher.project={ProjectId}");
        await NoneLeftAsync(kind, $"promptwatcher.git={ProjectId}");
    }
}
