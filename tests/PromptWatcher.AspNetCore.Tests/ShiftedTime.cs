namespace PromptWatcher.AspNetCore.Tests;

/// <summary>The machine's clock, set forward by the test.</summary>
internal sealed class ShiftedTime : TimeProvider
{
    private long _shift;

    internal void Advance(TimeSpan time) => Interlocked.Add(ref _shift, time.Ticks);

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref _shift));
}
