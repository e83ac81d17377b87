using System.Diagnostics;
using PromptWatcher.Environments.Unix;

namespace PromptWatcher.Tests.Environments;

public sealed class EventLoopTests
{
    [Fact]
    public async Task MeasureLagAsync_LoopIsHeldUp_TellsHowLongWorkWaits()
    {
        using var held = new ManualResetEventSlim();
        using var released = new ManualResetEventSlim();
        EventLoop loop = new(Poller.Create());
        loop.Post(() =>
        {
            held.Set();
            released.Wait();
        });
        held.Wait();

        Task<TimeSpan> measuring = loop.MeasureLagAsync(CancellationToken.None);
        long asked = Stopwatch.GetTimestamp();
        Assert.False(measuring.IsCompleted);
        using var patience = new CancellationTokenSource();
        Task<TimeSpan> givenUp = loop.MeasureLagAsync(patience.Token);
        await patience.CancelAsync();
        await Assert.ThrowsAsync<TaskCanceledException>(() => givenUp);
        TimeSpan least = Stopwatch.GetElapsedTime(asked);
        released.Set();

        Assert.True(await measuring >= least);
    }
}
