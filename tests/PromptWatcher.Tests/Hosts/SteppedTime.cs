using System.Threading.Channels;

namespace PromptWatcher.Tests.Hosts;

/// <summary>A clock that goes from timer to timer, for what waits for one timer at a time, on any thread.</summary>
internal sealed class SteppedTime : TimeProvider
{
    private readonly Channel<Timer> _set = Channel.CreateUnbounded<Timer>();
    private Timer? _next;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>The time since the beginning.</summary>
    public TimeSpan Now { get; private set; }

    public override long GetTimestamp() => Now.Ticks;

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch + Now;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(Now + dueTime, () => callback(state));
        _set.Writer.TryWrite(timer);
        return timer;
    }

    /// <summary>Goes on without running a timer.</summary>
    public void Pass(TimeSpan time) => Now += time;

    /// <summary>Runs every timer up to a time, and waits until the one after that is set.</summary>
    public async Task RunUntilAsync(TimeSpan end)
    {
        if (_next is null)
            await NextAsync();
        while (_next!.Due <= end)
        {
            Now = _next.Due;
            _next.Fire();
            await NextAsync();
        }

        Now = end;
    }

    /// <summary>When the timer runs that is set next.</summary>
    public async Task<TimeSpan> NextAsync() => (_next = await _set.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(60))).Due;

    private sealed class Timer(TimeSpan due, Action fire) : ITimer
    {
        public TimeSpan Due => due;

        public void Fire() => fire();

        public bool Change(TimeSpan dueTime, TimeSpan period) => throw new NotSupportedException();

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
