using PromptWatcher.Docker.Engine;
using PromptWatcher.Docker.Tests.Engines;
using PromptWatcher.Environments;

namespace PromptWatcher.Docker.Tests.Behaviour;

/// <summary>In which order an engine is called, and what it tells of an end.</summary>
[Collection(nameof(NeedsEngine))]
public sealed class OrderAndExitTests(SharedEngines engines) : BehaviourTest(engines)
{
    private const int AtOnce = 5;

    private static PtySpawnOptions InteractiveShell => new() { Command = "bash", Arguments = ["--norc", "-i"], Environment = new Dictionary<string, string?> { ["PS1"] = "ready>" } };

    [SkippableTheory]
    [InlineData(EngineKind.Installed, 25)]
    [InlineData(EngineKind.Newest, 10)]
    [InlineData(EngineKind.Podman, 10)]
    public async Task SpawnPtyAsync_ProgramThatPrintsAtOnce_NeverLosesItsFirstLine(EngineKind kind, int times)
    {
        DockerEnvironment docker = await DockerAsync(kind);

        var seen = new List<(string, PtyExit)>();
        for (int done = 0; done < times; done += AtOnce)
            seen.AddRange(await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => RunAsync(docker, "echo first; exit 42"))));

        Assert.All(seen, run => Assert.Equal(("first\r\n", new PtyExit(42)), run));
    }

    /// <summary>The engine's log is in lines: what a full-screen program shows is not in it.</summary>
    [SkippableTheory]
    [MemberData(nameof(Every))]
    public async Task AttachPtyAsync_ScreenWithoutALine_IsPaintedAgain(EngineKind kind)
    {
        DockerEnvironment docker = await DockerAsync(kind);
        PtyProcess first = await docker.SpawnPtyAsync(Shell(HearingSignals("trap 'printf \"\\033[2Jthe whole screen at $(stty size)\"' WINCH"), new TerminalSize(97, 23)));
        await first.ReadUntilAsync("ready");
        await first.DetachAsync();

        await using PtyProcess second = await docker.AttachPtyAsync(first.Id);

        await second.ReadUntilAsync("the whole screen at 23 97");
    }

    /// <summary>A shell forgets a signal that comes while it still runs the trap of the one before, and every program that gets no CPU takes both sizes for none.</summary>
    [SkippableTheory]
    [MemberData(nameof(Every))]
    public async Task AttachPtyAsync_ProgramThatPaintsSlowly_IsAtItsSizeInTheEnd(EngineKind kind)
    {
        DockerEnvironment docker = await DockerAsync(kind);
        PtyProcess first = await docker.SpawnPtyAsync(Shell(HearingSignals("trap 'size=$(stty size); sleep 0.5; echo \"painted at $size\"' WINCH"), new TerminalSize(97, 23)));
        await first.ReadUntilAsync("ready");
        await first.DetachAsync();

        await using PtyProcess second = await docker.AttachPtyAsync(first.Id);

        await second.ReadUntilAsync("painted at 23 97");
    }

    [SkippableTheory]
    [MemberData(nameof(Every))]
    public async Task SpawnPtyAsync_Container_HasNoLog(EngineKind kind)
    {
        DockerEnvironment docker = await DockerAsync(kind);
        await using PtyProcess pty = await docker.SpawnPtyAsync(Idle);

        Assert.Equal("none", await BehindOurBackAsync(kind, "inspect", "--format", "{{.HostConfig.LogConfig.Type}}", ContainerOf(pty)));
    }

    [SkippableTheory]
    [MemberData(nameof(Every))]
    public async Task SpawnPtyAsync_AnsweredWithoutUpgrade_IsATerminalAllTheSame(EngineKind kind)
    {
        await using var relay = new Relay((await Engines.GetAsync(kind)).SocketPath)
        {
            OnSent = sent => Task.FromResult(sent.Replace("Upgrade: tcp\r\nConnection: Upgrade\r\n", "", StringComparison.Ordinal)),
            OnAnswered = (request, received) => request.Contains("/attach", StringComparison.Ordinal) && received.StartsWith("HTTP/1.1 101", StringComparison.Ordinal) ? "broken" : received,
        };
        DockerEnvironment docker = Docker(relay.Endpoint);
        await using PtyProcess pty = await docker.SpawnPtyAsync(Shell("stty -echo; echo ready; read x; echo \"got $x\""));
        await pty.ReadUntilAsync("ready");

        await pty.Writer.WriteAsync("a line\n"u8.ToArray());

        Assert.Equal("got a line", (await pty.ReadTextToEndAsync()).Trim());
    }

    [SkippableTheory]
    [MemberData(nameof(Every))]
    public async Task AttachPtyAsync_OutputInThePacketOfTheHead_IsNotLost(EngineKind kind)
    {
        string? joined = null;
        await using var relay = new Relay((await Engines.GetAsync(kind)).SocketPath);
        DockerEnvironment docker = Docker(relay.Endpoint);
        PtyProcess first = await docker.SpawnPtyAsync(Shell("i=0; while :; do i=$((i+1)); echo \"line $i\"; sleep 0.01; done"));
        await first.DetachAsync();
        relay.OnAnswered = (request, received) =>
        {
            if (!request.Contains("/attach", StringComparison.Ordinal) || joined is not null)
                return received;
            if (received.Split("\r\n\r\n", 2) is not [_, { Length: > 0 } output])
                return "";
            joined = output;
            return received;
        };

        await using PtyProcess second = await docker.AttachPtyAsync(first.Id);

        string read = "";
        await foreach (byte[] part in second.ReadPartsAsync())
        {
            if ((read += System.Text.Encoding.UTF8.GetString(part)).Length > joined!.Length)
                break;
        }

        Assert.StartsWith(joined, read);
    }

    /// <summary>Asked before the start, an engine tells of the end only by this one name: by the others it tells 0, or -1, or refuses.</summary>
    [SkippableTheory]
    [MemberData(nameof(Every))]
    public async Task WaitContainerAsync_BeforeTheStart_NextExitTellsTheCode(EngineKind kind)
    {
        using EngineClient engine = await ClientAsync(kind);
        string id = await BehindOurBackAsync(kind, "create", "--network", "none", Images.Full, "bash", "-c", "exit 42");
        try
        {
            using ContainerWait right = await engine.WaitContainerAsync(id, "next-exit", default);
            using ContainerWait wrong = await engine.WaitContainerAsync(id, "not-running", default);

            Assert.NotEqual(42, await wrong.ExitCode.WaitAsync(LongGrace));
            Assert.False(right.ExitCode.IsCompleted);
            await engine.StartContainerAsync(id, default);
            Assert.Equal(42, await right.ExitCode.WaitAsync(LongGrace));
        }
        finally
        {
            await engine.RemoveContainerAsync(id, default);
        }
    }

    [SkippableTheory]
    [MemberData(nameof(Every))]
    public async Task Completion_ProgramThatRuns_IsNotTold(EngineKind kind)
    {
        DockerEnvironment docker = await DockerAsync(kind);
        await using PtyProcess pty = await docker.SpawnPtyAsync(Shell("echo ready; read x; exit 42"));
        await pty.ReadUntilAsync("ready");

        Assert.False(pty.Completion.IsCompleted);
        await pty.Writer.WriteAsync("\n"u8.ToArray());

        Assert.Equal(new PtyExit(42), await pty.ExitAsync());
    }

    [SkippableTheory]
    [MemberData(nameof(Every))]
    public async Task SpawnPtyAsync_IdOfOneThatHasJustEnded_FindsTheNameFree(EngineKind kind)
    {
        DockerEnvironment docker = await DockerAsync(kind);
        var options = new DockerSpawnOptions { Command = "bash", Arguments = ["-c", "echo once"], SessionId = "again" };

        for (int i = 0; i < 3; i++)
        {
            PtyProcess pty = await docker.SpawnPtyAsync(options);
            Assert.Equal("once", (await pty.ReadTextToEndAsync()).Trim());
            await pty.ExitAsync();
        }
    }

    [SkippableTheory]
    [MemberData(nameof(Every))]
    public async Task KillAsync_AnyStopSignal_EndsTheProgramThoughItIsTheFirst(EngineKind kind)
    {
        (string Name, int Number)[] signals = [("SIGHUP", 1), ("SIGINT", 2), ("SIGTERM", 15)];

        PtyExit[] exits = await Task.WhenAll(signals.Select(async signal =>
        {
            DockerEnvironment docker = await DockerAsync(kind, options => (options.StopSignal, options.KillGrace) = (signal.Name, LongGrace));
            await using PtyProcess pty = await docker.SpawnPtyAsync(Shell("echo ready; exec sleep 600"));
            await pty.ReadUntilAsync("ready");
            await pty.KillAsync();
            return await pty.ExitAsync();
        }));

        Assert.Equal(signals.Select(signal => new PtyExit(null, signal.Number)), exits);
    }

    [SkippableTheory]
    [MemberData(nameof(Every))]
    public async Task KillAsync_InteractiveShell_EndsByTheDefaultSignal(EngineKind kind)
    {
        DockerEnvironment docker = await DockerAsync(kind, options => options.KillGrace = LongGrace);
        await using PtyProcess pty = await docker.SpawnPtyAsync(InteractiveShell);
        await pty.ReadUntilAsync("ready>");

        await pty.KillAsync();

        Assert.Equal(new PtyExit(null, 1), await pty.ExitAsync());
    }

    /// <summary>An interactive shell ignores SIGTERM, with which an engine would wait in vain.</summary>
    [SkippableTheory]
    [MemberData(nameof(Every))]
    public async Task Completion_ShellWhoseContainerSomebodyStops_EndsByTheStopSignal(EngineKind kind)
    {
        DockerEnvironment docker = await DockerAsync(kind);
        await using PtyProcess pty = await docker.SpawnPtyAsync(InteractiveShell);
        await pty.ReadUntilAsync("ready>");

        await BehindOurBackAsync(kind, "stop", "--time", "10", ContainerOf(pty));

        Assert.Equal(new PtyExit(129), await pty.ExitAsync());
    }

    [SkippableTheory]
    [MemberData(nameof(Every))]
    public async Task SpawnPtyAsync_OrphansOfTheProgram_DoNotPileUp(EngineKind kind)
    {
        DockerEnvironment docker = await DockerAsync(kind);
        await using PtyProcess pty = await docker.SpawnPtyAsync(Shell("for i in {1..5}; do (sleep 0.3 & ); done; echo ready; exec sleep 600"));
        await pty.ReadUntilAsync("ready");

        await using PtyProcess census = await docker.SpawnPtyAsync(In(pty, "for i in {1..50}; do n=$(ps -e -o comm= | grep -cx sleep); [ $n = 1 ] && break; sleep 0.1; done; echo \"left: $n\""));

        Assert.Equal("left: 1", (await census.ReadTextToEndAsync()).Trim());
    }

    /// <summary>
    /// Podman 4.3 marks no container with control groups of version 1, and engine 20.10 under load not every one, 1 of 90: containerd looks
    /// at the control group after the kernel's word, and it may be gone by then.
    /// </summary>
    [SkippableTheory]
    [MemberData(nameof(OnlyDocker))]
    public async Task Completion_MemoryLimitReached_SaysSoWhereTheEngineDoes(EngineKind kind)
    {
        DockerEnvironment docker = await DockerAsync(kind, options => options.Memory = 16 * 1024 * 1024);
        var exits = new List<PtyExit>();
        while (exits.Count < 5 && !exits.Contains(new PtyExit(null, 9, IsOutOfMemory: true)))
        {
            await using PtyProcess pty = await docker.SpawnPtyAsync(new PtySpawnOptions { Command = "tail", Arguments = ["/dev/zero"] });
            exits.Add(await pty.ExitAsync());
        }

        Assert.Equal(new PtyExit(null, 9, IsOutOfMemory: true), exits[^1]);
        Assert.All(exits.SkipLast(1), unmarked => Assert.Equal(new PtyExit(137), unmarked));
    }

    /// <summary>The engine's mark is for the whole container, and 137 is any program's to exit with.</summary>
    [SkippableTheory]
    [MemberData(nameof(Every))]
    public async Task Completion_NumberOrMarkAlone_IsNoProofOfTooMuchMemory(EngineKind kind)
    {
        DockerEnvironment docker = await DockerAsync(kind, options => options.Memory = 32 * 1024 * 1024);
        await using PtyProcess number = await docker.SpawnPtyAsync(Shell("exit 137"));
        await using PtyProcess mark = await docker.SpawnPtyAsync(Shell("tail /dev/zero; exit 3"));

        Assert.Equal(new PtyExit(137), await number.ExitAsync());
        Assert.Equal(new PtyExit(3), await mark.ExitAsync());
    }

    [SkippableTheory]
    [MemberData(nameof(Every))]
    public async Task AttachPtyAsync_ContainerThatHasExited_EndsWithItsCode(EngineKind kind)
    {
        DockerEnvironment docker = await DockerAsync(kind);
        PtyProcess first = await docker.SpawnPtyAsync(Shell(HearingSignals("trap 'exit 9' USR1")));
        await first.ReadUntilAsync("ready");
        await first.DetachAsync();
        await BehindOurBackAsync(kind, "kill", "--signal", "USR1", ContainerOf(first));
        await BehindOurBackAsync(kind, "wait", ContainerOf(first));

        await using PtyProcess second = await docker.AttachPtyAsync(first.Id);

        Assert.Empty(await second.ReadToEndAsync());
        Assert.Equal(new PtyExit(9), await second.ExitAsync());
    }

    [SkippableFact]
    public async Task Completion_StreamThatNeverEnds_IsToldByTheWait()
    {
        await using var relay = new Relay((await Engines.GetAsync()).SocketPath) { TellsEnd = request => !request.Contains("/attach", StringComparison.Ordinal) };
        await using PtyProcess pty = await Docker(relay.Endpoint).SpawnPtyAsync(Shell("echo last words; exit 5"));

        Assert.Equal("last words", (await pty.ReadTextToEndAsync()).Trim());
        Assert.Equal(new PtyExit(5), await pty.ExitAsync());
    }

    [SkippableTheory]
    [MemberData(nameof(Every))]
    public async Task SpawnPtyAsync_ContainerRemovedBeforeItsStart_FailsInsteadOfHanging(EngineKind kind)
    {
        string? removed = null;
        await using var relay = new Relay((await Engines.GetAsync(kind)).SocketPath);
        relay.OnSent = async sent =>
        {
            if (sent.Split('/') is ["POST ", _, "containers", var id, { } verb, ..] && verb.StartsWith("start", StringComparison.Ordinal))
                await BehindOurBackAsync(kind, "rm", "--force", removed = id);
            return sent;
        };

        DockerEngineException error = await Assert.ThrowsAsync<DockerEngineException>(async () => await Docker(relay.Endpoint).SpawnPtyAsync(Idle).AsTask().WaitAsync(LongGrace));

        Assert.NotNull(removed);
        Assert.Contains("docker ps -a", error.Message);
    }

    [SkippableTheory]
    [MemberData(nameof(Every))]
    public async Task Writer_AfterTheExit_SaysThatNobodyReads(EngineKind kind)
    {
        DockerEnvironment docker = await DockerAsync(kind);
        await using PtyProcess pty = await docker.SpawnPtyAsync(Shell("exit"));
        await pty.ExitAsync();

        Assert.True((await pty.Writer.WriteAsync("into the void"u8.ToArray())).IsCompleted);
    }

    [SkippableTheory]
    [MemberData(nameof(Every))]
    public async Task Completion_ContainerRemovedBehindOurBack_IsKilled(EngineKind kind)
    {
        DockerEnvironment docker = await DockerAsync(kind);
        await using PtyProcess pty = await docker.SpawnPtyAsync(Shell(HearingSignals(":")));
        await pty.ReadUntilAsync("ready");

        await BehindOurBackAsync(kind, "rm", "--force", ContainerOf(pty));

        Assert.Equal(new PtyExit(137), await pty.ExitAsync());
    }

    private static async Task<(string, PtyExit)> RunAsync(DockerEnvironment docker, string script)
    {
        await using PtyProcess pty = await docker.SpawnPtyAsync(Shell(script));
        return (await pty.ReadTextToEndAsync(), await pty.ExitAsync());
    }
}
