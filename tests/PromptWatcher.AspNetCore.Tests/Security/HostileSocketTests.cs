using System.Net.WebSockets;
using System.Text;
using PromptWatcher.AspNetCore.Tests.Sockets;

namespace PromptWatcher.AspNetCore.Tests.Security;

/// <summary>Sockets that somebody means ill with.</summary>
public sealed class HostileSocketTests(HostFixture fixture) : IClassFixture<HostFixture>
{
    public static TheoryData<string?> Origins => [null, "", .. HostileCases.Origins];

    [Theory]
    [MemberData(nameof(Origins))]
    public async Task Connect_OfAnotherOriginOrNone_IsRefused(string? origin)
    {
        string ticket = await SocketClient.TicketAsync(fixture.Host, "one", "viewer");
        Uri address = SocketClient.Uri(fixture.Host, "one", ticket);

        Assert.Equal(403, await SocketClient.StatusAsync(address, origin?.Replace("SELF", fixture.Host.Address.Authority, StringComparison.Ordinal)));

        // The ticket is not used up: whoever it is for gets in.
        Assert.Equal(101, await SocketClient.StatusAsync(address, fixture.Host.Origin));
    }

    [Theory]
    [InlineData("cross-site")]
    [InlineData("same-site")]
    [InlineData("none")]
    public async Task Connect_OfAPageOfAnotherSite_IsRefused(string site) =>
        Assert.Equal(403, await SocketClient.StatusAsync(SocketClient.Uri(fixture.Host, "one", await SocketClient.TicketAsync(fixture.Host, "one", "viewer")), fixture.Host.Origin,
            headers: headers => headers.TryAddWithoutValidation("Sec-Fetch-Site", site)));

    [Theory]
    [MemberData(nameof(HostileCases.Tickets), MemberType = typeof(HostileCases))]
    public async Task Connect_TicketThatIsNone_IsRefused(string ticket) =>
        Assert.Equal(403, await SocketClient.StatusAsync(SocketClient.Uri(fixture.Host, "one", ticket), fixture.Host.Origin));

    [Theory]
    [MemberData(nameof(HostileCases.Cursors), MemberType = typeof(HostileCases))]
    public async Task Connect_CursorThatIsNone_IsRefused(string cursor) => Assert.Equal(400, await SocketClient.StatusAsync(
        SocketClient.Uri(fixture.Host, "one", await SocketClient.TicketAsync(fixture.Host, "one", "viewer"), $"&cursor={Uri.EscapeDataString(cursor)}&epoch=x"), fixture.Host.Origin));

    [Theory]
    [InlineData(null)]
    [InlineData("promptwatcher.v2")]
    [InlineData("PROMPTWATCHER.V1")]
    [InlineData("chat, superchat")]
    public async Task Connect_WithoutTheProtocol_IsRefused(string? protocol) => Assert.Equal(400, await SocketClient.StatusAsync(
        SocketClient.Uri(fixture.Host, "one", await SocketClient.TicketAsync(fixture.Host, "one", "viewer")), fixture.Host.Origin, protocol));

    [Theory]
    [MemberData(nameof(HostileCases.Messages), MemberType = typeof(HostileCases))]
    public async Task Message_ThatNobodyKnows_ClosesTheSocket(string message)
    {
        await using SocketClient writer = await SocketClient.OpenAsync(fixture.Host, "one", "writer");
        await using SocketClient viewer = await SocketClient.OpenAsync(fixture.Host, "one");

        await writer.SendTextAsync(message);
        await viewer.SendTextAsync(message);

        Assert.Equal(4400, await writer.ReadToEndAsync());
        Assert.Equal(4403, await viewer.ReadToEndAsync());
        await fixture.AssertIsUpAsync();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100)]
    public async Task Input_OfAViewer_ClosesItsSocket(int length)
    {
        await using SocketClient viewer = await SocketClient.OpenAsync(fixture.Host, "one");

        await viewer.TypeAsync(new byte[length]);

        Assert.Equal(4403, await viewer.ReadToEndAsync());
    }

    [Theory]
    [InlineData(4_097, 1, WebSocketMessageType.Binary)]
    [InlineData(1_000_000, 1, WebSocketMessageType.Binary)]
    [InlineData(4_097, 1, WebSocketMessageType.Text)]
    [InlineData(1_000_000, 1, WebSocketMessageType.Text)]
    [InlineData(4_097, 7, WebSocketMessageType.Binary)]
    [InlineData(4_097, 500, WebSocketMessageType.Binary)]
    [InlineData(8_192, 8_192, WebSocketMessageType.Text)]
    public async Task Message_TooLarge_ClosesTheSocket(int length, int frames, WebSocketMessageType type)
    {
        await using SocketClient writer = await SocketClient.OpenAsync(fixture.Host, "one", "writer");

        await SendAsync(writer, new byte[length], frames, type);

        Assert.Contains(await writer.ReadToEndAsync(), frames < 1_000 ? (int[])[1009] : [1009, 4400]);
        await fixture.AssertIsUpAsync();
    }

    [Theory]
    [InlineData(30)]
    [InlineData(1_200)]
    public async Task Message_InManyFrames_IsTakenWhole(int frames)
    {
        await using SocketClient writer = await SocketClient.OpenAsync(fixture.Host, "one", "writer");

        await SendAsync(writer, Encoding.UTF8.GetBytes("{\"type\":\"lease\",\"action\":\"take\"}".PadRight(frames)), frames, WebSocketMessageType.Text);

        await writer.ReadUntilAsync(() => writer.Holder == "you");
    }

    [Fact]
    public async Task Message_OfEmptyFramesWithoutEnd_ClosesTheSocket()
    {
        await using SocketClient writer = await SocketClient.OpenAsync(fixture.Host, "one", "writer");

        await SendAsync(writer, [], 2_000, WebSocketMessageType.Binary);

        Assert.Equal(4400, await writer.ReadToEndAsync());
    }

    [Fact]
    public async Task Resize_Storm_ClosesTheSocket()
    {
        await using SocketClient writer = await SocketClient.OpenAsync(fixture.Host, "one", "writer");
        await writer.TakeLeaseAsync();

        for (int i = 0; i < 200; i++)
            await SendQuietlyAsync(writer, Encoding.UTF8.GetBytes($"{{\"type\":\"resize\",\"columns\":{80 + i % 9},\"rows\":24}}"), WebSocketMessageType.Text);

        Assert.Equal(4429, await writer.ReadToEndAsync());
        await fixture.AssertIsUpAsync();
    }

    [Fact]
    public async Task Input_Storm_ClosesTheSocket()
    {
        await using SocketClient writer = await SocketClient.OpenAsync(fixture.Host, "one", "writer");
        await writer.TakeLeaseAsync();

        for (int i = 0; i < 200; i++)
            await SendQuietlyAsync(writer, new byte[4_000], WebSocketMessageType.Binary);

        Assert.Equal(4429, await writer.ReadToEndAsync());
        await fixture.AssertIsUpAsync();
    }

    [Fact]
    public async Task Input_AfterTheExit_DoesNothing()
    {
        await using WebHost host = await WebHost.StartAsync();
        var session = await host.RunAsync("read x", "one");
        await using SocketClient writer = await SocketClient.OpenAsync(host, "one", "writer");
        await writer.TakeLeaseAsync();
        await session.KillAsync();

        for (int i = 0; i < 50; i++)
            await SendQuietlyAsync(writer, "x"u8.ToArray(), WebSocketMessageType.Binary);

        Assert.Equal(1000, await writer.ReadToEndAsync());
        await using SocketClient again = await SocketClient.OpenAsync(host, "one", "writer");
        Assert.Equal(1000, await again.ReadToEndAsync());
    }

    /// <summary>The frame is sent in so many parts; the server may close in between.</summary>
    private static async Task SendAsync(SocketClient client, byte[] message, int frames, WebSocketMessageType type)
    {
        int size = Math.Max(1, (message.Length + frames - 1) / frames);
        for (int i = 0; i < frames; i++)
        {
            int at = Math.Min(i * size, message.Length);
            await SendQuietlyAsync(client, message.AsMemory(at, Math.Min(size, message.Length - at)), type, i == frames - 1);
        }
    }

    private static async Task SendQuietlyAsync(SocketClient client, ReadOnlyMemory<byte> bytes, WebSocketMessageType type, bool isEnd = true)
    {
        try
        {
            await client.Socket.SendAsync(bytes, type, isEnd, CancellationToken.None);
        }
        catch (WebSocketException)
        {
            // The server has closed, which is what it is asked for.
        }
    }
}
