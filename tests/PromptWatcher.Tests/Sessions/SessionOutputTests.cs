using System.IO.Pipelines;
using PromptWatcher.Detection;
using PromptWatcher.Environments;
using PromptWatcher.Environments.Local;
using PromptWatcher.Sessions;
using PromptWatcher.Tests.Environments;

namespace PromptWatcher.Tests.Sessions;

public sealed class SessionOutputTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly SessionManager _manager = new();
    private readonly Pipe _output = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _manager.DisposeAsync().AsTask();

    [Fact]
    public async Task Output_ReaderEndsWithAnError_ProgramAndSessionGoOn()
    {
        TerminalSession session = await Start("echo one; read go; head -c 1000000 /dev/zero; exit 5", _output.Writer);
        await session.WaitUntilShownAsync("one");

        await _output.Reader.CompleteAsync(new IOException("nobody looks any more"));
        await session.TypeAsync("\n"u8.ToArray());

        Assert.Equal(new PtyExit(5), await session.Completion.WaitAsync(Patience));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Output_ReaderStallsAndTheProgramIsEnded_SessionEndsAndKeepsWhatWasPrinted(bool isDisposed)
    {
        TerminalSession session = await Start("yes", _output.Writer);
        await session.WaitUntilShownAsync("y");

        await (isDisposed ? session.DisposeAsync() : session.KillAsync()).AsTask().WaitAsync(Patience);

        Assert.NotNull((await session.Completion.WaitAsync(Patience)).Signal);
        Assert.Equal(Activity.Exited, session.State.Activity);
        ReadResult kept = await _output.Reader.ReadAsync();
        Assert.True(kept.Buffer.Length > 0);
    }

    [Fact]
    public async Task Output_WriterThatBlocks_StopsNoOtherTerminal()
    {
        using var release = new ManualResetEventSlim();
        await using PtyProcess other = await new LocalEnvironment().SpawnPtyAsync(new PtySpawnOptions { Command = "sh", Arguments = ["-c", "stty raw -echo; echo ready; exec cat"] });
        await other.ReadUntilAsync("ready");
        var blocking = new BlockingStream(release);
        TerminalSession session = await Start("echo x; exec sleep 60", PipeWriter.Create(blocking));
        await blocking.Entered.WaitAsync(Patience);

        await other.Writer.WriteAsync("ping"u8.ToArray());
        await other.ReadUntilAsync("ping");

        release.Set();
        await session.KillAsync();
    }

    private ValueTask<TerminalSession> Start(string script, PipeWriter output) =>
        _manager.StartAsync(new PtySpawnOptions { Command = "sh", Arguments = ["-c", script] }, new SessionOptions { Output = output });

    private sealed class BlockingStream(ManualResetEventSlim release) : MemoryStream
    {
        private readonly TaskCompletionSource _entered = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Entered => _entered.Task;

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            _entered.TrySetResult();
            release.Wait(CancellationToken.None);
            return ValueTask.CompletedTask;
        }
    }
}
