using System.Text;
using PromptWatcher.Sessions;

namespace PromptWatcher.AspNetCore.Tests.Sockets;

/// <summary>What arrives is what was printed, or a snapshot says that some is missing.</summary>
public sealed class ResumeTests : IAsyncLifetime
{
    /// <summary>Lines that tell their place, so that a missing or repeated one shows.</summary>
    private const string Print = "stty -opost; read go; i=0; while [ $i -lt 6000 ]; do printf '%06d the quick brown fox jumps\\r\\n' $i; i=$((i+1)); done; sleep 60";

    private WebHost _host = null!;

    public async Task InitializeAsync() => _host = await WebHost.StartAsync();

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Socket_CutAtRandomAndResumed_GivesEachByteOnce(int seed)
    {
        var random = new Random(seed);
        TerminalSession session = await _host.RunAsync(Print, "one");
        SocketClient client = await SocketClient.OpenAsync(_host, "one");
        await client.ReadUntilAsync(() => client.Snapshots == 1);
        await session.TypeAsync("\n"u8.ToArray());
        var output = new MemoryStream();
        int cuts = 0;
        int gaps = 0;
        while (!IsDone(client))
        {
            long stop = client.Cursor + random.Next(1, 40_000);
            await client.ReadUntilAsync(() => IsDone(client) || client.Cursor >= stop);
            gaps += client.Snapshots;
            output.Write(client.Output.GetBuffer(), 0, (int)client.Output.Length);
            SocketClient next = await SocketClient.OpenAsync(_host, "one", from: client);
            await client.DisposeAsync();
            client = next;
            cuts++;
        }

        Assert.True(cuts > 1);
        Assert.Equal(1, gaps);
        await AssertSameAsync(session, client);

        // The first is the echo of what began it.
        string[] lines = Encoding.ASCII.GetString(output.ToArray()).Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(Enumerable.Range(0, 6_000).Select(i => $"{i:D6} the quick brown fox jumps"), lines);
        await client.DisposeAsync();
    }

    [Fact]
    public async Task Socket_ViewerStalls_NothingElseDoesAndItComesToThePresent()
    {
        TerminalSession session = await _host.RunAsync("stty -opost; echo ready; read go; head -c 30000000 /dev/urandom | base64 | tr -d '\\n'; printf '\\r\\nthe end'; sleep 60", "one");
        await using SocketClient stalled = await SocketClient.OpenAsync(_host, "one");
        await stalled.ReadUntilShownAsync("ready");
        await using SocketClient live = await SocketClient.OpenAsync(_host, "one");
        await live.ReadUntilShownAsync("ready");

        await session.TypeAsync("\n"u8.ToArray());
        await live.ReadUntilShownAsync("the end");
        await stalled.ReadUntilShownAsync("the end");

        Assert.True(stalled.Snapshots > 1);
        Assert.True(stalled.Messages.Where(message => SocketClient.Type(message) == "snapshot").Skip(1).All(message => message.GetProperty("gap").GetInt64() > 0));
        await AssertSameAsync(session, stalled);
        await AssertSameAsync(session, live);
    }

    private static bool IsDone(SocketClient client) =>
        Enumerable.Range(0, client.Screen.Size.Rows).Any(row => client.Screen.LineText(row).StartsWith("005999 the quick brown fox jumps", StringComparison.Ordinal));

    private static async Task AssertSameAsync(TerminalSession session, SocketClient client)
    {
        string[] expected = [.. session.Snapshot().Lines];
        await Waiting.UntilAsync(() => Enumerable.Range(0, expected.Length).All(row => client.Screen.LineText(row) == expected[row]));
    }
}
