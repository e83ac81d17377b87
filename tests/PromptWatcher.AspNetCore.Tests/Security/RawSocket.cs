using System.Net.Sockets;
using System.Text;
using PromptWatcher.AspNetCore.Tests.Sockets;

namespace PromptWatcher.AspNetCore.Tests.Security;

/// <summary>A socket's client that sends any bytes.</summary>
internal sealed class RawSocket : IDisposable
{
    private readonly TcpClient _client = new();
    private readonly NetworkStream _stream;

    private RawSocket(Uri address)
    {
        _client.Connect(address.Host, address.Port);
        _stream = _client.GetStream();
    }

    internal static async Task<RawSocket> OpenAsync(WebHost host, string role)
    {
        Uri address = SocketClient.Uri(host, "one", await SocketClient.TicketAsync(host, "one", role));
        var socket = new RawSocket(host.Address);
        await socket.SendAsync(Encoding.ASCII.GetBytes(
            $"GET {address.PathAndQuery} HTTP/1.1\r\nHost: {host.Address.Authority}\r\nOrigin: {host.Origin}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
            + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: promptwatcher.v1\r\n\r\n"));
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            await socket._stream.ReadExactlyAsync(one).AsTask().WaitAsync(WebHost.Patience);
            head.Append((char)one[0]);
        }

        Assert.StartsWith("HTTP/1.1 101", head.ToString(), StringComparison.Ordinal);
        return socket;
    }

    internal async Task SendAsync(byte[] bytes)
    {
        try
        {
            await _stream.WriteAsync(bytes);
        }
        catch (IOException)
        {
            // The server has closed, which is what it is asked for.
        }
    }

    /// <summary>Reads frames to the end of the connection; the code of the close frame, or 0 where none came.</summary>
    internal async Task<int> ReadToEndAsync()
    {
        int code = 0;
        try
        {
            while (true)
            {
                byte[] head = await ReadAsync(2);
                int length = head[1] & 0x7f;
                if (length == 126)
                    length = (await ReadAsync(2)) is [var high, var low] ? high << 8 | low : 0;
                else if (length == 127)
                    length = (int)System.Buffers.Binary.BinaryPrimitives.ReadInt64BigEndian(await ReadAsync(8));
                byte[] payload = await ReadAsync(length);
                if ((head[0] & 0x0f) == 8)
                {
                    code = payload.Length >= 2 ? payload[0] << 8 | payload[1] : 1005;
                    _client.Client.Shutdown(SocketShutdown.Send);
                }
            }
        }
        catch (Exception end) when (end is EndOfStreamException or IOException)
        {
            return code;
        }
    }

    public void Dispose() => _client.Dispose();

    private async Task<byte[]> ReadAsync(int length)
    {
        var bytes = new byte[length];
        await _stream.ReadExactlyAsync(bytes).AsTask().WaitAsync(WebHost.Patience);
        return bytes;
    }
}
