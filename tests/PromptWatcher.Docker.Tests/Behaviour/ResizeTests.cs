using PromptWatcher.Docker.Engine;
using PromptWatcher.Docker.Tests.Engines;
using PromptWatcher.Environments;

namespace PromptWatcher.Docker.Tests.Behaviour;

/// <summary>A terminal's size, at the start and later.</summary>
[Collection(nameof(NeedsEngine))]
public sealed class ResizeTests(SharedEngines engines) : BehaviourTest(engines)
{
    private static readonly TerminalSize Odd = new(133, 41);

    [SkippableTheory]
    [MemberData(nameof(Every))]
    public async Task SpawnPtyAsync_Size_IsThereBeforeTheProgramAsks(EngineKind kind)
    {
        DockerEnvironment docker = await DockerAsync(kind);
        await using PtyProcess container = await docker.SpawnPtyAsync(Idle);

        for (int i = 0; i < 3; i++)
        {
            await using PtyProcess own = await docker.SpawnPtyAsync(Shell("stty size", Odd));
            await using PtyProcess exec = await docker.SpawnPtyAsync(In(container, "stty size") with { Size = Odd });
            Assert.Equal("41 133", (await own.ReadTextToEndAsync()).Trim());
            Assert.Equal("41 133", (await exec.ReadTextToEndAsync()).Trim());
        }
    }

    /// <summary>A shell that set the size and stayed would stand between the program and its signals, and be seen.</summary>
    [SkippableTheory]
    [MemberData(nameof(Every))]
    public async Task SpawnPtyAsync_Program_IsTheInitProgramsOnlyChild(EngineKind kind)
    {
        DockerEnvironment docker = await DockerAsync(kind);
        await using PtyProcess pty = await docker.SpawnPtyAsync(new PtySpawnOptions { Command = "ps", Arguments = ["-e", "-o", "ppid=,comm="] });

        string[] processes = (await pty.ReadTextToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

        Assert.Equal(2, processes.Length);
        Assert.Equal("1 ps", processes[1]);
    }

    [SkippableTheory]
    [MemberData(nameof(Every))]
    public async Task SpawnPtyAsync_ArgumentsOfAnyForm_ArriveAsTheyAre(EngineKind kind)
    {
        string[] arguments = ["", "two words", "$HOME `id` $(id)", "'\"\\", "-n", "*", "line\nline", "ünï ☃"];
        DockerEnvironment docker = await DockerAsync(kind);
        await using PtyProcess pty = await docker.SpawnPtyAsync(new PtySpawnOptions { Command = "bash", Arguments = ["-c", "stty -onlcr; printf '<%s>' \"$@\"", "name", .. arguments] });

        Assert.Equal(string.Concat(arguments.Select(argument => $"<{argument}>")), await pty.ReadTextToEndAsync());
    }

    [SkippableTheory]
    [MemberData(nameof(Every))]
    public async Task ResizeContainerAsync_TerminalThatIsNotThere_DoesNothing(EngineKind kind)
    {
        using EngineClient engine = await ClientAsync(kind);
        string id = await BehindOurBackAsync(kind, "create", "--tty", "--network", "none", Images.Full, "true");
        try
        {
            await engine.ResizeContainerAsync(id, Odd, default);
            await BehindOurBackAsync(kind, "start", id);
            await BehindOurBackAsync(kind, "wait", id);
            await engine.ResizeContainerAsync(id, Odd, default);
        }
        finally
        {
            await engine.RemoveContainerAsync(id, default);
        }

        await engine.ResizeContainerAsync(id, Odd, default);
    }

    [SkippableTheory]
    [MemberData(nameof(Every))]
    public async Task ResizeAsync_ProgramThatHasEnded_DoesNothing(EngineKind kind)
    {
        DockerEnvironment docker = await DockerAsync(kind);
        using EngineClient engine = await ClientAsync(kind);
        await using PtyProcess container = await docker.SpawnPtyAsync(Idle);
        string exec = await engine.CreateExecAsync(ContainerOf(container), new CreateExecRequest { Cmd = ["true"] }, default);
        await using (EngineStream stream = await engine.StartExecAsync(exec, default))
            await stream.Stream.CopyToAsync(Stream.Null).WaitAsync(LongGrace);
        await using PtyProcess own = await docker.SpawnPtyAsync(Shell("exit"));
        await own.ExitAsync();

        await engine.ResizeExecAsync(exec, Odd, default);
        await own.ResizeAsync(Odd);
        await docker.ResizePtyAsync(own.Id, Odd);
    }

    [SkippableTheory]
    [MemberData(nameof(Every))]
    public async Task SpawnPtyAsync_EveryStream_IsTheTerminal(EngineKind kind)
    {
        DockerEnvironment docker = await DockerAsync(kind);
        await using PtyProcess container = await docker.SpawnPtyAsync(Idle);
        const string script = "test -t 0 && test -t 1 && test -t 2 && tty < /dev/tty > /dev/null && echo yes; echo error >&2";
        await using PtyProcess own = await docker.SpawnPtyAsync(Shell(script));
        await using PtyProcess exec = await docker.SpawnPtyAsync(In(container, script));

        Assert.Equal("yes\r\nerror\r\n", await own.ReadTextToEndAsync());
        Assert.Equal("yes\r\nerror\r\n", await exec.ReadTextToEndAsync());
    }

    /// <summary>An engine takes 0 x 0 as it is, and 70,000 as 4,464.</summary>
    [SkippableTheory]
    [InlineData(EngineKind.Installed)]
    [InlineData(EngineKind.Newest)]
    public async Task ResizeAsync_ImpossibleSize_IsRefusedBeforeTheCall(EngineKind kind)
    {
        DockerEnvironment docker = await DockerAsync(kind);
        await using PtyProcess pty = await docker.SpawnPtyAsync(Shell(HearingSignals("trap 'stty size; exit' WINCH")));
        await pty.ReadUntilAsync("ready");

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await pty.ResizeAsync(new TerminalSize(0, 0)));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await pty.ResizeAsync(new TerminalSize(70_000, 24)));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await docker.ResizePtyAsync(pty.Id, new TerminalSize(70_000, 24)));
        await pty.ResizeAsync(Odd);

        Assert.Equal("41 133", (await pty.ReadTextToEndAsync()).Trim());
    }

    /// <summary>Podman changes the size after it has answered, and forgets one that comes right after another.</summary>
    [SkippableTheory]
    [MemberData(nameof(Every))]
    public async Task ResizeAsync_ManyAtOnce_LastOneStays(EngineKind kind)
    {
        DockerEnvironment docker = await DockerAsync(kind);
        await using PtyProcess pty = await docker.SpawnPtyAsync(Shell("stty -echo; echo ready; read x; for i in {1..100}; do [ \"$(stty size)\" = '30 120' ] && break; sleep 0.1; done; stty size"));
        await pty.ReadUntilAsync("ready");

        await Task.WhenAll(Enumerable.Range(1, 20).Select(i => pty.ResizeAsync(new TerminalSize(100 + i, 30)).AsTask()));
        await pty.Writer.WriteAsync("\n"u8.ToArray());

        Assert.Equal("30 120", (await pty.ReadTextToEndAsync()).Trim());
    }

    /// <summary>What stands between Podman and a terminal does not run for a while, as on a busy machine: it takes the first of the sizes that wait for it.</summary>
    [SkippableFact]
    public async Task ResizeAsync_PodmansMonitorIsBusy_LastOneStays()
    {
        DockerEnvironment docker = await DockerAsync(EngineKind.Podman);
        await using var pty = (DockerPty)await docker.SpawnPtyAsync(Shell("stty -echo; echo ready; read x; for i in {1..100}; do [ \"$(stty size)\" = '30 120' ] && break; sleep 0.1; done; stty size"));
        await pty.ReadUntilAsync("ready");
        string monitor = $"conmon .*{pty.ContainerId}";

        Assert.Equal(0, (await Tool.RunAsync("pkill", ["-STOP", "-f", monitor])).ExitCode);
        try
        {
            await pty.ResizeAsync(new TerminalSize(110, 30));
            await pty.ResizeAsync(new TerminalSize(120, 30));
        }
        finally
        {
            await Tool.RunAsync("pkill", ["-CONT", "-f", monitor]);
        }

        await pty.Writer.WriteAsync("\n"u8.ToArray());

        Assert.Equal("30 120", (await pty.ReadTextToEndAsync()).Trim());
    }
}
