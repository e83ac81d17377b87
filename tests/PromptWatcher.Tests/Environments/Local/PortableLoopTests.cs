using System.Security.Cryptography;
using PromptWatcher.Environments;
using PromptWatcher.Environments.Local;

namespace PromptWatcher.Tests.Environments.Local;

/// <summary>The loop that kernels without epoll and pidfds get: poll for readiness, waitpid for exits.</summary>
public sealed class PortableLoopTests
{
    private static readonly Lazy<EventLoop> Loop = new(() => new EventLoop(new PollPoller()));

    private readonly LocalEnvironment _local = new(new LocalEnvironmentOptions(), () => Loop.Value);

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
}
