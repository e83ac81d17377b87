namespace PromptWatcher.Environments.Replay;

/// <summary>Lets recorded time pass no faster than the speed allows.</summary>
internal sealed class ReplayPace(ReplayClock clock, double speed, TimeProvider realTime)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1); // Task.Delay ends at 49 days

    private readonly long _start = realTime.GetTimestamp();

    /// <summary>Completes when recorded time is <paramref name="time"/>, with every timer that was due before it fired.</summary>
    public async ValueTask AdvanceToAsync(TimeSpan time, CancellationToken cancellationToken)
    {
        while (!double.IsPositiveInfinity(speed) && clock.Now < time)
        {
            TimeSpan stop = clock.NextDue is { } due && due < time ? due : time;
            TimeSpan wait = stop / speed - realTime.GetElapsedTime(_start);
            if (wait > LongestWait)
                await Task.Delay(LongestWait, realTime, cancellationToken).ConfigureAwait(false);
            else if (wait > TimeSpan.Zero)
                await Task.Delay(wait, realTime, cancellationToken).ConfigureAwait(false);
            if (wait <= LongestWait)
                clock.AdvanceTo(stop);
        }

        clock.AdvanceTo(time);
    }
}
