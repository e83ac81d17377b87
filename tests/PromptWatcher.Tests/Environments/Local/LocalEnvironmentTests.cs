using Microsoft.Extensions.Options;
using PromptWatcher.Environments;
using PromptWatcher.Environments.Local;

namespace PromptWatcher.Tests.Environments.Local;

public sealed class LocalEnvironmentTests
{
    private readonly LocalEnvironment _local = new();

    [Fact]
    public async Task KillPtyAsync_TerminalThatHasEnded_DoesNothing()
    {
        await using PtyProcess pty = await _local.SpawnPtyAsync(new PtySpawnOptions { Command = "true" });
        await pty.ReadToEndAsync();
        await pty.ExitAsync();

        await _local.KillPtyAsync(pty.Id);
        await _local.ResizePtyAsync(pty.Id, new TerminalSize(80, 25));

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await _local.ResizePtyAsync(pty.Id, new TerminalSize(0, 25)));
    }

    [Fact]
    public async Task SpawnPtyAsync_IdOfATerminalThatHasJustEnded_IsFree()
    {
        for (int i = 0; i < 50; i++)
        {
            await using PtyProcess pty = await _local.SpawnPtyAsync(new PtySpawnOptions { Command = "true", SessionId = "again" });
            await pty.ReadToEndAsync();
            Assert.Equal(new PtyExit(0), await pty.ExitAsync());
        }
    }

    [Fact]
    public void Constructor_KillGraceOutOfRange_NamesValueAndRange()
    {
        var error = Assert.Throws<OptionsValidationException>(() => new LocalEnvironment(new LocalEnvironmentOptions { KillGrace = TimeSpan.FromHours(2) }));

        Assert.Contains("KillGrace is 02:00:00; it must be from 00:00:00 to 00:01:00", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DisposeAsync_InTheMidstOfOutput_ReleasesAndEndsTheReader()
    {
        for (int i = 0; i < 50; i++)
        {
            PtyProcess pty = await _local.SpawnPtyAsync(new PtySpawnOptions { Command = "yes" });
            Task<byte[]> reading = pty.ReadToEndAsync();

            await pty.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30));

            await reading;
            Assert.NotNull((await pty.ExitAsync()).Signal);
        }
    }
}
