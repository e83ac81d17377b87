using System.Buffers;
using System.IO.Pipelines;
using PromptWatcher.Environments;

namespace PromptWatcher.Tests.Sessions;

/// <summary>A terminal that was there before this process.</summary>
internal sealed class LeftOver : PtyProcess
{
    private readonly Pipe _output = new(new PipeOptions(readerScheduler: PipeScheduler.Inline, useSynchronizationContext: false));
    private readonly TaskCompletionSource<PtyExit> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public bool IsKilled { get; private set; }

    public bool IsDetached { get; private set; }

    public override string Id => "left-over";

    public void Print(ReadOnlySpan<byte> output)
    {
        _output.Writer.Write(output);
        Assert.True(_output.Writer.FlushAsync().IsCompletedSuccessfully);
    }

    public override PtyInfo Info { get; } = new("left-over", "left-over", ["claude"], DateTimeOffset.UnixEpoch) { Size = new TerminalSize(90, 30), Agent = "claude" };

    public override bool CanBeTakenOver => true;

    public override PipeReader Reader => _output.Reader;

    public override PipeWriter Writer { get; } = PipeWriter.Create(Stream.Null);

    public override Task<PtyExit> Completion => _completion.Task;

    public override ValueTask ResizeAsync(TerminalSize size, CancellationToken cancellationToken = default) => ValueTask.CompletedTask;

    public override ValueTask DetachAsync()
    {
        IsDetached = true;
        var letGo = new PtyDetachedException("let go");
        _output.Writer.Complete(letGo);
        _completion.TrySetException(letGo);
        return ValueTask.CompletedTask;
    }

    public override ValueTask KillAsync(CancellationToken cancellationToken = default)
    {
        if (_completion.Task.IsCompleted)
            return ValueTask.CompletedTask;
        IsKilled = true;
        End(new PtyExit(null, 1));
        return ValueTask.CompletedTask;
    }

    public void End(PtyExit exit)
    {
        _output.Writer.Complete();
        _completion.TrySetResult(exit);
    }

    public override ValueTask DisposeAsync() => KillAsync();
}
