using System.Globalization;
using PromptWatcher.Environments.Replay;

namespace PromptWatcher.Tests.Environments.Replay;

public sealed class ReplayClockTests
{
    private static readonly TimeSpan Once = Timeout.InfiniteTimeSpan;

    private readonly ReplayClock _clock = new(DateTimeOffset.UnixEpoch);
    private readonly List<string> _fired = [];

    [Fact]
    public void AdvanceTo_SeveralTimers_FireInOrderAtTheirDueTimes()
    {
        Set("late", 3);
        Set("early", 1);
        Set("never", 10);
        Set("middle", 2);

        _clock.AdvanceTo(TimeSpan.FromSeconds(5));

        Assert.Equal(["early 1", "middle 2", "late 3"], _fired);
        Assert.Equal(TimeSpan.FromSeconds(5), _clock.Now);
        Assert.Equal(TimeSpan.FromSeconds(10), _clock.NextDue);
    }

    [Fact]
    public void AdvanceTo_SameDueTime_FiresInTheOrderOfSetting()
    {
        Set("a", 1);
        Set("b", 1);

        _clock.AdvanceTo(TimeSpan.FromSeconds(1));

        Assert.Equal(["a 1", "b 1"], _fired);
    }

    [Fact]
    public void AdvanceTo_TimerSetByATimer_FiresOnTheWay()
    {
        _clock.CreateTimer(_ => Set("second", 1.5), null, TimeSpan.FromSeconds(1), Once);

        _clock.AdvanceTo(TimeSpan.FromSeconds(4));

        Assert.Equal(["second 2.5"], _fired);
    }

    [Fact]
    public void AdvanceTo_PeriodicTimer_FiresEachTime()
    {
        using ITimer timer = _clock.CreateTimer(_ => Note("tick"), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2));

        _clock.AdvanceTo(TimeSpan.FromSeconds(6));

        Assert.Equal(["tick 1", "tick 3", "tick 5"], _fired);
    }

    [Fact]
    public void AdvanceTo_TimerThatSetsItselfToZero_Ends()
    {
        int count = 0;
        ITimer timer = null!;
        timer = _clock.CreateTimer(_ => { count++; timer.Change(TimeSpan.Zero, Once); }, null, TimeSpan.Zero, Once);

        _clock.AdvanceTo(TimeSpan.FromTicks(100));

        Assert.Equal(100, count);
    }

    [Fact]
    public void AdvanceTo_EarlierTime_DoesNotGoBack()
    {
        _clock.AdvanceTo(TimeSpan.FromSeconds(2));
        _clock.AdvanceTo(TimeSpan.FromSeconds(1));

        Assert.Equal(TimeSpan.FromSeconds(2), _clock.Now);
    }

    [Fact]
    public void Change_BeforeDue_Moves()
    {
        using ITimer timer = Set("moved", 1);
        timer.Change(TimeSpan.FromSeconds(3), Once);
        using ITimer stopped = Set("stopped", 1);
        stopped.Change(Once, Once);
        Set("disposed", 1).Dispose();

        _clock.AdvanceTo(TimeSpan.FromSeconds(5));

        Assert.Equal(["moved 3"], _fired);
    }

    [Fact]
    public async Task TaskDelay_OnTheClock_CompletesInRecordedTime()
    {
        var delay = Task.Delay(TimeSpan.FromHours(1), _clock);
        _clock.AdvanceTo(TimeSpan.FromMinutes(59));
        Assert.False(delay.IsCompleted);

        _clock.AdvanceTo(TimeSpan.FromMinutes(60));
        await delay;

        Assert.Equal(DateTimeOffset.UnixEpoch.AddHours(1), _clock.GetUtcNow());
        Assert.Equal(TimeSpan.FromHours(1), _clock.GetElapsedTime(0));
    }

    private ITimer Set(string name, double seconds) => _clock.CreateTimer(_ => Note(name), null, TimeSpan.FromSeconds(seconds), Once);

    private void Note(string name) => _fired.Add(string.Create(CultureInfo.InvariantCulture, $"{name} {_clock.Now.TotalSeconds}"));
}
