using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using PromptWatcher.Docker.Tests.Engines;
using PromptWatcher.Environments;
using Xunit.Abstractions;

namespace PromptWatcher.Docker.Tests.Chaos;

/// <summary>Every byte, both ways. How many short programs run is PROMPTWATCHER_DOCKER_RUNS.</summary>
[Collection(nameof(NeedsEngine))]
public sealed class ByteTests(SharedEngines engines, ITestOutputHelper log) : ChaosTest(engines)
{
    private const int AtOnce = 8;
    private const int Lines = 1_024;        // of 20 bytes

    private static readonly int Runs = int.Parse(Environment.GetEnvironmentVariable("PROMPTWATCHER_DOCKER_RUNS") ?? "60", CultureInfo.InvariantCulture);

    public static TheoryData<EngineKind, bool> EveryPlace => new()
    {
        { EngineKind.Installed, false }, { EngineKind.Installed, true }, { EngineKind.Newest, false }, { EngineKind.Newest, true }, { EngineKind.Podman, false }, { EngineKind.Podman, true },
    };

    [SkippableTheory]
    [MemberData(nameof(EveryPlace))]
    public async Task Writer_16MiBToARawReader_ArriveWhole(EngineKind kind, bool exec)
    {
        const int size = 16 * 1024 * 1024;
        byte[] paste = new byte[size];
        new Random(1).NextBytes(paste);
        await using Place place = await PlaceAsync(kind, exec);
        await using PtyProcess pty = await place.Docker.SpawnPtyAsync(place.Shell($"stty raw -echo; echo ready; head -c {size} | sha256sum"));
        await pty.ReadUntilAsync("ready");

        var clock = Stopwatch.StartNew();
        await pty.Writer.WriteAsync(paste).AsTask().WaitAsync(Waiting.Patience);

        Assert.Contains(Convert.ToHexStringLower(SHA256.HashData(paste)), await pty.ReadTextToEndAsync());
        Assert.Equal(new PtyExit(0), await pty.ExitAsync());
        log.WriteLine($"{kind}, exec {exec}: 16 MiB in {clock.Elapsed.TotalSeconds:0.0} s");
    }

    [SkippableTheory]
    [MemberData(nameof(EveryPlace))]
    public async Task Writer_EveryByteAndTheUsualDetachKeys_PassUnchanged(EngineKind kind, bool exec)
    {
        byte[] typed = [.. Enumerable.Range(0, 256).Select(value => (byte)value), 0x10, 0x11, 0x10, 0x10, 0x11, (byte)'.'];
        await using Place place = await PlaceAsync(kind, exec);
        await using PtyProcess pty = await place.Docker.SpawnPtyAsync(place.Shell($"stty raw -echo; printf '>'; head -c {2 * typed.Length}"));
        await pty.ReadUntilAsync(">");

        await pty.Writer.WriteAsync(typed);
        foreach (byte one in typed)
            await pty.Writer.WriteAsync(new[] { one });

        byte[] twice = [.. typed, .. typed];
        Assert.Equal(twice, await pty.ReadToEndAsync());
        Assert.Equal(new PtyExit(0), await pty.ExitAsync());
    }

    [SkippableFact]
    public async Task SpawnPtyAsync_ManyProgramsThatPrintAndExit_LoseNoByteAndNoCode()
    {
        DockerEnvironment docker = await DockerAsync();
        var clock = Stopwatch.StartNew();

        await Parallel.ForEachAsync(Enumerable.Range(0, Runs), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (run, _) =>
        {
            await using PtyProcess pty = await docker.SpawnPtyAsync(Shell($"stty -onlcr; seq -f '{run:0000} line %09.0f' {Lines}; exit {run % 250 + 1}"));
            var expected = new StringBuilder();
            for (int line = 1; line <= Lines; line++)
                expected.Append(CultureInfo.InvariantCulture, $"{run:0000} line {line:000000000}\n");
            Assert.Equal(expected.ToString(), await pty.ReadTextToEndAsync());
            Assert.Equal(new PtyExit(run % 250 + 1), await pty.ExitAsync());
        });

        log.WriteLine($"{Runs} x {20 * Lines} bytes, {AtOnce} at once: {clock.Elapsed.TotalSeconds:0.0} s");
    }

    private async Task<Place> PlaceAsync(EngineKind kind, bool exec)
    {
        DockerEngine engine = await Engines.GetAsync(kind);
        string? container = exec ? await engine.DockerAsync("run", "--detach", "--init", "--network", "none", Images.Full, "sleep", "600") : null;
        return new Place(engine, await DockerAsync(kind), container);
    }

    /// <summary>Where a program runs: in a container of its own, or in one that is there.</summary>
    private sealed record Place(DockerEngine Engine, DockerEnvironment Docker, string? Container) : IAsyncDisposable
    {
        internal DockerSpawnOptions Shell(string script) => new() { Command = "bash", Arguments = ["-c", script], Container = Container };

        public async ValueTask DisposeAsync()
        {
            if (Container is not null)
                await Engine.DockerAsync("rm", "--force", Container);
        }
    }
}
