using PromptWatcher.Docker.Engine;
using PromptWatcher.Docker.Tests.Engines;
using PromptWatcher.Environments;

namespace PromptWatcher.Docker.Tests.Behaviour;

/// <summary>A program in a container that runs already.</summary>
[Collection(nameof(NeedsEngine))]
public sealed class ExecTests(SharedEngines engines) : BehaviourTest(engines)
{
    [SkippableTheory]
    [MemberData(nameof(Every))]
    public async Task SpawnPtyAsync_WhatCannotStart_IsAnErrorInsteadOfTextAndAnExitCode(EngineKind kind)
    {
        DockerEnvironment docker = await DockerAsync(kind);
        await using PtyProcess container = await docker.SpawnPtyAsync(Idle);
        DockerSpawnOptions program = In(container, "true");

        foreach (DockerSpawnOptions options in (DockerSpawnOptions[])[program with { WorkingDirectory = "/no/such/directory" }, program with { User = "nobody-here" }, program with { Command = "no-such-program" }])
        {
            string error = (await Assert.ThrowsAnyAsync<EnvironmentException>(async () => await docker.SpawnPtyAsync(options))).Message;
            Assert.Contains(options.User ?? options.WorkingDirectory ?? options.Command, error);
        }
    }

    /// <summary>126 and 127 are what an engine gives for a program that it could not start, and any program may exit with them.</summary>
    [SkippableTheory]
    [MemberData(nameof(Every))]
    public async Task Completion_ProgramThatEndsAtOnce_GivesItsOwnCode(EngineKind kind)
    {
        DockerEnvironment docker = await DockerAsync(kind);
        await using PtyProcess container = await docker.SpawnPtyAsync(Idle);

        foreach (int code in (int[])[0, 1, 125, 126, 127, 137, 255])
        {
            await using PtyProcess pty = await docker.SpawnPtyAsync(In(container, $"echo {code}; exit {code}"));
            Assert.Equal($"{code}\r\n", await pty.ReadTextToEndAsync());
            Assert.Equal(new PtyExit(code), await pty.ExitAsync());
        }
    }

    /// <summary>Of a program that has ended Podman tells what it tells of one that never began.</summary>
    [SkippableTheory]
    [InlineData(126)]
    [InlineData(127)]
    public async Task SpawnPtyAsync_PodmanIsAskedAfterTheEnd_GivesTheProgramsOwnCode(int code)
    {
        await using var relay = new Relay((await Engines.GetAsync(EngineKind.Podman)).SocketPath);
        using EngineClient engine = await ClientAsync(EngineKind.Podman);
        DockerEnvironment docker = Docker(relay.Endpoint);
        await using PtyProcess container = await docker.SpawnPtyAsync(Idle);
        relay.OnSent = async sent =>
        {
            if (sent.StartsWith("GET ", StringComparison.Ordinal) && sent.Split(' ')[1].Split('/') is [.., "exec", var exec, "json"])
                await Waiting.UntilAsync(async () => !(await engine.InspectExecAsync(exec, CancellationToken.None)).Running);

            return sent;
        };

        await using PtyProcess pty = await docker.SpawnPtyAsync(In(container, $"echo {code}; exit {code}"));

        Assert.Equal($"{code}\r\n", await pty.ReadTextToEndAsync());
        Assert.Equal(new PtyExit(code), await pty.ExitAsync());
    }

    [SkippableTheory]
    [MemberData(nameof(Every))]
    public async Task AttachPtyAsync_ProgramInAnothersContainer_SaysThatItCannot(EngineKind kind)
    {
        DockerEnvironment docker = await DockerAsync(kind);
        await using PtyProcess container = await docker.SpawnPtyAsync(Idle);
        await using PtyProcess pty = await docker.SpawnPtyAsync(In(container, HearingSignals(":")));

        Assert.False(pty.CanBeTakenOver);
        Assert.Contains("to one client, once", (await Assert.ThrowsAsync<EnvironmentException>(async () => await docker.AttachPtyAsync(pty.Id))).Message);
        await Assert.ThrowsAsync<EnvironmentException>(async () => await pty.DetachAsync());
        await pty.ReadUntilAsync("ready");      // and it still runs
    }

    /// <summary>The naive way: asked a second time for the terminal, an engine gives an error, or another stream with an error in it.</summary>
    [SkippableTheory]
    [MemberData(nameof(Every))]
    public async Task StartExecAsync_SecondTime_IsNotTheTerminal(EngineKind kind)
    {
        DockerEnvironment docker = await DockerAsync(kind);
        using EngineClient engine = await ClientAsync(kind);
        await using PtyProcess container = await docker.SpawnPtyAsync(Idle);
        string exec = await engine.CreateExecAsync(ContainerOf(container), new CreateExecRequest { Cmd = ["bash", "-c", "read line; echo \"got $line\""] }, default);
        await using EngineStream first = await engine.StartExecAsync(exec, default);

        string second;
        try
        {
            await using EngineStream stream = await engine.StartExecAsync(exec, default);
            second = System.Text.Encoding.UTF8.GetString(stream.AlreadyRead.Span) + await new StreamReader(stream.Stream).ReadToEndAsync().WaitAsync(LongGrace);
        }
        catch (DockerEngineException error)
        {
            second = error.Message;
        }

        Assert.DoesNotContain("got", second);
        Assert.NotEmpty(second);
    }

    [SkippableTheory]
    [MemberData(nameof(Every))]
    public async Task KillAsync_ProgramWithDetachedChildren_EndsThemAllAndNothingElse(EngineKind kind)
    {
        DockerEnvironment docker = await DockerAsync(kind);
        await using PtyProcess container = await docker.SpawnPtyAsync(Idle);
        await using PtyProcess other = await docker.SpawnPtyAsync(In(container, HearingSignals(":")));
        await using PtyProcess pty = await docker.SpawnPtyAsync(In(container, "setsid sleep 987 & sleep 987 & echo ready; wait"));
        await pty.ReadUntilAsync("ready");

        await pty.KillAsync();

        Assert.Equal(new PtyExit(null, 1), await pty.ExitAsync());
        Assert.DoesNotContain("987", await BehindOurBackAsync(kind, "exec", ContainerOf(container), "ps", "-e", "-o", "args"));
        Assert.False(other.Completion.IsCompleted);
        Assert.False(container.Completion.IsCompleted);
    }

    /// <summary>An engine leaves the program alone when its client goes, so that it would run on unseen.</summary>
    [SkippableTheory]
    [MemberData(nameof(Every))]
    public async Task Completion_ConnectionThatIsCut_IsLostAndDisposingEndsTheProgram(EngineKind kind)
    {
        DockerEnvironment direct = await DockerAsync(kind);
        await using PtyProcess container = await direct.SpawnPtyAsync(Idle);
        await using var relay = new Relay((await Engines.GetAsync(kind)).SocketPath);
        PtyProcess pty = await Docker(relay.Endpoint).SpawnPtyAsync(In(container, HearingSignals("sleep 654 & :")));
        await pty.ReadUntilAsync("ready");

        relay.Cut("/start ");

        await Assert.ThrowsAsync<PtyLostException>(() => pty.ExitAsync());
        Assert.Contains("sleep 654", await BehindOurBackAsync(kind, "exec", ContainerOf(container), "ps", "-e", "-o", "args"));
        await pty.DisposeAsync();
        Assert.DoesNotContain("sleep 654", await BehindOurBackAsync(kind, "exec", ContainerOf(container), "ps", "-e", "-o", "args"));
    }

    [SkippableTheory]
    [MemberData(nameof(Every))]
    public async Task Completion_ProgramWhoseChildHoldsTheTerminal_IsTold(EngineKind kind)
    {
        DockerEnvironment docker = await DockerAsync(kind);
        await using PtyProcess container = await docker.SpawnPtyAsync(Idle);
        await using PtyProcess pty = await docker.SpawnPtyAsync(In(container, "(trap '' HUP; exec sleep 321) & exit 5"));

        Assert.Equal(new PtyExit(5), await pty.ExitAsync());
    }

    /// <summary>The engine, asked how the program ended, no longer knows it.</summary>
    [SkippableTheory]
    [MemberData(nameof(Every))]
    public async Task Completion_ContainerRemovedBehindOurBack_IsLost(EngineKind kind)
    {
        DockerEnvironment direct = await DockerAsync(kind);
        await using PtyProcess container = await direct.SpawnPtyAsync(Idle);
        await using var relay = new Relay((await Engines.GetAsync(kind)).SocketPath);
        await using PtyProcess pty = await Docker(relay.Endpoint).SpawnPtyAsync(In(container, HearingSignals(":")));
        await pty.ReadUntilAsync("ready");
        var removed = new TaskCompletionSource();
        relay.OnSent = async sent =>
        {
            if (sent.StartsWith("GET /v", StringComparison.Ordinal) && sent.Contains("/exec/", StringComparison.Ordinal))
                await removed.Task;
            return sent;
        };

        await BehindOurBackAsync(kind, "rm", "--force", ContainerOf(container));
        removed.SetResult();

        Assert.Contains(ContainerOf(container), (await Assert.ThrowsAsync<PtyLostException>(() => pty.ExitAsync())).Message);
    }
}
