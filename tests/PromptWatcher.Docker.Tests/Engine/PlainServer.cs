using System.Net;
using System.Net.Sockets;
using System.Text;
using PromptWatcher.Docker.Engine;

namespace PromptWatcher.Docker.Tests.Engine;

/// <summary>Answers whatever comes first with the same bytes, HTTP or not, and closes the connection.</summary>
internal sealed class PlainServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Task _serving;

    internal PlainServer(string answer)
        : this(() => Encoding.Latin1.GetBytes(answer))
    {
    }

    internal PlainServer(Func<byte[]> answer)
    {
        _listener.Start();
        _serving = ServeAsync(answer);
    }

    internal DockerEndpoint Endpoint(EngineTls? tls) => EndpointAddress.Parse($"tcp://{_listener.LocalEndpoint}", "the test", tls);

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _serving;
    }

    private async Task ServeAsync(Func<byte[]> answer)
    {
        byte[] request = new byte[64 * 1024];
        while (true)
        {
            try
            {
                using Socket socket = await _listener.AcceptSocketAsync();
                await socket.ReceiveAsync(request);
                await socket.SendAsync(answer());
                socket.Shutdown(SocketShutdown.Send);
                // Closing over unread bytes would reset the connection, and the answer with it.
                while (await socket.ReceiveAsync(request) > 0)
                {
                }
            }
            catch (SocketException error) when (error.SocketErrorCode is not (SocketError.OperationAborted or SocketError.InvalidArgument or SocketError.NotSocket))
            {
            }
            catch (Exception error) when (error is InvalidOperationException or SocketException)
            {
                return;
            }
        }
    }
}
