using System.Runtime.InteropServices;
using System.Text;
using PromptWatcher.Sessions;
using PromptWatcher.Tests.Terminal;
using PromptWatcher.Terminal;

namespace PromptWatcher.Tests.Sessions;

/// <summary>A program that prints faster than its viewers read: they cost it a repaint now and then, however many they are.</summary>
public sealed class FloodTests : GivenTimeTest
{
    private const int Viewers = 64, Rounds = 10;

    private readonly byte[] _line = Encoding.UTF8.GetBytes(new string('x', 1_022) + "\r\n");
    private readonly Screen _truth = new(new(80, 24));
    private readonly HashSet<byte[]> _repaints = [];

    [Fact]
    public async Task ReadAsync_ManyViewersBehindInAFlood_ShareOneRepaintPerPause()
    {
        ViewedScreen[] viewers = [.. Enumerable.Range(0, Viewers).Select(_ => new ViewedScreen(Session))];
        foreach (ViewedScreen viewer in viewers)
            await ReadAsync(viewer);
        for (int round = 0; round < Rounds; round++)
        {
            Task[] reading = [.. viewers.Select(viewer =>
            {
                // Each is behind again when its turn comes.
                Print(Journal.Capacity + _line.Length);
                return ReadAsync(viewer);
            })];
            Assert.All(reading, viewer => Assert.False(viewer.IsCompleted));
            Time.Advance(Repaints.Pause);
            await Task.WhenAll(reading);
        }

        // Those who come wait for nothing.
        Print(Journal.Capacity + _line.Length);
        using var late = new ViewedScreen(Session);
        await ReadAsync(late);

        await Process.KillAsync();
        await Session.Completion;
        Assert.Equal(1 + Rounds + 1, _repaints.Count);
        foreach (ViewedScreen viewer in viewers.Append(late))
        {
            await viewer.ReadToEndAsync();
            Assert.Equal(Enumerable.Range(0, 24).Select(_truth.LineText), Enumerable.Range(0, 24).Select(viewer.Screen.LineText));
            viewer.Dispose();
        }
    }

    [Fact]
    public async Task ReadAsync_RepaintThatOthersHave_GoesOnFromItsPlace()
    {
        Print(_line.Length);
        using var first = new ViewedScreen(Session);
        await ReadAsync(first);
        await Session.ResizeAsync(new(60, 20));
        _truth.Resize(new(60, 20));
        Print(3 * _line.Length);
        using var second = new ViewedScreen(Session);

        ViewerSnapshot shared = Assert.IsType<ViewerSnapshot>(await ReadAsync(second));
        await second.ReadToAsync(1 + 4 * _line.Length);

        Assert.Equal((_line.Length, 0), (shared.Cursor, shared.Missed));
        Assert.Single(_repaints);
        Assert.Null(ScreenComparison.Difference(_truth, second.Screen));
    }

    private void Print(int length)
    {
        for (int printed = 0; printed < length; printed += _line.Length)
        {
            Process.Print(_line);
            _truth.Write(_line);
        }
    }

    private async Task<ViewerFrame> ReadAsync(ViewedScreen viewer)
    {
        ViewerFrame frame = await viewer.ReadAsync();
        if (frame is ViewerSnapshot snapshot && MemoryMarshal.TryGetArray(snapshot.Bytes, out ArraySegment<byte> bytes))
        {
            lock (_repaints)
                _repaints.Add(bytes.Array!);
        }

        return frame;
    }
}
