using System.Text;
using PromptWatcher.Environments;
using PromptWatcher.Sessions;

namespace PromptWatcher.Tests.Sessions;

public sealed class ViewerTests : GivenTimeTest
{
    [Fact]
    public async Task OpenViewer_New_BeginsWithASnapshotThatMissesNothing()
    {
        Process.Print("hello"u8);
        using Viewer viewer = Session.OpenViewer();

        ViewerSnapshot snapshot = Assert.IsType<ViewerSnapshot>(await viewer.ReadAsync());

        Assert.Equal((5, 0), (snapshot.Cursor, snapshot.Missed));
        Assert.Equal(new TerminalSize(80, 24), snapshot.Size);
        Assert.Equal("\echello", Encoding.UTF8.GetString(snapshot.Bytes.Span));
    }

    [Fact]
    public async Task OpenViewer_NewAndSomethingIsPrintedBeforeItReads_MissesNothing()
    {
        using Viewer viewer = Session.OpenViewer();
        Process.Print("hello"u8);

        ViewerSnapshot snapshot = Assert.IsType<ViewerSnapshot>(await viewer.ReadAsync());

        Assert.Equal((5, 0), (snapshot.Cursor, snapshot.Missed));
    }

    [Fact]
    public async Task ReadAsync_OutputAndSizes_ComeInOrder()
    {
        using Viewer viewer = Session.OpenViewer();
        await viewer.ReadAsync();

        Process.Print("one"u8);
        await Session.ResizeAsync(new TerminalSize(40, 10));
        await Session.ResizeAsync(new TerminalSize(50, 10));
        Process.Print("two"u8);

        Assert.Equal((0, "one"), await OutputAsync(viewer));
        Assert.Equal(new ViewerResized(4, new TerminalSize(40, 10)), await viewer.ReadAsync());
        Assert.Equal(new ViewerResized(5, new TerminalSize(50, 10)), await viewer.ReadAsync());
        Assert.Equal((5, "two"), await OutputAsync(viewer));
    }

    [Fact]
    public async Task ReadAsync_NothingNew_WaitsForTheNextOutput()
    {
        using Viewer viewer = Session.OpenViewer();
        await viewer.ReadAsync();
        ValueTask<ViewerFrame> next = viewer.ReadAsync();
        Assert.False(next.IsCompleted);

        Process.Print("x"u8);

        Assert.IsType<ViewerOutput>(await next.AsTask().WaitAsync(TimeSpan.FromSeconds(60)));
    }

    [Fact]
    public async Task ReadAsync_Cancelled_StopsWaiting()
    {
        using Viewer viewer = Session.OpenViewer();
        await viewer.ReadAsync();
        using var cancelled = new CancellationTokenSource();
        ValueTask<ViewerFrame> next = viewer.ReadAsync(cancelled.Token);

        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await next);
    }

    [Fact]
    public async Task OpenViewer_FromEveryCursor_GivesExactlyTheRest()
    {
        using Viewer first = Session.OpenViewer();
        byte[] output = "a\e[1;31mb\e]0;title\ac 世 d"u8.ToArray();
        Process.Print(output);
        for (int cursor = 0; cursor < output.Length; cursor++)
        {
            using Viewer viewer = Session.OpenViewer(new JournalPosition(Session.Epoch, cursor));

            ViewerOutput rest = Assert.IsType<ViewerOutput>(await viewer.ReadAsync());

            Assert.Equal(cursor, rest.Cursor);
            Assert.True(output.AsSpan(cursor).SequenceEqual(rest.Bytes.Span));
        }
    }

    [Theory]
    [InlineData(true, 999, null)]
    [InlineData(true, -1, null)]
    [InlineData(true, long.MaxValue, null)]
    [InlineData(false, 0, null)]
    [InlineData(false, 3, null)]
    public async Task OpenViewer_PlaceThatNeverWas_GetsASnapshot(bool isOurs, long cursor, long? missed)
    {
        Process.Print("hello"u8);
        using Viewer first = Session.OpenViewer();
        using Viewer viewer = Session.OpenViewer(new JournalPosition(isOurs ? Session.Epoch : "another", cursor));

        ViewerSnapshot snapshot = Assert.IsType<ViewerSnapshot>(await viewer.ReadAsync());

        Assert.Equal((5, missed), (snapshot.Cursor, snapshot.Missed));
    }

    [Fact]
    public async Task OpenViewer_PlaceBeforeTheJournal_SaysHowMuchIsMissing()
    {
        Process.Print("hello"u8);
        using Viewer viewer = Session.OpenViewer(new JournalPosition(Session.Epoch, 2));

        ViewerSnapshot snapshot = Assert.IsType<ViewerSnapshot>(await viewer.ReadAsync());

        Assert.Equal((5, 3), (snapshot.Cursor, snapshot.Missed));
    }

    [Fact]
    public async Task ReadAsync_FellOutOfTheJournal_SkipsToASnapshotAndGoesOn()
    {
        using var slow = new ViewedScreen(Session);
        await slow.ReadAsync();
        byte[] line = Encoding.UTF8.GetBytes(new string('x', 1_022) + "\r\n");
        for (int i = 0; i < Journal.Capacity / line.Length + 1; i++)
            Process.Print(line);
        Time.Advance(Repaints.Pause);

        ViewerSnapshot snapshot = Assert.IsType<ViewerSnapshot>(await slow.ReadAsync());
        Process.Print("and on"u8);
        await slow.ReadAsync();

        Assert.Equal(Journal.Capacity + line.Length, snapshot.Missed);
        Assert.StartsWith("and on", slow.Screen.LineText(23), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadAsync_StormOfSizes_KeepsAsManyAsItMayAndSkipsTheRest()
    {
        using var viewer = new ViewedScreen(Session);
        await viewer.ReadAsync();
        for (int i = 0; i < 3 * Journal.MaxResizes; i++)
            await Session.ResizeAsync(new TerminalSize(20 + i % 7, 10));
        Time.Advance(Repaints.Pause);

        await viewer.ReadToAsync(3 * Journal.MaxResizes);

        Assert.Equal(2, viewer.Snapshots);
        Assert.Equal(Session.Size, viewer.Screen.Size);
    }

    [Fact]
    public async Task ReadAsync_LongHistory_SendsAtMost64KiB()
    {
        byte[] line = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 8).Select(i => $"\e[3{i}mcolour {i} ")) + "\r\n");
        for (int sent = 0; sent < 8 << 20; sent += line.Length)
            Process.Print(line);
        using var viewer = new ViewedScreen(Session);

        await viewer.ReadAsync();

        Assert.InRange(viewer.Bytes, 32 * 1024, 64 * 1024);
        Assert.InRange(viewer.Screen.ScrollbackCount, 100, 1_000);
        Assert.Equal(Session.Snapshot().Lines[3], viewer.Screen.LineText(3));
    }

    [Fact]
    public async Task ReadAsync_ProgramEnds_GivesTheLastByteAndThenTheExit()
    {
        using Viewer viewer = Session.OpenViewer();
        await viewer.ReadAsync();
        Process.Print("last"u8);
        await Process.KillAsync();
        await Session.Completion;

        Assert.Equal((0, "last"), await OutputAsync(viewer));
        Assert.Equal(new ViewerEnded(4, new PtyExit(null, 9)), await viewer.ReadAsync());
        Assert.Equal(new ViewerEnded(4, new PtyExit(null, 9)), await viewer.ReadAsync());
    }

    [Fact]
    public async Task ReadAsync_SessionIsDisposedUnderAViewer_EndsWithWhatTheScreenShows()
    {
        using var viewer = new ViewedScreen(Session);
        await viewer.ReadAsync();
        Process.Print("last"u8);
        await Session.DisposeAsync();

        await viewer.ReadToEndAsync();

        Assert.Equal("last", viewer.Screen.LineText(0));
    }

    [Fact]
    public async Task ReadAsync_ResizedAfterTheSessionIsDisposed_ShowsTheSizeAndEnds()
    {
        using var viewer = new ViewedScreen(Session);
        await viewer.ReadAsync();
        await Session.DisposeAsync();
        await Session.ResizeAsync(new TerminalSize(40, 10));

        await viewer.ReadToEndAsync();

        Assert.Equal(new TerminalSize(40, 10), viewer.Screen.Size);
    }

    [Fact]
    public async Task OpenViewer_AfterTheEnd_GetsTheScreenAndTheExit()
    {
        Process.Print("gone"u8);
        await Process.KillAsync();
        await Session.Completion;
        using var viewer = new ViewedScreen(Session);

        await viewer.ReadToEndAsync();

        Assert.Equal("gone", viewer.Screen.LineText(0));
        Assert.Equal(1, viewer.Snapshots);
    }

    private static async Task<(long Cursor, string Text)> OutputAsync(Viewer viewer)
    {
        ViewerOutput output = Assert.IsType<ViewerOutput>(await viewer.ReadAsync());
        return (output.Cursor, Encoding.UTF8.GetString(output.Bytes.Span));
    }
}
