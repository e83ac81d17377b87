using System.Buffers;
using PromptWatcher.Environments;
using PromptWatcher.Environments.Local;

namespace PromptWatcher.Tests.Environments.Local;

public sealed class PtyInputTests
{
    private readonly LocalEnvironment _local = new();

    [Fact]
    public async Task Advance_ProgramEndedSinceGetMemory_IsNoError()
    {
        await using PtyProcess pty = await Shell("read x");
        pty.Writer.GetMemory(100_000);
        await pty.KillAsync();
        await pty.ReadToEndAsync();
        await pty.ExitAsync();

        pty.Writer.Advance(100_000);

        Assert.True((await pty.Writer.FlushAsync()).IsCompleted);
    }

    [Fact]
    public async Task FlushAsync_AfterTheExit_EmptiesTheBuffer()
    {
        await using PtyProcess pty = await Shell("exit 0");
        await pty.ReadToEndAsync();
        await pty.ExitAsync();
        pty.Writer.Write(new byte[1_000]);

        await pty.Writer.FlushAsync();

        Assert.Equal(0, pty.Writer.UnflushedBytes);
    }

    [Fact]
    public async Task CompleteAsync_WithUnflushedBytes_TypesThem()
    {
        await using PtyProcess pty = await Shell("stty -echo; echo ready; read x; echo \"got $x\"");
        await pty.ReadUntilAsync("ready");
        pty.Writer.Write("hello\n"u8);

        await pty.Writer.CompleteAsync();

        Assert.Equal("got hello", (await pty.ReadTextToEndAsync()).Trim());
    }

    [Fact]
    public async Task FlushAsync_RefusedAfterACanceledOne_KeepsTheRestOfThat()
    {
        await using PtyProcess pty = await Shell("stty -echo; echo ready; kill -STOP $$");
        await pty.ReadUntilAsync("ready");
        byte[] lines = [.. Enumerable.Repeat("0123456789\n"u8.ToArray(), 20_000).SelectMany(line => line)];
        using var cancel = new CancellationTokenSource();
        Task blocked = pty.Writer.WriteAsync(lines, cancel.Token).AsTask();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => blocked);
        long rest = pty.Writer.UnflushedBytes;

        await Assert.ThrowsAsync<InputTooLongException>(async () => await pty.Writer.WriteAsync(new byte[6_000].Select(_ => (byte)'x').ToArray()));

        Assert.True(rest > 0);
        Assert.Equal(rest, pty.Writer.UnflushedBytes);
    }

    [Fact]
    public async Task FlushAsync_TokenOfTheFlushBeforeIsCanceledLate_IsNotCanceled()
    {
        await using PtyProcess pty = await Shell("stty raw -echo; echo ready; exec cat > /dev/null");
        await pty.ReadUntilAsync("ready");
        byte[] input = new byte[64 * 1024];
        for (int i = 0; i < 300; i++)
        {
            using var cancel = new CancellationTokenSource();
            Task canceled = pty.Writer.WriteAsync(input, cancel.Token).AsTask();
            Task cancelling = Task.Run(cancel.Cancel);
            await canceled.ContinueWith(static _ => true, TaskScheduler.Default);

            await pty.Writer.WriteAsync(input);

            await cancelling;
        }
    }

    [Theory]
    [InlineData("stty -echo", 0x16, 0x15)]                   // Ctrl+V takes Ctrl+U's function from it.
    [InlineData("trap '' INT; stty -echo noflsh", 0x03)]     // With noflsh an interrupt leaves the line.
    [InlineData("stty -echo inlcr", 0x0a)]                   // With inlcr a newline ends no line.
    public async Task WriteAsync_ControlCharacterThatDoesNotEndTheLine_IsCountedOn(string setup, params int[] control)
    {
        await using PtyProcess pty = await Shell($"{setup}; echo ready; read line; echo \"got ${{#line}}\"");
        await pty.ReadUntilAsync("ready");

        byte[] line = [.. Enumerable.Repeat((byte)'a', 4_000), .. control.Select(b => (byte)b), .. Enumerable.Repeat((byte)'b', 4_000)];

        await Assert.ThrowsAsync<InputTooLongException>(async () => await pty.Writer.WriteAsync(line));
    }

    private ValueTask<PtyProcess> Shell(string script) => _local.SpawnPtyAsync(new PtySpawnOptions { Command = "sh", Arguments = ["-c", script] });
}
