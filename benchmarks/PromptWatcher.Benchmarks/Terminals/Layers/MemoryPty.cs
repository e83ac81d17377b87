using System.IO.Pipelines;
using PromptWatcher.Environments;

namespace PromptWatcher.Benchmarks.Terminals.Layers;

/// <summary>A terminal whose program is the caller. Its output takes the way of every environment's; the session runs inside <see cref="Print"/>, as on the event loop.</summary>
internal sealed class MemoryPty : PtyProcess
{
    private readonly PtyOutput _output;
    private readonly TaskCompletionSource<PtyExit> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal MemoryPty(int largestRead) => _output = new PtyOutput(PipeScheduler.Inline, largestRead, Resume);

    public override string Id => "memory";

    public override PipeReader Reader => _output.Reader;

    public override PipeWriter Writer { get; } = PipeWriter.Create(Stream.Null);

    public override Task<PtyExit> Completion => _completion.Task;

    public override ValueTask ResizeAsync(TerminalSize size, CancellationToken cancellationToken = default) => ValueTask.CompletedTask;

    public override ValueTask KillAsync(CancellationToken cancellationToken = default)
    {
        _output.Complete(null);
        _completion.TrySetResult(new PtyExit(0));
        return ValueTask.CompletedTask;
    }

    public override ValueTask DisposeAsync() => KillAsync();

    /// <summary>Copies the bytes into the pipe, as the kernel does.</summary>
    internal void Print(ReadOnlySpan<byte> read)
    {
        read.CopyTo(_output.GetSpan(read.Length));
        _output.Deliver(read.Length);
        if (_output.IsConsumerGone || _output.IsHeldBack)
            throw new InvalidOperationException("The session has not read what was printed.");
    }

    private void Resume() => _output.Resume();
}
