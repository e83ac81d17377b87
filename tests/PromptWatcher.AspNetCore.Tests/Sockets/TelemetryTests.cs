using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using PromptWatcher.Diagnostics;

namespace PromptWatcher.AspNetCore.Tests.Sockets;

/// <summary>Instruments are the process's, whose other tests use them meanwhile: only that something was told is certain.</summary>
public sealed class TelemetryTests
{
    [Fact]
    public async Task Viewers_ThatComeAndGo_AndThatMissOutput_AreCounted()
    {
        var told = new ConcurrentQueue<(string Name, int Value, string? Role)>();
        using var meters = new MeterListener
        {
            InstrumentPublished = static (instrument, listener) =>
            {
                if (instrument.Meter.Name == PromptWatcherTelemetry.Name)
                    listener.EnableMeasurementEvents(instrument);
            },
        };
        meters.SetMeasurementEventCallback<int>((instrument, value, tags, _) => told.Enqueue((instrument.Name, value, tags.ToArray().FirstOrDefault(static tag => tag.Key == "role").Value as string)));
        meters.Start();
        await using WebHost host = await WebHost.StartAsync();
        await host.RunAsync("echo ready; sleep 60", "one");
        await host.RunAsync("echo there; sleep 60", "two");

        SocketClient client = await SocketClient.OpenAsync(host, "one", "writer");
        await client.ReadUntilShownAsync("ready");
        Assert.Contains(("promptwatcher.viewers", 1, "writer"), told);
        await client.DisposeAsync();

        // From a place in another's output.
        await using SocketClient late = await SocketClient.OpenAsync(host, "two", from: client);
        await late.ReadUntilShownAsync("there");

        Assert.Contains(("promptwatcher.viewer.gaps", 1, null), told);
        await Waiting.UntilAsync(() => told.Contains(("promptwatcher.viewers", -1, "writer")));
    }
}
