using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace PromptWatcher.AspNetCore.Tests;

/// <summary>Stands between clients and a host at an address that stays: cuts connections in the middle of what is sent, and leads to another host after a restart.</summary>
internal sealed class CuttingRelay : IDisposable
{
    private readonly ConcurrentDictionary<Socket, byte> _sockets = new();
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Func<long> _life;
    private int _opened;
    private int _cuts;

    /// <param name="target">The host.</param>
    /// <param name="life">After how many bytes of the host a connection is cut; never, when it is <see langword="null"/>.</param>
    internal CuttingRelay(Uri target, Func<long>? life = null)
    {
        Target = target;
        _life = life ?? (() => long.MaxValue);
        _listener.Start();
        Address = new Uri($"http://{_listener.LocalEndpoint}");
        _ = AcceptAsync();
    }

    internal Uri Address { get; }

    /// <summary>Where new connections lead; <see langword="null"/> for a server that is away.</summary>
    internal Uri? Target { get; set; }

    /// <summary>Connections that were made.</summary>
    internal int Opened => _opened;

    /// <summary>Connections whose life was over.</summary>
    internal int Cuts => _cuts;

    /// <summary>Cuts every connection there is.</summary>
    internal void Cut()
    {
        foreach (Socket socket in _sockets.Keys)
            socket.Dispose();
        _sockets.Clear();
    }

    public void Dispose()
    {
        Target = null;
        _listener.Dispose();
        Cut();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = ServeAsync(await _listener.AcceptSocketAsync());
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(Socket client)
    {
        using var server = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        _sockets[client] = 0;
        _sockets[server] = 0;
        try
        {
            if (Target is not { } target)
                return;
            await server.ConnectAsync(target.Host, target.Port);
            Interlocked.Increment(ref _opened);
            Task<bool> answering = PassAsync(server, client, _life());
            await Task.WhenAny(PassAsync(client, server, long.MaxValue), answering);
            if (answering.IsCompleted && await answering)
                Interlocked.Increment(ref _cuts);
        }
        catch (SocketException)
        {
            // The server is away.
        }
        finally
        {
            client.Dispose();
            _sockets.TryRemove(client, out _);
            _sockets.TryRemove(server, out _);
        }
    }

    /// <summary>Passes on until either side ends; true when the life was over first.</summary>
    private static async Task<bool> PassAsync(Socket from, Socket to, long life)
    {
        byte[] buffer = new byte[16 * 1024];
        try
        {
            while (life > 0)
            {
                int count = await from.ReceiveAsync(buffer.AsMemory(0, (int)Math.Min(life, buffer.Length)));
                if (count == 0)
                    return false;
                for (int sent = 0; sent < count;)
                    sent += await to.SendAsync(buffer.AsMemory(sent, count - sent));
                life -= count;
            }

            return true;
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            return false;
        }
    }
}
