using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace PromptWatcher.Benchmarks.Clients;

/// <summary>The least that talks to an engine: a socket for each call, and HTTP by hand.</summary>
internal sealed class BareEngine(string endpoint)
{
    private readonly UnixDomainSocketEndPoint _address = new(endpoint["unix://".Length..]);

    internal string Create(string path, object body) => JsonDocument.Parse(Call("POST", path, body)).RootElement.GetProperty("Id").GetString()!;

    /// <summary>The answer's body. HTTP/1.0 makes the engine end it by closing, without chunks.</summary>
    internal string Call(string method, string path, object? body = null)
    {
        using Socket socket = Send($"{method} {path} HTTP/1.0\r\n", body);
        using var stream = new NetworkStream(socket);
        string answer = new StreamReader(stream, Encoding.UTF8).ReadToEnd();
        string[] parts = answer.Split("\r\n\r\n", 2);
        return parts[0].Split(' ')[1].StartsWith('2') ? parts[1] : throw new IOException($"{method} {path}: {answer}");
    }

    /// <summary>A connection that carries a terminal's bytes from here on.</summary>
    internal Socket Hijack(string path, object? body = null)
    {
        Socket socket = Send($"POST {path} HTTP/1.1\r\nHost: docker\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n", body);
        var head = new StringBuilder();
        Span<byte> one = stackalloc byte[1];          // So that no byte of the terminal's is taken.
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal) && socket.Receive(one) == 1)
            head.Append((char)one[0]);
        return head.ToString().StartsWith("HTTP/1.1 101", StringComparison.Ordinal) ? socket : throw new IOException($"POST {path}: {head}");
    }

    private Socket Send(string head, object? body)
    {
        byte[] content = body is null ? [] : JsonSerializer.SerializeToUtf8Bytes(body);
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Connect(_address);
        socket.Send([.. Encoding.ASCII.GetBytes($"{head}Content-Type: application/json\r\nContent-Length: {content.Length}\r\n\r\n"), .. content]);
        return socket;
    }
}
