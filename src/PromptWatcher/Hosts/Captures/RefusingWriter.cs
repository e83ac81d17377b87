using System.IO.Pipelines;
using PromptWatcher.Environments;

namespace PromptWatcher.Hosts.Captures;

/// <summary>Where nothing can be typed.</summary>
internal sealed class RefusingWriter(string terminal) : PipeWriter
{
    public override Memory<byte> GetMemory(int sizeHint = 0) => throw Refusal();

    public override Span<byte> GetSpan(int sizeHint = 0) => throw Refusal();

    public override void Advance(int bytes) => throw Refusal();

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) => throw Refusal();

    public override ValueTask<FlushResult> WriteAsync(ReadOnlyMemory<byte> source, CancellationToken cancellationToken = default) => throw Refusal();

    public override void CancelPendingFlush()
    {
    }

    public override void Complete(Exception? exception = null)
    {
    }

    private ReadOnlyTerminalException Refusal() => new("type into", terminal);
}
