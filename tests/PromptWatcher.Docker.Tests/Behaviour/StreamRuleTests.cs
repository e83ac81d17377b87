using System.IO.Pipelines;
using PromptWatcher.Docker.Engine;
using PromptWatcher.Docker.Tests.Engines;
using PromptWatcher.Environments;

namespace PromptWatcher.Docker.Tests.Behaviour;

/// <summary>What passes through a terminal's stream, and what an engine would make of it.</summary>
[Collection(nameof(NeedsEngine))]
public sealed class StreamRuleTests(SharedEngines engines) : BehaviourTest(engines)
{
    private const string Echo = "stty raw -echo; echo ready; exec cat";

    /// <summary>By default an engine keeps Ctrl+P back, and takes Ctrl+P Ctrl+Q for the wish to detach.</summary>
    [SkippableTheory]
    [MemberData(nameof(Every))]
    public async Task Writer_EveryByte_Passes(EngineKind kind)
    {
        DockerEnvironment docker = await DockerAsync(kind);
        await using PtyProcess container = await docker.SpawnPtyAsync(Shell(Echo));
        await using PtyProcess exec = await docker.SpawnPtyAsync(In(container, Echo));

        foreach (PtyProcess pty in (PtyProcess[])[container, exec])
        {
            await pty.ReadUntilAsync("ready\n");
            byte[] typed = [16, 17, .. Enumerable.Range(0, 256).Select(value => (byte)value), 16, 16, 17, 0];
            await EchoesAsync(pty, [16]);
            await EchoesAsync(pty, [17]);
            await EchoesAsync(pty, typed);
        }
    }

    /// <summary>An engine would end the output with the input.</summary>
    [SkippableTheory]
    [MemberData(nameof(Every))]
    public async Task Writer_Completed_LeavesTheOutputOpen(EngineKind kind)
    {
        DockerEnvironment docker = await DockerAsync(kind);
        await using PtyProcess pty = await docker.SpawnPtyAsync(Shell(HearingSignals("trap 'echo still here; exit 3' WINCH")));
        await pty.ReadUntilAsync("ready");

        await pty.Writer.CompleteAsync();
        await pty.ResizeAsync(new TerminalSize(80, 20));

        Assert.Equal("still here", (await pty.ReadTextToEndAsync()).Trim());
        Assert.Equal(new PtyExit(3), await pty.ExitAsync());
    }

    [SkippableTheory]
    [MemberData(nameof(Every))]
    public async Task Writer_ControlD_EndsTheInput(EngineKind kind)
    {
        DockerEnvironment docker = await DockerAsync(kind);
        await using PtyProcess pty = await docker.SpawnPtyAsync(Shell("stty -echo; echo ready; cat; echo ended"));
        await pty.ReadUntilAsync("ready\r\n");

        await pty.Writer.WriteAsync("\u0004"u8.ToArray());

        Assert.Equal("ended", (await pty.ReadTextToEndAsync()).Trim());
    }

    [SkippableTheory]
    [MemberData(nameof(Every))]
    public async Task Writer_AfterATakeover_StillReachesTheProgram(EngineKind kind)
    {
        DockerEnvironment docker = await DockerAsync(kind);
        PtyProcess first = await docker.SpawnPtyAsync(Shell("stty -echo; echo ready; read x; echo \"got $x\""));
        await first.ReadUntilAsync("ready");
        await first.DetachAsync();

        await using PtyProcess second = await docker.AttachPtyAsync(first.Id);
        await second.Writer.WriteAsync("a line\n"u8.ToArray());

        Assert.Equal("got a line", (await second.ReadTextToEndAsync()).Trim());
    }

    [SkippableTheory]
    [MemberData(nameof(Every))]
    public async Task Reader_AnotherClientOfTheSameTerminal_TakesNothingAway(EngineKind kind)
    {
        DockerEnvironment docker = await DockerAsync(kind);
        using EngineClient engine = await ClientAsync(kind);
        await using PtyProcess pty = await docker.SpawnPtyAsync(Shell("stty -echo; echo ready; read x; read y; echo \"got $x $y\""));
        await pty.ReadUntilAsync("ready");
        EngineStream other = await engine.AttachContainerAsync(ContainerOf(pty), default);

        await other.Stream.WriteAsync("theirs\n"u8.ToArray());
        await pty.Writer.WriteAsync("ours\n"u8.ToArray());
        string seen = await new StreamReader(other.Stream).ReadToEndAsync().WaitAsync(LongGrace);

        Assert.Contains("got", seen);
        Assert.Matches("^got (theirs ours|ours theirs)$", (await pty.ReadTextToEndAsync()).Trim());
    }

    [SkippableTheory]
    [MemberData(nameof(Every))]
    public async Task Writer_ProgramThatDoesNotRead_WaitsUntilItIsCancelled(EngineKind kind)
    {
        DockerEnvironment docker = await DockerAsync(kind);
        await using PtyProcess pty = await docker.SpawnPtyAsync(Shell("stty raw -echo; echo ready; exec sleep 600"));
        await pty.ReadUntilAsync("ready");
        using var cancel = new CancellationTokenSource();

        ValueTask<FlushResult> flush = pty.Writer.WriteAsync(new byte[16 * 1024 * 1024], cancel.Token);
        Assert.False(flush.IsCompleted);
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await flush.AsTask().WaitAsync(LongGrace));
        await pty.KillAsync().AsTask().WaitAsync(LongGrace);
    }

    [SkippableTheory]
    [MemberData(nameof(Every))]
    public async Task KillAsync_PausedContainer_EndsIt(EngineKind kind)
    {
        DockerEnvironment docker = await DockerAsync(kind, options => options.KillGrace = TimeSpan.FromMilliseconds(200));
        await using PtyProcess pty = await docker.SpawnPtyAsync(Shell(HearingSignals(":")));
        await pty.ReadUntilAsync("ready");
        await BehindOurBackAsync(kind, "pause", ContainerOf(pty));

        await pty.KillAsync().AsTask().WaitAsync(LongGrace);

        // Docker lets a container go on for its own stop signal; Podman keeps the signal for later.
        Assert.Equal(new PtyExit(null, kind == EngineKind.Podman ? 9 : 1), await pty.ExitAsync());
    }

    private static async Task EchoesAsync(PtyProcess pty, byte[] typed)
    {
        await pty.Writer.WriteAsync(typed);
        var echoed = new List<byte>();
        while (echoed.Count < typed.Length)
        {
            ReadResult result = await pty.Reader.ReadAsync().AsTask().WaitAsync(LongGrace);
            foreach (ReadOnlyMemory<byte> part in result.Buffer)
                echoed.AddRange(part.Span);
            pty.Reader.AdvanceTo(result.Buffer.End);
            Assert.False(result.IsCompleted);
        }

        Assert.Equal(typed, echoed);
    }
}
