using PromptWatcher.Docker.Engine;
using PromptWatcher.Docker.Tests.Engines;

namespace PromptWatcher.Docker.Tests.Behaviour;

/// <summary>What a wait and a stream say when their engine goes down: an end, which is no exit.</summary>
[Collection(nameof(NeedsEngine))]
public sealed class RestartTests(SharedEngines engines) : BehaviourTest(engines)
{
    [SkippableTheory]
    [InlineData(EngineKind.Installed, false)]
    [InlineData(EngineKind.Installed, true)]
    [InlineData(EngineKind.Newest, true)]
    public async Task WaitContainerAsync_EngineThatGoesDown_TellsNoCode(EngineKind kind, bool inOrder)
    {
        await using DockerEngine own = await DockerEngine.StartAsync(kind, "--live-restore");
        using var engine = new EngineClient(new DockerEndpoint(new Uri(own.Endpoint)), LongGrace);
        string id = await own.DockerAsync("run", "--detach", "--tty", "--network", "none", Images.Full, "sleep", "600");
        using ContainerWait wait = await engine.WaitContainerAsync(id, "not-running", default);
        await using EngineStream stream = await engine.AttachContainerAsync(id, default);

        await (inOrder ? own.StopAsync() : own.KillAsync());

        Assert.Null(await wait.ExitCode.WaitAsync(LongGrace));
        await stream.Stream.CopyToAsync(Stream.Null).WaitAsync(LongGrace);
    }

    [SkippableTheory]
    [MemberData(nameof(OnlyDocker))]
    public async Task WaitContainerAsync_EngineThatEndsItsContainersFirst_TellsTheCode(EngineKind kind)
    {
        await using DockerEngine own = await DockerEngine.StartAsync(kind);
        using var engine = new EngineClient(new DockerEndpoint(new Uri(own.Endpoint)), LongGrace);
        string id = await own.DockerAsync("run", "--detach", "--tty", "--init", "--stop-timeout", "1", "--network", "none", Images.Full, "bash", "-c", "trap '' TERM; while :; do sleep 1; done");
        using ContainerWait wait = await engine.WaitContainerAsync(id, "not-running", default);

        await own.StopAsync();

        Assert.Equal(137, await wait.ExitCode.WaitAsync(LongGrace));
    }
}
