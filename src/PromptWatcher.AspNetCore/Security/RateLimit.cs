namespace PromptWatcher.AspNetCore.Security;

/// <summary>So much per second, and so much at once.</summary>
internal sealed class RateLimit(TimeProvider time, double perSecond, double burst)
{
    private readonly Lock _gate = new();
    private double _missing;
    private long _at = time.GetTimestamp();

    internal bool TryTake(double amount)
    {
        lock (_gate)
        {
            long now = time.GetTimestamp();
            _missing = Math.Max(0, _missing - time.GetElapsedTime(_at, now).TotalSeconds * perSecond);
            _at = now;
            if (_missing + amount > burst)
                return false;
            _missing += amount;
            return true;
        }
    }
}
