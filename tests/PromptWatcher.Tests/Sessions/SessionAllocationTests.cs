using System.Text;
using PromptWatcher.Detection;
using PromptWatcher.Environments;
using PromptWatcher.Sessions;

namespace PromptWatcher.Tests.Sessions;

// A regular expression keeps one matcher at hand: tests beside this one would take it.
[Collection(nameof(RunsAlone))]
public sealed class SessionAllocationTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(8)]
    public async Task Feed_AnimatedFramesInSteadyState_AllocatesNothingPerFrame(int viewerCount)
    {
        await using var manager = new SessionManager();
        await using var process = new PipedProcess(new SteppedClock());
        TerminalSession session = manager.Adopt(process, new TerminalSize(100, 35));
        Task[] viewers = [.. Enumerable.Range(0, viewerCount).Select(_ => Task.Run(() => ReadToEndAsync(session)))];
        byte[][] frames = [.. Enumerable.Range(0, 64).Select(i => Encoding.UTF8.GetBytes(
            $"\e[?2026h\e[5;1H\e[38;5;{i % 16}m{"·✢✳✶"[i % 4]}\e[0m Thinking… ({100 + i}s)\e[2K\e[6;3Hrow {i % 8} of text\e[?2026l"))];
        for (int i = 0; i < 2_000; i++)
            Print(process, frames[i % frames.Length]);

        Assert.Equal(Activity.Working, session.State.Activity);
        int[] framesThatAllocated = [.. Enumerable.Range(0, 16).Select(_ => FramesThatAllocate(process, frames))];

        // The runtime now and then takes back a pooled buffer or a regular expression's matcher, or makes one thread more for those who view.
        Assert.Equal(0, framesThatAllocated.Min());
        Assert.StartsWith("  row", session.Snapshot().Lines[5], StringComparison.Ordinal);
        await process.KillAsync();
        await Task.WhenAll(viewers);
    }

    private static async Task ReadToEndAsync(TerminalSession session)
    {
        using Viewer viewer = session.OpenViewer();
        while (await viewer.ReadAsync() is not ViewerEnded)
        {
        }
    }

    private static int FramesThatAllocate(PipedProcess process, byte[][] frames)
    {
        int count = 0;
        for (int i = 0; i < 1_000; i++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            Print(process, frames[i % frames.Length]);
            count += GC.GetAllocatedBytesForCurrentThread() > before ? 1 : 0;
        }

        return count;
    }

    private static void Print(PipedProcess process, byte[] frame)
    {
        ((SteppedClock)process.Clock!).Step();
        process.Print(frame);
    }

    /// <summary>Time that goes on by 60 ms a frame, as spinners do, whatever the machine does; a timer that came due by then runs first.</summary>
    private sealed class SteppedClock : TimeProvider
    {
        private readonly List<Timer> _timers = [];
        private long _now;

        public override long TimestampFrequency => 1_000;

        public override long GetTimestamp() => _now;

        public void Step()
        {
            long end = _now + 60;
            for (int i = 0; i < _timers.Count; i++)
                _timers[i].RunUntil(end);
            _now = end;
        }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = new Timer(this, callback, state);
            timer.Change(dueTime, period);
            _timers.Add(timer);
            return timer;
        }

        private sealed class Timer(SteppedClock clock, TimerCallback callback, object? state) : ITimer
        {
            private long _due = long.MaxValue;

            public void RunUntil(long end)
            {
                while (_due <= end)
                {
                    clock._now = Math.Max(clock._now, _due);
                    _due = long.MaxValue;
                    callback(state);
                }
            }

            public bool Change(TimeSpan dueTime, TimeSpan period)
            {
                _due = dueTime < TimeSpan.Zero ? long.MaxValue : clock._now + (long)dueTime.TotalMilliseconds;
                return true;
            }

            public void Dispose() => _due = long.MaxValue;

            public ValueTask DisposeAsync()
            {
                Dispose();
                return ValueTask.CompletedTask;
            }
        }
    }
}
