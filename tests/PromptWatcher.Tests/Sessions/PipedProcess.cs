using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using PromptWatcher.Environments;

namespace PromptWatcher.Tests.Sessions;

/// <summary>A terminal whose output the test writes; the session's pump runs inside <see cref="Print"/>, as it does on the event loop.</summary>
internal sealed class PipedProcess(TimeProvider? clock = null) : PtyProcess
{
    private readonly Pipe _output = new(new PipeOptions(readerScheduler: PipeScheduler.Inline, useSynchronizationContext: false));
    private readonly MemoryStream _typed = new();
    private readonly TaskCompletionSource<PtyExit> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public override string Id => "piped";

    public override PipeReader Reader => _output.Reader;

    public override PipeWriter Writer => field ??= PipeWriter.Create(_typed);

    /// <summary>What was typed.</summary>
    public string Typed => Encoding.UTF8.GetString(_typed.ToArray());

    public override Task<PtyExit> Completion => _completion.Task;

    public override TimeProvider? Clock => clock;

    /// <summary>What asking for the modes throws.</summary>
    public Exception? ModesError { get; init; }

    /// <summary>Says that it is only watched, and takes what is typed all the same.</summary>
    public bool OnlyWatched { get; init; }

    public override bool IsReadOnly => OnlyWatched;

    /// <summary>The session, which is told what others do to the terminal.</summary>
    public IPtyObserver? Observer { get; private set; }

    public override void Observe(IPtyObserver observer) => Observer = observer;

    public void Print(ReadOnlySpan<byte> output)
    {
        _output.Writer.Write(output);
        ValueTask<FlushResult> flush = _output.Writer.FlushAsync();
        Assert.True(flush.IsCompletedSuccessfully);
        _ = flush.Result;
    }

    /// <summary>The terminal breaks.</summary>
    public void Fail(Exception reason) => _output.Writer.Complete(reason);

    public override TerminalModes? GetTerminalModes() => ModesError is null ? null : throw ModesError;

    public override ValueTask ResizeAsync(TerminalSize size, CancellationToken cancellationToken = default) => ValueTask.CompletedTask;

    public override ValueTask KillAsync(CancellationToken cancellationToken = default)
    {
        _output.Writer.Complete();
        _completion.TrySetResult(new PtyExit(null, 9));
        return ValueTask.CompletedTask;
    }

    public override ValueTask DisposeAsync() => KillAsync();
}
