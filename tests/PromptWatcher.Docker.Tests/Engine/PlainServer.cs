using System.Net;
using System.Net.Sockets;
using System.Text;
using PromptWatcher.Docker.Engine;

namespace PromptWatcher.Docker.Tests.Engine;

/// <summary>Answers whatever comes first with the same bytes, HTTP or not, and closes the connection.</summary>
internal sealed class PlainServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
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
        await _stop.CancelAsync();
        await _serving;
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task ServeAsync(Func<byte[]> answer)
    {
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                Socket socket = await _listener.AcceptSocketAsync(_stop.Token);
                byte[] bytes = answer();
                connections.Add(AnswerAsync(socket, bytes));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task AnswerAsync(Socket socket, byte[] answer)
    {
        byte[] request = new byte[4096];
        using (socket)
        {
            try
            {
                await socket.ReceiveAsync(request, _stop.Token);
                await socket.SendAsync(answer, _stop.Token);
                socket.Shutdown(SocketShutdown.Send);
                // Closing over unread bytes would reset the connection, and the answer with it.
                while (await socket.ReceiveAsync(request, _stop.Token) > 0)
                {
                }
            }
            catch (Exception error) when (error is SocketException or OperationCanceledException)
            {
            }
        }
    }
}
