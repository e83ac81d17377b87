using System.IO.Pipelines;
using PromptWatcher.Environments;

namespace PromptWatcher.Benchmarks.Clients;

/// <summary>A terminal of one of PromptWatcher's environments.</summary>
internal sealed class PtyTerminal(PtyProcess pty) : ITerminal
{
    public PipeReader Output => pty.Reader;

    public async ValueTask TypeAsync(ReadOnlyMemory<byte> input) => await pty.Writer.WriteAsync(input);

    public ValueTask DisposeAsync() => pty.DisposeAsync();
}
