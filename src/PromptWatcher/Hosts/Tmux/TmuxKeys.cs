using System.Globalization;
using PromptWatcher.Environments;
using PromptWatcher.Hosts.Commands;

namespace PromptWatcher.Hosts.Tmux;

/// <summary>Types into a pane, byte by byte as they are: what a key means is for the pane's program, not for tmux.</summary>
internal sealed class TmuxKeys(string socket, string pane, HostUser user, IHostCommandRunner runner, HostCommands commands) : Stream
{
    public override bool CanRead => false;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        foreach (byte[] some in buffer.ToArray().Chunk(HostCommands.MostRepeated))
        {
            HostCommandResult result = await runner.RunAsync(
                commands.Make("tmux", "keys", [("socket", socket), ("pane", pane), .. some.Select(static key => ("byte", key.ToString("x2", CultureInfo.InvariantCulture)))]), user, cancellationToken).ConfigureAwait(false);
            if (result.ExitCode != 0)
                throw new EnvironmentException($"Cannot type into the pane {pane} of the tmux server at {Printable.Quote(socket)}: tmux ended with {result.ExitCode} and said: {result.Error}");
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
