using System.Globalization;
using PromptWatcher.Docker.Tests.Engines;
using PromptWatcher.Environments;

namespace PromptWatcher.Docker.Tests.Chaos;

/// <summary>A proxy that cuts connections. How long it lets them be idle is PROMPTWATCHER_DOCKER_IDLE, in seconds.</summary>
[Collection(nameof(NeedsEngine))]
public sealed class ProxyTests(SharedEngines engines) : ChaosTest(engines)
{
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(int.Parse(Environment.GetEnvironmentVariable("PROMPTWATCHER_DOCKER_IDLE") ?? "1", CultureInfo.InvariantCulture));

    [SkippableFact]
    public async Task State_IdleConnectionsCut_SessionRecoversEachTime()
    {
        await using var proxy = new CuttingProxy((await Engines.GetAsync()).SocketPath);
        DockerEnvironment docker = Docker(proxy.Endpoint);
        await using DockerPty pty = await SpawnAsync(docker, "stty -echo; echo ready; while read -r line && [ \"$line\" != bye ]; do echo \"<$line>\"; done; exit 6");
        var gaps = new Gaps();
        pty.Observe(gaps);
        var output = new Transcript(pty);
        await output.UntilAsync("ready");
        proxy.Idle = Idle;

        string expected = "ready\r\n";
        for (int round = 1; round <= 3; round++)
        {
            await Waiting.UntilAsync(() => gaps.Count >= round && pty.State == DockerPtyState.Running);
            Assert.False(pty.Completion.IsCompleted);
            await TypeAsync(pty, $"round {round}\n");
            await output.UntilAsync($"<round {round}>");
            expected += $"<round {round}>\r\n";
        }

        await TypeAsync(pty, "bye\n");
        Assert.Equal(new PtyExit(6), await pty.ExitAsync());
        await output.Ended;
        Assert.Equal(expected, output.Text);
    }

    [SkippableFact]
    public async Task Reader_EverythingCutWhileAProgramPrints_LosesNothingAfterTheGap()
    {
        await using var proxy = new CuttingProxy((await Engines.GetAsync()).SocketPath);
        DockerEnvironment docker = Docker(proxy.Endpoint);
        await using DockerPty pty = await SpawnAsync(docker, "stty -onlcr; exec 3<> <(:); for ((i = 1; i <= 300; i++)); do echo $i; read -t 0.01 -u 3; done; exit 7");
        var gaps = new Gaps();
        pty.Observe(gaps);
        var output = new Transcript(pty);
        await output.UntilAsync("\n20\n");

        proxy.CutAll();
        Assert.Equal(new PtyExit(7), await pty.ExitAsync());
        await output.Ended;

        Assert.Equal(1, gaps.Count);
        int[] numbers = [.. output.Text.Split('\n').Where(line => line.Length > 0).Select(line => int.Parse(line, CultureInfo.InvariantCulture))];
        Assert.Equal(300, numbers[^1]);
        int holes = numbers.Zip(numbers.Skip(1)).Count(pair => pair.Second != pair.First + 1);
        Assert.InRange(holes, 0, 1);
    }

    [SkippableFact]
    public async Task ResizeAsync_WhileOnlyTheWaitIsCut_IsSentAfterwards()
    {
        await using var proxy = new CuttingProxy((await Engines.GetAsync()).SocketPath);
        DockerEnvironment docker = Docker(proxy.Endpoint);
        await using DockerPty pty = await SpawnAsync(docker, Scripts.Painter);
        var gaps = new Gaps();
        pty.Observe(gaps);
        var output = new Transcript(pty);
        await output.UntilAsync("typed[]");

        proxy.Refuses = true;
        proxy.Cut("/wait?");
        await Waiting.UntilAsync(() => proxy.Refused > 0);
        Assert.Equal(DockerPtyState.Running, pty.State);
        await pty.ResizeAsync(new TerminalSize(97, 31));
        proxy.Refuses = false;

        await output.UntilAsync("at 31 97 typed[]");
        Assert.Equal(0, gaps.Count);
        await TypeAsync(pty, "bye\n");
        Assert.Equal(new PtyExit(5), await pty.ExitAsync());
    }

    [SkippableFact]
    public async Task Wait_CutAgainAndAgain_IsAskedForAtLongerIntervals()
    {
        await using var proxy = new CuttingProxy((await Engines.GetAsync()).SocketPath);
        DockerEnvironment docker = Docker(proxy.Endpoint);
        await using DockerPty pty = await SpawnAsync(docker, Scripts.Painter);
        var output = new Transcript(pty);
        await output.UntilAsync("typed[]");

        // At an unchanging 50 ms, or at once, ten cuts would be over within half a second.
        long begin = Environment.TickCount64;
        for (int cut = 0; cut < 6; cut++)
        {
            proxy.Cut("/wait?");
            await Waiting.UntilAsync(() => proxy.Has("/wait?"));
        }

        Assert.InRange(Environment.TickCount64 - begin, 50 + 100 + 200 + 400, long.MaxValue);
        await TypeAsync(pty, "bye\n");
        Assert.Equal(new PtyExit(5), await pty.ExitAsync());
    }

    [SkippableFact]
    public async Task Completion_RemovedWhileTheConnectionIsCut_IsLost()
    {
        DockerEngine engine = await Engines.GetAsync();
        await using var proxy = new CuttingProxy(engine.SocketPath);
        await using DockerPty pty = await SpawnAsync(Docker(proxy.Endpoint), Scripts.Idle);
        await pty.ReadUntilAsync("ready");

        proxy.Refuses = true;
        proxy.CutAll();
        await UntilAsync(pty, DockerPtyState.Reconnecting);
        await engine.DockerAsync("rm", "--force", pty.ContainerId);
        proxy.Refuses = false;

        Assert.Contains("removed by somebody else", (await Assert.ThrowsAsync<PtyLostException>(pty.ExitAsync)).Message);
        Assert.Equal(DockerPtyState.Lost, pty.State);
    }

    [SkippableFact]
    public async Task Reader_OutputThatComesLongAfterTheExit_IsGiven()
    {
        await using var proxy = new CuttingProxy((await Engines.GetAsync()).SocketPath);
        await using DockerPty pty = await SpawnAsync(Docker(proxy.Endpoint), "stty -echo; echo ready; read x; echo late; exit 8");
        var output = new Transcript(pty);
        await output.UntilAsync("ready");

        proxy.TerminalDelay = TimeSpan.FromSeconds(3);
        await TypeAsync(pty, "\n");

        Assert.Equal(new PtyExit(8), await pty.ExitAsync());
        await output.Ended;
        Assert.Equal("ready\r\nlate\r\n", output.Text);
    }
}
