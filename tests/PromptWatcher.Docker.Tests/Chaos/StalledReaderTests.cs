using System.Diagnostics;
using System.Globalization;
using System.Text;
using PromptWatcher.Docker.Tests.Engines;
using PromptWatcher.Environments;
using Xunit.Abstractions;

namespace PromptWatcher.Docker.Tests.Chaos;

/// <summary>Consumers that do not read. How long each stalls beyond full buffers is PROMPTWATCHER_DOCKER_STALL, in seconds.</summary>
[Collection(nameof(NeedsEngine))]
public sealed class StalledReaderTests(SharedEngines engines, ITestOutputHelper log) : ChaosTest(engines)
{
    private static readonly TimeSpan Stall = TimeSpan.FromSeconds(int.Parse(Environment.GetEnvironmentVariable("PROMPTWATCHER_DOCKER_STALL") ?? "0", CultureInfo.InvariantCulture));

    [SkippableTheory]
    [InlineData(EngineKind.Installed)]
    [InlineData(EngineKind.Newest)]
    public async Task KillAsync_ReaderStalled_IsQuickAndLosesNothing(EngineKind kind)
    {
        DockerEngine engine = await Engines.GetAsync(kind);
        DockerEnvironment docker = await DockerAsync(kind);
        await using DockerPty stalled = await SpawnAsync(docker, Scripts.Endless);
        await using DockerPty neighbour = await SpawnAsync(docker, Scripts.Echo);
        var echo = new Transcript(neighbour);
        await echo.UntilAsync("ready");
        ContainerProgram program = await ContainerProgram.OfAsync(engine, stalled);
        await program.UntilStalledAsync();

        int echoes = 0;
        var stall = Stopwatch.StartNew();
        do
        {
            await TypeAsync(neighbour, $"{++echoes}\n");
            await echo.UntilAsync($"<{echoes}>");
        }
        while (stall.Elapsed < Stall || echoes < 20);
        long printed = program.Written;

        var clock = Stopwatch.StartNew();
        await stalled.KillAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(5));
        log.WriteLine($"stalled for {stall.Elapsed.TotalSeconds:0.0} s, {echoes} echoes of the neighbour; killed in {clock.ElapsedMilliseconds} ms; {printed} bytes printed before");

        Assert.Equal(new PtyExit(null, 1), await stalled.ExitAsync());
        byte[] output = await stalled.ReadToEndAsync();
        Assert.InRange(output.Length, printed, long.MaxValue);
        Assert.Equal(Numbers(output.Length), Encoding.ASCII.GetString(output));
        await TypeAsync(neighbour, "last\n");
        await echo.UntilAsync("<last>");
    }

    [SkippableFact]
    public async Task DisposeAsync_ReaderNeverRead_IsQuick()
    {
        DockerEngine engine = await Engines.GetAsync();
        DockerPty pty = await SpawnAsync(await DockerAsync(), Scripts.Endless);
        await (await ContainerProgram.OfAsync(engine, pty)).UntilStalledAsync();

        await pty.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(5));

        Assert.Equal(new PtyExit(null, 1), await pty.ExitAsync());
        Assert.DoesNotContain(pty.ContainerId[..12], await engine.DockerAsync("ps", "--all", "--quiet"));
    }

    [SkippableFact]
    public async Task DetachAsync_ReaderNeverRead_LetsTheProgramRun()
    {
        DockerEngine engine = await Engines.GetAsync();
        DockerEnvironment docker = await DockerAsync();
        DockerPty pty = await SpawnAsync(docker, Scripts.Endless);
        ContainerProgram program = await ContainerProgram.OfAsync(engine, pty);
        await program.UntilStalledAsync();
        long printed = program.Written;

        await pty.DetachAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(5));
        await Assert.ThrowsAsync<PtyDetachedException>(pty.ExitAsync);
        await Waiting.UntilAsync(() => program.Written > printed);

        await using PtyProcess again = await docker.AttachPtyAsync(pty.Id);
        Assert.True((await again.Reader.ReadAsync()).Buffer.Length > 0);
    }

    [SkippableFact]
    public async Task Completion_ReaderCompletedEarly_ProgramRunsToItsEnd()
    {
        await using DockerPty pty = await SpawnAsync(await DockerAsync(), "seq 1 1000000; exit 3");

        await pty.Reader.CompleteAsync();

        Assert.Equal(new PtyExit(3), await pty.ExitAsync());
    }

    [SkippableFact]
    public async Task KillAsync_ProgramThatPrintsOnDuringItsGrace_IsNotLetPrintWithoutLimit()
    {
        // A grace in which this program would print gigabytes.
        DockerEnvironment docker = await DockerAsync(configure: options => options.KillGrace = TimeSpan.FromMinutes(1));
        await using DockerPty pty = await SpawnAsync(docker, "trap '' HUP; " + Scripts.Endless);
        await (await ContainerProgram.OfAsync(await Engines.GetAsync(), pty)).UntilStalledAsync();

        await pty.KillAsync();

        Assert.Equal(new PtyExit(null, 9), await pty.ExitAsync());
        byte[] output = await pty.ReadToEndAsync();
        log.WriteLine($"{output.Length >> 20} MiB were kept");
        Assert.InRange(output.Length, 16 * 1024 * 1024, 64 * 1024 * 1024);
        Assert.Equal(Numbers(output.Length), Encoding.ASCII.GetString(output));
    }

    /// <summary>The beginning of what <see cref="Scripts.Endless"/> prints.</summary>
    private static string Numbers(int length)
    {
        var text = new StringBuilder(length + 16);
        for (int i = 1; text.Length < length; i++)
            text.Append(i).Append('\n');
        return text.ToString(0, length);
    }
}
