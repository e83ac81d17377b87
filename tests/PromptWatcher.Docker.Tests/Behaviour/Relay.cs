using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Text;

namespace PromptWatcher.Docker.Tests.Behaviour;

/// <summary>Stands between a client and an engine, and does to what passes what a proxy, an old engine or bad luck may do. A character is a byte.</summary>
internal sealed class Relay : IAsyncDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"pw-relay-{Guid.NewGuid():N}"[..18]);
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly ConcurrentBag<(string Request, Socket Client, Socket Engine)> _connections = [];
    private readonly string _enginePath;

    internal Relay(string enginePath)
    {
        _enginePath = enginePath;
        _listener.Bind(new UnixDomainSocketEndPoint(_path));
        _listener.Listen();
        _ = AcceptAsync();
    }

    internal string Endpoint => $"unix://{_path}";

    /// <summary>What is passed on in place of what a client sends.</summary>
    internal Func<string, Task<string>> OnSent { get; set; } = Task.FromResult;

    /// <summary>What is passed on in place of all that came for a request and was not passed on yet; nothing, to wait for more.</summary>
    internal Func<string, string, string> OnAnswered { get; set; } = (_, received) => received;

    /// <summary>Whether the client is told that the engine ended the connection that this request began.</summary>
    internal Func<string, bool> TellsEnd { get; set; } = _ => true;

    /// <summary>Cuts the connections whose first request has this in it.</summary>
    internal void Cut(string request)
    {
        foreach ((string _, Socket client, Socket engine) in _connections.Where(connection => connection.Request.Contains(request, StringComparison.Ordinal)))
        {
            client.Dispose();
            engine.Dispose();
        }
    }

    public ValueTask DisposeAsync()
    {
        _listener.Dispose();
        Cut("");
        File.Delete(_path);
        return ValueTask.CompletedTask;
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = RelayAsync(await _listener.AcceptAsync());
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task RelayAsync(Socket client)
    {
        var engine = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await engine.ConnectAsync(new UnixDomainSocketEndPoint(_enginePath));
            string first = await ReceiveAsync(client);
            _connections.Add((first, client, engine));
            await SendAsync(engine, await OnSent(first));
            Task answers = AnswerAsync(first, engine, client);
            while (await ReceiveAsync(client) is { Length: > 0 } sent)
                await SendAsync(engine, await OnSent(sent));
            engine.Dispose();
            await answers;
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            client.Dispose();
            engine.Dispose();
        }
    }

    private async Task AnswerAsync(string request, Socket engine, Socket client)
    {
        try
        {
            string held = "";
            while (await ReceiveAsync(engine) is { Length: > 0 } received)
            {
                held += received;
                if (OnAnswered(request, held) is not { Length: > 0 } passed)
                    continue;
                held = "";
                await SendAsync(client, passed);
            }
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // An end like the others.
        }

        if (TellsEnd(request))
            client.Dispose();
    }

    private static async Task<string> ReceiveAsync(Socket socket)
    {
        byte[] buffer = new byte[64 * 1024];
        return Encoding.Latin1.GetString(buffer, 0, await socket.ReceiveAsync(buffer));
    }

    private static async Task SendAsync(Socket socket, string text)
    {
        byte[] bytes = Encoding.Latin1.GetBytes(text);
        for (int sent = 0; sent < bytes.Length;)
            sent += await socket.SendAsync(bytes.AsMemory(sent));
    }
}
