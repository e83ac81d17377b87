using System.IO.Pipelines;
using PromptWatcher.Environments;

namespace PromptWatcher.Tests.Environments;

public sealed class PtyOutputTests
{
    private const int Segment = 64 * 1024;

    private int _caughtUp;

    [Fact]
    public async Task Deliver_ConsumerBehind_IsHeldBackUntilItReads()
    {
        PtyOutput output = Output(PipeScheduler.Inline);
        Print(output, Segment);
        Assert.True(output.IsHeldBack);

        ReadResult read = await output.Reader.ReadAsync();
        output.Reader.AdvanceTo(read.Buffer.End);

        Assert.Equal(1, _caughtUp);
        output.Resume();
        Assert.False(output.IsHeldBack);
    }

    [Fact]
    public async Task StopHoldingBack_ConsumerBehind_KeepsAllForIt()
    {
        PtyOutput output = Output(PipeScheduler.Inline);
        Print(output, Segment);

        output.StopHoldingBack();
        Assert.Equal(1, _caughtUp);
        output.Resume();
        Print(output, 10 * Segment);

        Assert.False(output.IsHeldBack);
        Assert.Equal(10 * Segment, output.KeptBytes);
        output.Complete(null);
        Assert.Equal(11 * Segment, (await output.Reader.ReadAtLeastAsync(int.MaxValue)).Buffer.Length);
    }

    [Fact]
    public async Task Deliver_ReaderCompleted_IsDropped()
    {
        PtyOutput output = Output(PipeScheduler.Inline);
        await output.Reader.CompleteAsync(new InvalidOperationException("of the consumer's own"));

        Print(output, 4 * Segment);

        Assert.True(output.IsConsumerGone);
        Assert.False(output.IsHeldBack);
    }

    [Fact]
    public void Deliver_SteadyState_AllocatesNothing()
    {
        PtyOutput output = Output(PipeScheduler.Inline);
        long read = 0;
        _ = ReadAsync();
        for (int i = 0; i < 1_000; i++)
            Print(output, 4096);

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1_000; i++)
            Print(output, 4096);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(2_000 * 4096, read);

        async Task ReadAsync()
        {
            while (await output.Reader.ReadAsync() is { IsCompleted: false } result)
            {
                read += result.Buffer.Length;
                output.Reader.AdvanceTo(result.Buffer.End);
            }
        }
    }

    private PtyOutput Output(PipeScheduler scheduler) => new(scheduler, Segment, () => _caughtUp++);

    private static void Print(PtyOutput output, int bytes)
    {
        while (bytes > 0)
        {
            int count = Math.Min(bytes, output.GetSpan(1).Length);
            output.GetSpan(1)[..count].Fill((byte)'x');
            output.Deliver(count);
            bytes -= count;
        }
    }
}
