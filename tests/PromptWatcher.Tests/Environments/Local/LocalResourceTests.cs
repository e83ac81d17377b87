using PromptWatcher.Environments;
using PromptWatcher.Environments.Local;
using Xunit.Abstractions;

namespace PromptWatcher.Tests.Environments.Local;

/// <summary>What terminals cost this process. Runs while no other test does, which would cost too.</summary>
[Collection(nameof(RunsAlone))]
public sealed class LocalResourceTests(ITestOutputHelper log)
{
    private readonly LocalEnvironment _local = new();

    [Fact]
    public async Task SpawnPtyAsync_HundredsOfIdleTerminals_NeedNoThreadEach()
    {
        const int Count = 400;
        int before = Threads();
        PtyProcess[] ptys = await Task.WhenAll(Enumerable.Range(0, Count).Select(async _ => await _local.SpawnPtyAsync(new PtySpawnOptions { Command = "cat" })));
        foreach (PtyProcess pty in ptys)
        {
            await pty.Writer.WriteAsync("x\n"u8.ToArray());
            await pty.ReadUntilAsync("x\r\nx\r\n");
        }

        int after = Threads();

        await Task.WhenAll(ptys.Select(pty => pty.DisposeAsync().AsTask()));
        log.WriteLine($"{before} threads before, {after} with {Count} idle terminals");
        Assert.InRange(after - before, int.MinValue, 8);       // The event loop, and what the pool adds by itself.
    }

    [Fact]
    public async Task SpawnPtyAsync_ManyInSequence_LeaksNoDescriptor()
    {
        await RunOneAsync();
        int before = Descriptors();
        for (int i = 0; i < 500; i++)
            await RunOneAsync();

        int after = Descriptors();
        log.WriteLine($"{before} descriptors before, {after} after");
        Assert.InRange(after, 0, before + 8);
    }

    private static int Threads() => Directory.GetDirectories("/proc/self/task").Length;

    private static int Descriptors() => Directory.GetFiles("/proc/self/fd").Length;

    private async Task RunOneAsync()
    {
        await using PtyProcess pty = await _local.SpawnPtyAsync(new PtySpawnOptions { Command = "true" });
        await pty.ReadToEndAsync();
    }
}
