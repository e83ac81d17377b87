using System.IO.Pipelines;
using PromptWatcher.Docker.Containers;
using PromptWatcher.Docker.Engine;
using PromptWatcher.Docker.Tests.Engine;
using PromptWatcher.Environments;

namespace PromptWatcher.Docker.Tests.Containers;

public sealed class ContainerKillTests
{
    /// <summary>What Podman 4.3 answers when it has killed a container and its monitor is slow to write down the end.</summary>
    private const string TimedOut = """{"message":"timed out waiting for file /run/exits/x: internal libpod error"}""";

    [Theory]
    [InlineData(200, """{"Id":"x","Name":"/n","State":{"Running":false,"ExitCode":137},"Config":{}}""")]
    [InlineData(404, """{"message":"no such container"}""")]
    public async Task RunAsync_FailureThoughTheProgramHasEnded_IsNone(int status, string inspection)
    {
        var exited = new TaskCompletionSource();
        await using ScriptedEngine engine = Podman(status, inspection, exited);
        using EngineClient client = engine.Client();
        ContainerKill kill = Kill(client);

        await kill.RunAsync(exited.Task).InTime();

        Assert.Equal(new PtyExit(null, 9), kill.Sent.Describe(137));
    }

    [Theory]
    [InlineData(200, """{"Id":"x","Name":"/n","State":{"Running":true},"Config":{}}""")]
    [InlineData(500, TimedOut)]
    public async Task RunAsync_FailureWhileTheProgramMayRun_IsToldAndTheSignalIsNotTakenForSent(int status, string inspection)
    {
        await using ScriptedEngine engine = Podman(status, inspection, new TaskCompletionSource());
        using EngineClient client = engine.Client();
        ContainerKill kill = Kill(client);

        DockerEngineException error = await Assert.ThrowsAsync<DockerEngineException>(() => kill.RunAsync(new TaskCompletionSource().Task).InTime());

        Assert.Contains("send SIGKILL", error.Message, StringComparison.Ordinal);
        Assert.False(kill.Sent.Contains(9));
    }

    /// <summary>An engine that fails to kill, and tells the exit once it was asked what became of the container.</summary>
    private static ScriptedEngine Podman(int status, string inspection, TaskCompletionSource exited) => new(async request =>
    {
        if (request.Method == "POST")
        {
            await request.AnswerAsync(500, TimedOut);
            return;
        }

        exited.TrySetResult();
        await request.AnswerAsync(status, inspection);
    }) { PingHeaders = "Api-Version: 1.41\r\nLibpod-Api-Version: 4.3.1\r\n" };

    private static ContainerKill Kill(EngineClient client)
    {
        var pty = new PtyInfo("p", null, ["sh"], DateTimeOffset.UnixEpoch);
        var output = new PtyOutput(PipeScheduler.Inline, 4_096, () => { });
        return new ContainerKill(client, new DockerPtyInfo(pty, "x", "n"), new DockerEnvironmentOptions { KillGrace = TimeSpan.Zero }, output, TimeProvider.System);
    }
}
