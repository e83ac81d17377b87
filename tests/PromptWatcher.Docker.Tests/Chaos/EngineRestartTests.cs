using PromptWatcher.Docker.Tests.Engines;
using PromptWatcher.Environments;

namespace PromptWatcher.Docker.Tests.Chaos;

/// <summary>An engine that dies or is stopped under its sessions, and comes back or does not.</summary>
[Collection(nameof(NeedsEngine))]
public sealed class EngineRestartTests(SharedEngines engines) : ChaosTest(engines)
{
    [SkippableTheory]
    [InlineData(EngineKind.Installed)]
    [InlineData(EngineKind.Newest)]
    public async Task State_EngineWithLiveRestoreKilledAndStopped_SessionRunsOn(EngineKind kind)
    {
        await using DockerEngine engine = await DockerEngine.StartAsync(kind, "--live-restore");
        await using DockerEnvironment docker = Docker(engine);
        await using DockerPty pty = await SpawnAsync(docker, Scripts.Painter);
        var gaps = new Gaps();
        pty.Observe(gaps);
        var screen = new Transcript(pty);
        await TypeAsync(pty, "before\n");
        await screen.UntilAsync("typed[before,]");
        string painter = screen.Text[screen.Text.IndexOf("painter", StringComparison.Ordinal)..screen.Text.IndexOf(" at", StringComparison.Ordinal)];
        string typed = "before,";

        int restarts = 0;
        foreach (Func<Task> end in new Func<Task>[] { engine.KillAsync, engine.StopAsync })
        {
            await end();
            await UntilAsync(pty, DockerPtyState.Reconnecting);
            Task typing = TypeAsync(pty, $"away{restarts}\n").AsTask();
            Assert.False(typing.IsCompleted);
            await pty.ResizeAsync(new TerminalSize(100, 30 + restarts));
            int seen = screen.Text.Length;
            await engine.StartAgainAsync();
            await UntilAsync(pty, DockerPtyState.Running);
            Assert.Equal(++restarts, gaps.Count);

            await typing;
            await TypeAsync(pty, $"back{restarts}\n");
            typed += $"away{restarts - 1},back{restarts},";
            await screen.UntilAsync(text => text[seen..].Contains($"{painter} at {29 + restarts} 100 typed[{typed}]", StringComparison.Ordinal), typed);
        }

        await TypeAsync(pty, "bye\n");
        Assert.Equal(new PtyExit(5), await pty.ExitAsync());
        Assert.Equal(DockerPtyState.Exited, pty.State);
    }

    [SkippableTheory]
    [InlineData(EngineKind.Installed)]
    [InlineData(EngineKind.Newest)]
    public async Task Completion_EngineKilledWithoutLiveRestore_TellsTheExitOnceItIsBack(EngineKind kind)
    {
        await using DockerEngine engine = await DockerEngine.StartAsync(kind);
        await using DockerEnvironment docker = Docker(engine);
        await using DockerEnvironment hard = Docker(engine, options => (options.StopSignal, options.KillGrace) = ("SIGKILL", TimeSpan.Zero));
        await using DockerPty hungUp = await SpawnAsync(docker, Scripts.Idle);
        await using DockerPty killed = await SpawnAsync(hard, Scripts.Idle);
        Transcript[] outputs = [new(hungUp), new(killed)];
        foreach (Transcript output in outputs)
            await output.UntilAsync("ready");

        await engine.KillAsync();
        await UntilAsync(hungUp, DockerPtyState.Reconnecting);
        await UntilAsync(killed, DockerPtyState.Reconnecting);
        Assert.False(hungUp.Completion.IsCompleted);
        await Assert.ThrowsAsync<DockerEngineException>(async () => await killed.KillAsync());
        await engine.StartAgainAsync();

        // As it starts, an engine ends what ran by the stop signal. That it was this signal nobody has told us, and ours never arrived.
        Assert.Equal(new PtyExit(129), await hungUp.ExitAsync());
        Assert.Equal(new PtyExit(137), await killed.ExitAsync());
        await Task.WhenAll(outputs.Select(output => output.Ended));
        await Task.WhenAll(hungUp.Removed, killed.Removed);
        Assert.Empty(await engine.DockerAsync("ps", "--all", "--quiet"));
    }

    [SkippableTheory]
    [InlineData(EngineKind.Installed)]
    [InlineData(EngineKind.Newest)]
    public async Task Completion_EngineStoppedWithoutLiveRestore_TellsTheExit(EngineKind kind)
    {
        await using DockerEngine engine = await DockerEngine.StartAsync(kind);
        await using DockerEnvironment docker = Docker(engine);
        await using DockerEnvironment hard = Docker(engine, options => options.StopSignal = "SIGKILL");
        await using DockerPty polite = await SpawnAsync(docker, "trap 'echo bye; exit 3' HUP; echo ready; while :; do read -t 0.1; done");
        await using DockerPty killed = await SpawnAsync(hard, Scripts.Idle);
        Transcript[] outputs = [new(polite), new(killed)];
        foreach (Transcript output in outputs)
            await output.UntilAsync("ready");

        await engine.StopAsync();
        await engine.StartAgainAsync();

        Assert.Equal(new PtyExit(3), await polite.ExitAsync());
        Assert.Equal(new PtyExit(137), await killed.ExitAsync());
        await Task.WhenAll(outputs.Select(output => output.Ended));
        Assert.EndsWith("bye\r\n", outputs[0].Text);
    }

    [SkippableFact]
    public async Task Completion_EngineThatStaysAway_IsLost()
    {
        await using DockerEngine engine = await DockerEngine.StartAsync(EngineKind.Installed, "--live-restore");
        DockerEnvironment docker = Docker(engine, options => options.ReconnectTimeout = TimeSpan.FromSeconds(1));
        DockerPty pty = await SpawnAsync(docker, Scripts.Idle);
        var output = new Transcript(pty);
        await output.UntilAsync("ready");

        await engine.KillAsync();

        PtyLostException lost = await Assert.ThrowsAsync<PtyLostException>(pty.ExitAsync);
        Assert.Equal(DockerPtyState.Lost, pty.State);
        Assert.Contains(pty.Id, lost.Message);
        Assert.Contains(engine.SocketPath, lost.Message);
        Assert.Contains("AttachPtyAsync", lost.Message);
        Assert.Same(lost, await Assert.ThrowsAsync<PtyLostException>(() => output.Ended));
        Assert.True((await TypeAsync(pty, "nobody hears\n")).IsCompleted);
        await pty.KillAsync();
        await pty.DisposeAsync();

        await engine.StartAgainAsync();
        await using PtyProcess again = await docker.AttachPtyAsync(pty.Id);
        await again.KillAsync();
        Assert.Equal(new PtyExit(null, 1), await again.ExitAsync());
    }

    [SkippableFact]
    public async Task KillAndDisposeAsync_EngineAway_SayItAtOnceAndWorkOnceItIsBack()
    {
        await using DockerEngine engine = await DockerEngine.StartAsync(EngineKind.Installed, "--live-restore");
        await using DockerEnvironment docker = Docker(engine);
        DockerPty killed = await SpawnAsync(docker, Scripts.Stubborn);
        DockerPty disposed = await SpawnAsync(docker, Scripts.Idle);
        await killed.ReadUntilAsync("ready");
        await disposed.ReadUntilAsync("ready");

        await engine.KillAsync();
        await UntilAsync(killed, DockerPtyState.Reconnecting);

        // Nothing here may wait for the 30 s that a call may take, nor for the 5 minutes that an engine may stay away.
        Task all = Task.Run(async () =>
        {
            Assert.Contains(engine.SocketPath, (await Assert.ThrowsAsync<DockerEngineException>(async () => await killed.KillAsync())).Message);
            Assert.Contains(engine.SocketPath, (await Assert.ThrowsAsync<DockerEngineException>(async () => await disposed.DisposeAsync())).Message);
            await Assert.ThrowsAsync<PtyDetachedException>(disposed.ExitAsync);
            await Assert.ThrowsAsync<DockerEngineException>(async () => await docker.ListPtysAsync().ToListAsync());
        });
        await all.WaitAsync(TimeSpan.FromSeconds(20));
        Assert.False(killed.Completion.IsCompleted);

        await engine.StartAgainAsync();
        await killed.KillAsync();
        Assert.Equal(new PtyExit(null, 9), await killed.ExitAsync());
        await docker.KillPtyAsync(disposed.Id);
        Assert.Empty(await docker.ListPtysAsync().ToListAsync());
    }

    [SkippableTheory]
    [InlineData(EngineKind.Installed)]
    [InlineData(EngineKind.Newest)]
    public async Task State_EngineKilledWhileNobodyReads_IsConnectedAgainAndHoldsTheProgramBack(EngineKind kind)
    {
        await using DockerEngine engine = await DockerEngine.StartAsync(kind, "--live-restore");
        await using DockerEnvironment docker = Docker(engine);
        await using DockerPty pty = await SpawnAsync(docker, Scripts.Endless);
        ContainerProgram program = await ContainerProgram.OfAsync(engine, pty);
        await program.UntilStalledAsync();

        await engine.KillAsync();
        await UntilAsync(pty, DockerPtyState.Reconnecting);
        await engine.StartAgainAsync();
        await UntilAsync(pty, DockerPtyState.Running);

        await program.UntilStalledAsync();
        await pty.KillAsync();
        Assert.StartsWith(string.Concat(Enumerable.Range(1, 10_000).Select(line => $"{line}\n")), await pty.ReadTextToEndAsync(), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task KillAsync_ThatFailed_HoldsAnEndlessProgramBackAgain()
    {
        await using DockerEngine engine = await DockerEngine.StartAsync(EngineKind.Installed, "--live-restore");
        await using DockerEnvironment docker = Docker(engine);
        await using DockerPty pty = await SpawnAsync(docker, Scripts.Endless);
        ContainerProgram program = await ContainerProgram.OfAsync(engine, pty);
        await program.UntilStalledAsync();

        await engine.KillAsync();
        await Assert.ThrowsAsync<DockerEngineException>(async () => await pty.KillAsync());
        await engine.StartAgainAsync();
        await UntilAsync(pty, DockerPtyState.Running);

        await program.UntilStalledAsync();
        await pty.KillAsync();
    }
}
