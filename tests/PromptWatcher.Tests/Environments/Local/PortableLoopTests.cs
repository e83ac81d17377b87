using System.Security.Cryptography;
using PromptWatcher.Environments;
using PromptWatcher.Environments.Local;
using PromptWatcher.Environments.Unix;

namespace PromptWatcher.Tests.Environments.Local;

/// <summary>What systems other than Linux get: poll for readiness, waitpid for exits, a shell that opens the terminal.</summary>
public sealed class PortableLoopTests
{
    private static readonly Lazy<EventLoop> Loop = new(() => new EventLoop(new PollPoller()));

    private readonly LocalEnvironment _local = new(new LocalEnvironmentOptions(), () => Loop.Value, throughShell: true);

    [Fact]
    public async Task Reader_ShortProgramsSideBySide_LosesNoByteAndNoExitCode() =>
        await Parallel.ForAsync(0, 200, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (i, _) =>
        {
            await using PtyProcess pty = await _local.SpawnPtyAsync(new PtySpawnOptions { Command = "sh", Arguments = ["-c", $"printf '%020480d' 7; exit {i}"] }, CancellationToken.None);
            Assert.Equal(20_480, (await pty.ReadToEndAsync()).Length);
            Assert.Equal(new PtyExit(i), await pty.ExitAsync());
        });

    [Fact]
    public async Task Writer_LargePaste_ArrivesByteExact()
    {
        const int Length = 4 * 1024 * 1024;
        await using PtyProcess pty = await _local.SpawnPtyAsync(new PtySpawnOptions { Command = "sh", Arguments = ["-c", $"stty raw -echo; echo ready; head -c {Length} | sha256sum"] });
        await pty.ReadUntilAsync("ready");
        byte[] paste = new byte[Length];
        new Random(3).NextBytes(paste);

        await pty.Writer.WriteAsync(paste).AsTask().WaitAsync(TimeSpan.FromSeconds(60));

        Assert.StartsWith(Convert.ToHexStringLower(SHA256.HashData(paste)), (await pty.ReadTextToEndAsync()).Trim(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SpawnPtyAsync_ThroughTheShell_LeadsASessionWithThisTerminal()
    {
        await using PtyProcess pty = await _local.SpawnPtyAsync(new PtySpawnOptions
        {
            Command = "sh", Arguments = ["-c", "test -t 0 && test -t 1 && test -t 2 && echo tty; ps -o sid=,tpgid= -p $$ | tr -s ' '; echo $$; pwd; echo \"$1\"; exit 7", "sh", "a b"], WorkingDirectory = "/usr",
        });

        string[] lines = [.. (await pty.ReadTextToEndAsync()).Split("\r\n").Select(line => line.Trim())];
        Assert.Equal(["tty", $"{lines[2]} {lines[2]}", lines[2], "/usr", "a b"], lines[..5]);
        Assert.Equal(new PtyExit(7), await pty.ExitAsync());
    }

    [Fact]
    public async Task KillAsync_OnThePortableLoop_EndsTheProgram()
    {
        await using PtyProcess pty = await _local.SpawnPtyAsync(new PtySpawnOptions { Command = "cat" });
        await pty.ResizeAsync(new TerminalSize(90, 30));

        await pty.KillAsync();

        Assert.NotNull((await pty.ExitAsync()).Signal);
    }

    [Fact]
    public void Wait_MoreReadyThanThereIsRoomFor_ReportsEachInItsTurn()
    {
        var poller = new PollPoller();
        MasterTerminal[] terminals = [.. Enumerable.Range(0, 10).Select(_ => MasterTerminal.Open(TerminalSize.Default))];
        foreach (MasterTerminal terminal in terminals)
            poller.Watch(terminal.Descriptor.Number, Readiness.Write);

        var seen = new HashSet<int>();
        var ready = new (int Descriptor, Readiness Ready)[3];
        for (int round = 0; round < 10; round++)
            seen.UnionWith(ready[..poller.Wait(ready, 1_000)].Select(one => one.Descriptor));

        Assert.Equal(terminals.Select(terminal => terminal.Descriptor.Number).Order(), seen.Order());
        Array.ForEach(terminals, terminal => terminal.Dispose());
    }
}
