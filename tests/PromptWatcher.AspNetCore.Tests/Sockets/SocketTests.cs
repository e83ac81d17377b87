using System.Net.WebSockets;
using System.Text.Json;
using PromptWatcher.AspNetCore.Tests.Security;
using PromptWatcher.Environments;
using PromptWatcher.Sessions;

namespace PromptWatcher.AspNetCore.Tests.Sockets;

public sealed class SocketTests : IAsyncLifetime
{
    private WebHost _host = null!;

    public async Task InitializeAsync() => _host = await WebHost.StartAsync(options => options.MaxViewersPerSession = 4);

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task Socket_NewViewer_IsGreetedShownAndTold()
    {
        TerminalSession session = await _host.RunAsync("echo hello; sleep 60", "one");
        await session.WaitUntilShownAsync("hello");
        await using SocketClient client = await SocketClient.OpenAsync(_host, "one");

        await client.ReadUntilShownAsync("hello");
        await client.ReadUntilAsync(() => client.Holder is not null && client.Messages.Any(message => SocketClient.Type(message) == "state"));

        JsonElement hello = client.Messages[0];
        Assert.Equal("hello", SocketClient.Type(hello));
        Assert.Equal(session.Epoch, client.Epoch);
        Assert.Equal("viewer", hello.GetProperty("role").GetString());
        Assert.Equal(0, client.Messages.First(message => SocketClient.Type(message) == "snapshot").GetProperty("gap").GetInt64());
        Assert.Equal("none", client.Holder);
        Assert.Equal("one", client.Messages.First(message => SocketClient.Type(message) == "state").GetProperty("session").GetProperty("id").GetString());
    }

    [Fact]
    public async Task Socket_ProgramEnds_TellsTheExitAndCloses()
    {
        TerminalSession session = await _host.RunAsync("read x; echo bye; exit 5", "one");
        await using SocketClient client = await SocketClient.OpenAsync(_host, "one");
        await session.TypeAsync("\n"u8.ToArray());

        int code = await client.ReadToEndAsync();

        Assert.Equal((1000, "exited"), (code, client.Socket.CloseStatusDescription));
        Assert.Equal(5, client.Messages.Last(message => SocketClient.Type(message) == "exit").GetProperty("code").GetInt32());
        Assert.Contains("bye", string.Join('\n', Enumerable.Range(0, 24).Select(client.Screen.LineText)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Socket_WriterWithTheLease_TypesAndSetsTheSize()
    {
        TerminalSession session = await _host.RunAsync("echo ready; exec cat", "one");
        await using SocketClient client = await SocketClient.OpenAsync(_host, "one", "writer");
        await client.TypeAsync("too early\n");
        await client.ReadUntilAsync(() => client.Messages.Any(message => SocketClient.Type(message) == "refused"));

        await client.TakeLeaseAsync();
        await client.SendAsync(new { type = "resize", columns = 60, rows = 15 });
        await client.TypeAsync("typed\n");
        await client.ReadUntilShownAsync("typed");

        Assert.Equal(new TerminalSize(60, 15), session.Size);
        Assert.Equal(new TerminalSize(60, 15), client.Screen.Size);
        Assert.DoesNotContain(session.Snapshot().Lines, line => line.Contains("too early", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Lease_TakenOver_IsToldToBothAndHoldsForTheNewOne()
    {
        TerminalSession session = await _host.RunAsync("echo ready; exec cat", "one");
        await using SocketClient first = await SocketClient.OpenAsync(_host, "one", "writer");
        await using SocketClient second = await SocketClient.OpenAsync(_host, "one", "writer");
        await first.TakeLeaseAsync();
        (int held, string? problem, _) = await _host.SendAsync(HttpMethod.Post, "api/sessions/one/resize", new { columns = 50, rows = 10 });

        await second.TakeLeaseAsync();
        await first.ReadUntilAsync(() => first.Holder == "other");
        await first.TypeAsync("from the first\n");
        await first.ReadUntilAsync(() => first.Messages.Any(message => SocketClient.Type(message) == "refused"));
        await second.TypeAsync("from the second\n");
        await second.ReadUntilShownAsync("from the second");
        await second.SendAsync(new { type = "lease", action = "release" });
        await first.ReadUntilAsync(() => first.Holder == "none");

        Assert.Equal((409, "lease-held"), (held, problem));
        Assert.DoesNotContain(session.Snapshot().Lines, line => line.Contains("from the first", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Lease_HolderIsCutOff_IsFreeAgain()
    {
        await _host.RunAsync("sleep 60", "one");
        await using SocketClient stays = await SocketClient.OpenAsync(_host, "one", "writer");
        SocketClient goes = await SocketClient.OpenAsync(_host, "one", "writer");
        await goes.TakeLeaseAsync();
        await stays.ReadUntilAsync(() => stays.Holder == "other");

        await goes.DisposeAsync();

        await stays.ReadUntilAsync(() => stays.Holder == "none");
    }

    [Fact]
    public async Task Socket_TooManyViewers_AreRefusedUntilOneGoes()
    {
        await _host.RunAsync("sleep 60", "one");
        string early = await SocketClient.TicketAsync(_host, "one", "viewer");
        var viewers = new List<SocketClient>();
        for (int i = 0; i < 4; i++)
            viewers.Add(await SocketClient.OpenAsync(_host, "one"));

        int status = await SocketClient.StatusAsync(SocketClient.Uri(_host, "one", early), _host.Origin);
        (int ticket, string? problem, _) = await _host.SendAsync(HttpMethod.Post, "api/sessions/one/tickets", new { role = "viewer" });
        await viewers[0].Socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        await using SocketClient next = await OpenSoonAsync(_host);

        Assert.Equal(429, status);
        Assert.Equal((429, "too-many-viewers"), (ticket, problem));
        foreach (SocketClient viewer in viewers)
            await viewer.DisposeAsync();
    }

    [Fact]
    public async Task Socket_HostStops_IsClosedAsARestart()
    {
        await _host.RunAsync("sleep 60", "one");
        await using SocketClient client = await SocketClient.OpenAsync(_host, "one");
        await client.ReadUntilAsync(() => client.Snapshots == 1);

        Task stopping = _host.StopAsync();

        Assert.Equal(1012, await client.ReadToEndAsync());
        await client.DisposeAsync();
        await stopping.WaitAsync(WebHost.Patience);
    }

    [Fact]
    public async Task Socket_PeerThatAnswersNoPing_IsDropped()
    {
        await using WebHost host = await WebHost.StartAsync(options =>
        {
            options.KeepAlive = TimeSpan.FromSeconds(1);
            options.MaxViewersPerSession = 1;
        });
        await host.RunAsync("sleep 60", "one");
        using RawSocket dead = await RawSocket.OpenAsync(host, "writer");

        Assert.Equal(0, await dead.ReadToEndAsync());

        await using SocketClient next = await OpenSoonAsync(host);
    }

    private static async Task<SocketClient> OpenSoonAsync(WebHost host)
    {
        await Waiting.UntilAsync(async () => (await host.SendAsync(HttpMethod.Post, "api/sessions/one/tickets", new { role = "viewer" })).Status == 201);
        return await SocketClient.OpenAsync(host, "one");
    }
}
