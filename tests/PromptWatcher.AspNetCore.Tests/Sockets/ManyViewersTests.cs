using System.Net.WebSockets;
using System.Text.Json;
using PromptWatcher.Sessions;

namespace PromptWatcher.AspNetCore.Tests.Sockets;

/// <summary>Many viewers on connections that break: what each is sent is what was printed there, or a snapshot says that some is missing.</summary>
public sealed class ManyViewersTests : IAsyncLifetime
{
    /// <summary>By default what takes seconds; CONTRIBUTING.md has the full figures.</summary>
    private static readonly int Viewers = Setting("PROMPTWATCHER_WEB_VIEWERS", 8);

    private static readonly int Bytes = Setting("PROMPTWATCHER_WEB_MIB", 4) << 20;

    private readonly string _file = Path.GetTempFileName();
    private readonly byte[] _source = new byte[Bytes];
    private WebHost _host = null!;

    public async Task InitializeAsync()
    {
        _host = await WebHost.StartAsync(options => options.MaxViewersPerSession = 1_000);
        var random = new Random(7);
        for (int i = 0; i < _source.Length; i++)
            _source[i] = (byte)(i % 101 == 100 ? '\n' : random.Next(' ', '~' + 1));
        "the end"u8.CopyTo(_source.AsSpan(_source.Length - 7));
        await File.WriteAllBytesAsync(_file, _source);
    }

    public async Task DisposeAsync()
    {
        await _host.DisposeAsync();
        File.Delete(_file);
    }

    [Fact]
    public async Task Socket_CutAtRandomBytes_EachViewerGetsTheSourceOrIsTold()
    {
        var random = new Random(11);
        using var relay = new CuttingRelay(_host.Address, () =>
        {
            lock (random)
                return random.Next(1_000, 300_000);
        });

        // With pauses, so that viewers can follow and are not only shown the end.
        string print = $"i=0; while [ $i -lt {Bytes >> 16} ]; do dd if={_file} bs=65536 skip=$i count=1 2>/dev/null; i=$((i+1)); sleep 0.01; done";
        TerminalSession session = await _host.RunAsync($"stty raw -echo; printf ready; head -c 1 > /dev/null; {print}; sleep 600", "one");
        await session.WaitUntilShownAsync("ready");
        Task<(long Compared, int Snapshots)>[] viewers = [.. Enumerable.Range(0, Viewers).Select(_ => Task.Run(() => ViewAsync(relay)))];
        await Waiting.UntilAsync(() => relay.Opened >= Viewers);
        await session.TypeAsync("x"u8.ToArray());

        (long Compared, int Snapshots)[] seen = await Task.WhenAll(viewers).WaitAsync(TimeSpan.FromMinutes(10));

        Assert.True(relay.Cuts > Viewers);
        Assert.All(seen, viewer => Assert.True(viewer.Compared > 0));
    }

    /// <summary>Reads to the end, through however many cuts; every byte is compared with the source's at its place.</summary>
    private async Task<(long Compared, int Snapshots)> ViewAsync(CuttingRelay relay)
    {
        string? epoch = null;
        long cursor = 0, compared = 0, end = "ready".Length + (long)_source.Length;
        int snapshots = 0;
        var buffer = new byte[64 * 1024];
        while (cursor < end)
        {
            using var socket = new ClientWebSocket();
            socket.Options.AddSubProtocol("promptwatcher.v1");
            socket.Options.SetRequestHeader("Origin", $"http://{relay.Address.Authority}");
            try
            {
                string ticket = await SocketClient.TicketAsync(_host, "one", "viewer");
                await socket.ConnectAsync(new Uri($"ws://{relay.Address.Authority}/promptwatcher/api/sessions/one/socket?ticket={ticket}" + (cursor == 0 ? "" : $"&epoch={epoch}&cursor={cursor}")), CancellationToken.None);
                long? shown = null;
                while (cursor < end)
                {
                    ValueWebSocketReceiveResult part = await socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None);
                    if (part.MessageType == WebSocketMessageType.Binary && shown is null)
                    {
                        int skipped = (int)Math.Clamp("ready".Length - cursor, 0, part.Count);
                        Assert.True(buffer.AsSpan(skipped, part.Count - skipped).SequenceEqual(_source.AsSpan((int)(cursor + skipped - "ready".Length), part.Count - skipped)), $"Other bytes at {cursor}.");
                        cursor += part.Count;
                        compared += part.Count;
                    }
                    else if (part.MessageType == WebSocketMessageType.Binary)
                    {
                        // Only a snapshot that is whole counts.
                        if (part.EndOfMessage)
                            (cursor, shown, snapshots) = (shown!.Value, null, snapshots + 1);
                    }
                    else if (part.MessageType == WebSocketMessageType.Text && JsonDocument.Parse(buffer.AsMemory(0, part.Count)).RootElement is var message)
                    {
                        Assert.True(part.EndOfMessage);
                        epoch = message.TryGetProperty("epoch", out JsonElement given) ? given.GetString() : epoch;
                        if (SocketClient.Type(message) != "snapshot")
                            continue;
                        shown = message.GetProperty("cursor").GetInt64();
                        Assert.Equal(cursor == 0 ? 0 : shown - cursor, message.GetProperty("gap").GetInt64());
                    }
                }
            }
            catch (WebSocketException)
            {
                // Cut; the next connection goes on from there.
            }
        }

        return (compared, snapshots);
    }

    private static int Setting(string name, int standard) => int.TryParse(Environment.GetEnvironmentVariable(name), out int value) ? value : standard;
}
