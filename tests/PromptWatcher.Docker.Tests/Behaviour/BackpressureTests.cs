using PromptWatcher.Docker.Tests.Engines;
using PromptWatcher.Environments;

namespace PromptWatcher.Docker.Tests.Behaviour;

/// <summary>A client that does not read: an engine then answers no kill, no inspection and no removal of its container.</summary>
[Collection(nameof(NeedsEngine))]
public sealed class BackpressureTests(SharedEngines engines) : BehaviourTest(engines)
{
    private const string Endless = "yes 'a line that nobody reads'";

    [SkippableTheory]
    [MemberData(nameof(Every))]
    public async Task KillAsync_OutputThatNobodyReads_Ends(EngineKind kind)
    {
        DockerEnvironment docker = await DockerAsync(kind);
        await using PtyProcess pty = await docker.SpawnPtyAsync(Shell(Endless));
        await StallAsync(pty);

        await pty.KillAsync().AsTask().WaitAsync(LongGrace);

        await pty.ExitAsync();
        Assert.Contains("a line that nobody reads", await pty.ReadTextToEndAsync());
        await pty.DisposeAsync();
        Assert.Empty(await BehindOurBackAsync(kind, "ps", "--all", "--quiet"));
    }

    [SkippableTheory]
    [MemberData(nameof(Every))]
    public async Task KillAsync_ProgramInAnothersContainerThatNobodyReads_Ends(EngineKind kind)
    {
        DockerEnvironment docker = await DockerAsync(kind);
        await using PtyProcess container = await docker.SpawnPtyAsync(Idle);
        await using PtyProcess pty = await docker.SpawnPtyAsync(In(container, Endless));
        await StallAsync(pty);

        await pty.KillAsync().AsTask().WaitAsync(LongGrace);

        await pty.ExitAsync();
    }

    [SkippableTheory]
    [MemberData(nameof(Every))]
    public async Task KillAsync_ContainerOfAProgramThatNobodyReads_Ends(EngineKind kind)
    {
        DockerEnvironment docker = await DockerAsync(kind);
        await using PtyProcess container = await docker.SpawnPtyAsync(Idle);
        await using PtyProcess pty = await docker.SpawnPtyAsync(In(container, Endless));
        await StallAsync(pty);

        await container.KillAsync().AsTask().WaitAsync(LongGrace);
        await container.DisposeAsync().AsTask().WaitAsync(LongGrace);
    }

    [SkippableTheory]
    [MemberData(nameof(Every))]
    public async Task SpawnPtyAsync_BesideAStalledTerminal_NoticesNothing(EngineKind kind)
    {
        DockerEnvironment docker = await DockerAsync(kind);
        await using PtyProcess stalled = await docker.SpawnPtyAsync(Shell(Endless));
        await StallAsync(stalled);

        await using PtyProcess pty = await docker.SpawnPtyAsync(Shell("echo unmoved"));

        Assert.Equal("unmoved", (await pty.ReadTextToEndAsync()).Trim());
        await stalled.ResizeAsync(new TerminalSize(90, 30));
        Assert.Contains(stalled.Id, await docker.ListPtysAsync().Select(info => info.Id).ToListAsync());
    }

    [SkippableTheory]
    [MemberData(nameof(Every))]
    public async Task Reader_ReadAfterAStall_GivesEveryByte(EngineKind kind)
    {
        const int lines = 400_000;
        DockerEnvironment docker = await DockerAsync(kind);
        await using PtyProcess pty = await docker.SpawnPtyAsync(Shell($"stty -onlcr; seq {lines}"));
        await StallAsync(pty);

        Assert.Equal(string.Concat(Enumerable.Range(1, lines).Select(line => $"{line}\n")), await pty.ReadTextToEndAsync());
        Assert.Equal(new PtyExit(0), await pty.ExitAsync());
    }

    /// <summary>Until the terminal's reading is held back, since nobody takes what it gave.</summary>
    private static async Task StallAsync(PtyProcess pty)
    {
        while (true)
        {
            System.IO.Pipelines.ReadResult result = await pty.Reader.ReadAsync().AsTask().WaitAsync(LongGrace);
            pty.Reader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
            if (result.Buffer.Length >= 64 * 1024 || result.IsCompleted)
                return;
        }
    }
}
