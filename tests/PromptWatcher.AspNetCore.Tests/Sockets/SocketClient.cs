using System.Net.Http.Headers;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using PromptWatcher.Environments;
using PromptWatcher.Terminal;

namespace PromptWatcher.AspNetCore.Tests.Sockets;

/// <summary>A page's side of a socket: a real client with a terminal of its own.</summary>
internal sealed class SocketClient : IAsyncDisposable
{
    private readonly byte[] _buffer = new byte[64 * 1024];

    internal ClientWebSocket Socket { get; } = new();

    internal Screen Screen { get; private set; } = new(TerminalSize.Default);

    /// <summary>All bytes since the last snapshot.</summary>
    internal MemoryStream Output { get; } = new();

    internal string Epoch { get; private set; } = "";

    internal long Cursor { get; private set; }

    internal List<JsonElement> Messages { get; } = [];

    internal int Snapshots { get; private set; }

    internal string? Holder => Messages.LastOrDefault(message => Type(message) == "lease") is { ValueKind: JsonValueKind.Object } lease ? lease.GetProperty("holder").GetString() : null;

    private bool IsSnapshotNext { get; set; }

    internal static async Task<string> TicketAsync(WebHost host, string id, string role)
    {
        (int status, _, JsonElement body) = await host.SendAsync(HttpMethod.Post, $"api/sessions/{id}/tickets", new { role });
        Assert.Equal(201, status);
        return body.GetProperty("ticket").GetString()!;
    }

    internal static Uri Uri(WebHost host, string id, string? ticket, string query = "") =>
        new($"ws://{host.Address.Authority}/promptwatcher/api/sessions/{id}/socket?ticket={ticket}{query}");

    internal static async Task<SocketClient> OpenAsync(WebHost host, string id, string role = "viewer", SocketClient? from = null)
    {
        var client = new SocketClient();
        client.Socket.Options.AddSubProtocol("promptwatcher.v1");
        client.Socket.Options.SetRequestHeader("Origin", host.Origin);
        string query = "";
        if (from is not null)
        {
            (client.Screen, client.Cursor, client.Epoch) = (from.Screen, from.Cursor, from.Epoch);
            query = $"&cursor={from.Cursor}&epoch={from.Epoch}";
        }

        await client.Socket.ConnectAsync(Uri(host, id, await TicketAsync(host, id, role), query), CancellationToken.None).WaitAsync(WebHost.Patience);
        return client;
    }

    /// <summary>The status that a connection is refused with; 101 when it is not.</summary>
    internal static async Task<int> StatusAsync(Uri uri, string? origin, string? protocol = "promptwatcher.v1", Action<HttpRequestHeaders>? headers = null)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new UriBuilder(uri) { Scheme = "http" }.Uri);
        request.Headers.TryAddWithoutValidation("Connection", "Upgrade");
        request.Headers.TryAddWithoutValidation("Upgrade", "websocket");
        request.Headers.TryAddWithoutValidation("Sec-WebSocket-Version", "13");
        request.Headers.TryAddWithoutValidation("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==");
        if (protocol is not null)
            request.Headers.TryAddWithoutValidation("Sec-WebSocket-Protocol", protocol);
        if (origin is not null)
            request.Headers.TryAddWithoutValidation("Origin", origin);
        headers?.Invoke(request.Headers);
        using HttpResponseMessage response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead).WaitAsync(WebHost.Patience);
        return (int)response.StatusCode;
    }

    /// <summary>Reads one message; false at the end.</summary>
    internal async Task<bool> ReadAsync(CancellationToken cancellationToken = default)
    {
        var message = new MemoryStream();
        WebSocketReceiveResult result;
        do
        {
            result = await Socket.ReceiveAsync(_buffer, cancellationToken).WaitAsync(WebHost.Patience, CancellationToken.None);
            if (result.MessageType == WebSocketMessageType.Close)
                return false;
            message.Write(_buffer, 0, result.Count);
        }
        while (!result.EndOfMessage);

        if (result.MessageType == WebSocketMessageType.Text)
            Take(JsonDocument.Parse(message.ToArray()).RootElement);
        else
            Take(message.ToArray());
        return true;
    }

    internal async Task ReadUntilAsync(Func<bool> condition)
    {
        while (!condition())
            Assert.True(await ReadAsync(), $"The socket was closed with {Socket.CloseStatus} {Socket.CloseStatusDescription}.");
    }

    internal Task ReadUntilShownAsync(string text) =>
        ReadUntilAsync(() => Enumerable.Range(0, Screen.Size.Rows).Any(row => Screen.LineText(row).Contains(text, StringComparison.Ordinal)));

    /// <summary>Reads to the end; the code that the server closed with.</summary>
    internal async Task<int> ReadToEndAsync()
    {
        while (await ReadAsync())
        {
        }

        return (int)Socket.CloseStatus!;
    }

    internal Task TypeAsync(string text) => TypeAsync(Encoding.UTF8.GetBytes(text));

    internal Task TypeAsync(byte[] input) => Socket.SendAsync(input, WebSocketMessageType.Binary, true, CancellationToken.None);

    internal Task SendAsync(object message) => SendTextAsync(JsonSerializer.Serialize(message));

    internal Task SendTextAsync(string text) => Socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, CancellationToken.None);

    internal async Task TakeLeaseAsync()
    {
        await SendAsync(new { type = "lease", action = "take" });
        await ReadUntilAsync(() => Holder == "you");
    }

    public ValueTask DisposeAsync()
    {
        Socket.Abort();
        Socket.Dispose();
        return ValueTask.CompletedTask;
    }

    private void Take(JsonElement message)
    {
        Messages.Add(message);
        switch (Type(message))
        {
            case "hello":
                Epoch = message.GetProperty("epoch").GetString()!;
                break;
            case "snapshot":
                Screen = new Screen(Size(message));
                Cursor = message.GetProperty("cursor").GetInt64();
                IsSnapshotNext = true;
                Snapshots++;
                Output.SetLength(0);
                break;
            case "resize":
                Screen.Resize(Size(message));
                Cursor = message.GetProperty("cursor").GetInt64();
                break;
        }
    }

    private void Take(byte[] bytes)
    {
        Screen.Write(bytes);
        if (!IsSnapshotNext)
        {
            Output.Write(bytes);
            Cursor += bytes.Length;
        }

        IsSnapshotNext = false;
    }

    internal static string? Type(JsonElement message) => message.GetProperty("type").GetString();

    private static TerminalSize Size(JsonElement message) =>
        new(message.GetProperty("size").GetProperty("columns").GetInt32(), message.GetProperty("size").GetProperty("rows").GetInt32());
}
