using System.Text.Json;
using System.Threading.Channels;
using Microsoft.Playwright;

namespace PromptWatcher.AspNetCore.Tests.Browser;

/// <summary>The server's side of the sockets that a page opens, as a test plays it: cuts and floods at the byte where they are wanted.</summary>
internal sealed class SocketScript
{
    private readonly Channel<IWebSocketRoute> _opened = Channel.CreateUnbounded<IWebSocketRoute>();
    private readonly Channel<string> _sent = Channel.CreateUnbounded<string>();

    /// <summary>Plays the server for the sockets of a page that has not been opened yet.</summary>
    internal async Task PlayAsync(IPage page)
    {
        await page.RouteAsync("**/tickets", static route => route.FulfillAsync(new RouteFulfillOptions { Status = 201, ContentType = "application/json", Body = """{"ticket":"t"}""" }));
        await page.RouteAsync("**/recordings", static route => route.FulfillAsync(new RouteFulfillOptions { Status = 404 }));
        await page.RouteWebSocketAsync("**/socket?*", socket =>
        {
            // A window's size is told whenever it has come to rest, which no script waits for.
            socket.OnMessage(frame => _ = IsSize(frame.Text!) || _sent.Writer.TryWrite(frame.Text!));
            _opened.Writer.TryWrite(socket);
        });
    }

    /// <summary>The next socket that the page opens.</summary>
    internal Task<IWebSocketRoute> OpenedAsync() => _opened.Reader.ReadAsync().AsTask().WaitAsync(WebHost.Patience);

    /// <summary>What the page sends next but sizes, bytes as a text too.</summary>
    internal Task<string> SentAsync() => _sent.Reader.ReadAsync().AsTask().WaitAsync(WebHost.Patience);

    internal bool HasSent => _sent.Reader.Count > 0;

    internal static void Tell(IWebSocketRoute socket, object message) => socket.Send(JsonSerializer.Serialize(message));

    internal static void Hello(IWebSocketRoute socket, string epoch) => Tell(socket, new { type = "hello", epoch, role = "viewer", size = Size });

    internal static void Snapshot(IWebSocketRoute socket, long cursor, long? gap, string text)
    {
        Tell(socket, new { type = "snapshot", cursor, size = Size, gap });
        socket.Send(System.Text.Encoding.ASCII.GetBytes(text));
    }

    internal static void Lease(IWebSocketRoute socket, string holder) => Tell(socket, new { type = "lease", holder });

    private static bool IsSize(string message) => message.Contains("\"resize\"", StringComparison.Ordinal);

    private static object Size => new { columns = 80, rows = 24 };
}
