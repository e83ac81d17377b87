using PromptWatcher.Docker.Tests.Engines;
using PromptWatcher.Environments;
using PromptWatcher.Sessions;

namespace PromptWatcher.Docker.Tests.Docs;

/// <summary>The README's sample of containers is this compiled code, run twice: the second host takes over what the first one started.</summary>
[Collection(nameof(NeedsOtherEngine))]
public sealed class ReadmeTests(SharedEngines engines)
{
    [SkippableFact]
    public async Task Sample_RunTwice_TakesTheFirstSessionOver()
    {
        DockerEngine engine = await engines.GetAsync();
        var options = new DockerEnvironmentOptions { Endpoint = engine.Endpoint, Image = Images.Full, Network = "none", Owner = "readme" };

        Assert.Equal(1, await HostAsync(options, "cat"));
        Assert.Equal(2, await HostAsync(options, "cat"));

        await using var docker = new DockerEnvironment(options);
        await foreach (PtyInfo running in docker.ListPtysAsync())
            await docker.KillPtyAsync(running.Id);
    }

    /// <summary>How many sessions the host has at its end.</summary>
    private static async Task<int> HostAsync(DockerEnvironmentOptions options, string command)
    {
        // begin
        // shown: DockerEnvironment(options); -> DockerEnvironment(new DockerEnvironmentOptions { Image = "node:22" });      // the engine that the docker command uses
        // shown: Command = command -> Command = "claude"
        await using var docker = new DockerEnvironment(options);
        await using var manager = new SessionManager(
            new Dictionary<string, IEnvironmentAdapter> { ["docker"] = docker }, new PromptWatcherOptions { DetachOnDispose = true });

        await foreach (PtyInfo running in docker.ListPtysAsync())           // those of the host process before this one
            await manager.AttachAsync("docker", running.Id);
        await manager.StartAsync(new DockerSpawnOptions { EnvironmentId = "docker", Command = command, Memory = 4L << 30 });
        // end
        return manager.Sessions.Count;
    }
}
