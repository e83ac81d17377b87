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
        await using var process = new PipedProcess(new SteppedClock());
        TerminalSession session = manager.Adopt(process, new TerminalSize(100, 35));
        byte[][] frames = [.. Enumerable.Range(0, 64).Select(i => Encoding.UTF8.GetBytes(
            $"\e[?2026h\e[5;1H\e[38;5;{i % 16}m{"·✢✳✶"[i % 4]}\e[0m Thinking… ({100 + i}s)\e[2K\e[6;3Hrow {i % 8} of text\e[?2026l"))];
        for (int i = 0; i < 10_000; i++)
            Print(process, frames[i % frames.Length]);

        int framesThatAllocated = 0;
        for (int i = 0; i < 20_000; i++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            Print(process, frames[i % frames.Length]);
            framesThatAllocated += GC.GetAllocatedBytesForCurrentThread() > before ? 1 : 0;
        }

        Assert.Equal(0, framesThatAllocated);
        Assert.StartsWith("  row", session.Snapshot().Lines[5], StringComparison.Ordinal);
    }

    private static void Print(PipedProcess process, byte[] frame)
    {
        ((SteppedClock)process.Clock!).Step();
        process.Print(frame);
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
