namespace PromptWatcher.Environments.Replay;

/// <summary>A timer in recorded time. Its due time and period belong to the clock, under the clock's lock.</summary>
internal sealed class ReplayTimer(ReplayClock clock, TimerCallback callback, object? state) : ITimer
{
    public TimeSpan? Due { get; set; }

    public TimeSpan? Period { get; set; }

    public void Fire() => callback(state);

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        clock.Set(this, dueTime < TimeSpan.Zero ? null : dueTime, period <= TimeSpan.Zero ? null : period);
        return true;
    }

    public void Dispose() => clock.Set(this, null, null);

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }
}
