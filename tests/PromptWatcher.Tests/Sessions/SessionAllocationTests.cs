using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using PromptWatcher.Environments;
using PromptWatcher.Sessions;

namespace PromptWatcher.Tests.Sessions;

// A regular expression keeps one matcher at hand: tests beside this one would take it.
[Collection(nameof(RunsAlone))]
public sealed class SessionAllocationTests
{
    [Fact]
    public async Task Feed_AnimatedFramesInSteadyState_AllocatesNothingPerFrame()
    {
        await using var manager = new SessionManager();
        await using var process = new PipedProcess();
        TerminalSession session = manager.Adopt(process, new TerminalSize(100, 35));
        byte[][] frames = [.. Enumerable.Range(0, 64).Select(i => Encoding.UTF8.GetBytes(
            $"\e[?2026h\e[5;1H\e[38;5;{i % 16}m{"·✢✳✶"[i % 4]}\e[0m Thinking… ({100 + i}s)\e[2K\e[6;3Hrow {i % 8} of text\e[?2026l"))];
        for (int i = 0; i < 10_000; i++)
            process.Print(frames[i % frames.Length]);

        int framesThatAllocated = 0;
        for (int i = 0; i < 20_000; i++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            process.Print(frames[i % frames.Length]);
            framesThatAllocated += GC.GetAllocatedBytesForCurrentThread() > before ? 1 : 0;
        }

        Assert.Equal(0, framesThatAllocated);
        Assert.StartsWith("  row", session.Snapshot().Lines[5], StringComparison.Ordinal);
    }

    /// <summary>A terminal whose output the test writes; the session's pump runs inside <see cref="Print"/>, as it does on the event loop.</summary>
    private sealed class PipedProcess : PtyProcess
    {
        private readonly Pipe _output = new(new PipeOptions(readerScheduler: PipeScheduler.Inline, useSynchronizationContext: false));
        private readonly TaskCompletionSource<PtyExit> _completion = new();

        public override string Id => "piped";

        public override PipeReader Reader => _output.Reader;

        public override PipeWriter Writer { get; } = PipeWriter.Create(Stream.Null);

        public override Task<PtyExit> Completion => _completion.Task;

        public override TimeProvider Clock { get; } = new SteppedClock();

        public void Print(ReadOnlySpan<byte> output)
        {
            ((SteppedClock)Clock).Step();
            _output.Writer.Write(output);
            ValueTask<FlushResult> flush = _output.Writer.FlushAsync();
            Assert.True(flush.IsCompletedSuccessfully);
            _ = flush.Result;
        }

        public override ValueTask ResizeAsync(TerminalSize size, CancellationToken cancellationToken = default) => ValueTask.CompletedTask;

        public override ValueTask KillAsync(CancellationToken cancellationToken = default)
        {
            _output.Writer.Complete();
            _completion.TrySetResult(new PtyExit(null, 9));
            return ValueTask.CompletedTask;
        }

        public override ValueTask DisposeAsync() => KillAsync();
    }

    /// <summary>Time that goes on by 60 ms a frame, as spinners do, whatever the machine does; its timers never come before the next frame.</summary>
    private sealed class SteppedClock : TimeProvider
    {
        private long _now;

        public override long TimestampFrequency => 1_000;

        public override long GetTimestamp() => _now;

        public void Step() => _now += 60;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => new Never();

        private sealed class Never : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose()
            {
            }

            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }
}
