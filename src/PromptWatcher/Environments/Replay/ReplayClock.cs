namespace PromptWatcher.Environments.Replay;

/// <summary>Recorded time: it stands still except when a playback advances it.</summary>
internal sealed class ReplayClock(DateTimeOffset start) : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<ReplayTimer> _timers = [];
    private TimeSpan _now;

    /// <summary>Recorded time since the start.</summary>
    public TimeSpan Now
    {
        get
        {
            lock (_gate)
                return _now;
        }
    }

    /// <summary>When the next timer is due, where one is set.</summary>
    public TimeSpan? NextDue
    {
        get
        {
            lock (_gate)
                return Earliest()?.Due;
        }
    }

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override long GetTimestamp() => Now.Ticks;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => start + Now;

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new ReplayTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Goes on to <paramref name="time"/>. Timers that fall due on the way fire in order, and see exactly the time they were due.</summary>
    public void AdvanceTo(TimeSpan time)
    {
        while (true)
        {
            ReplayTimer? timer;
            lock (_gate)
            {
                timer = Earliest();
                if (timer is null || timer.Due > time)
                {
                    _now = time > _now ? time : _now;
                    return;
                }

                _now = timer.Due!.Value;
                timer.Due = timer.Period is { } period ? _now + period : null;
                if (timer.Due is null)
                    _timers.Remove(timer);
            }

            timer.Fire();
        }
    }

    internal void Set(ReplayTimer timer, TimeSpan? dueTime, TimeSpan? period)
    {
        lock (_gate)
        {
            _timers.Remove(timer);
            // Time must pass before a timer fires: a callback that sets its timer to zero would otherwise hold recorded time for ever.
            timer.Due = dueTime is { } due ? _now + TimeSpan.FromTicks(Math.Max(due.Ticks, 1)) : null;
            timer.Period = period;
            if (timer.Due is not null)
                _timers.Add(timer);
        }
    }

    // MinBy keeps the first of equals, so timers that are due at once fire in the order in which they were set.
    private ReplayTimer? Earliest() => _timers.MinBy(static timer => timer.Due);
}
