using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace PromptWatcher.Docker.Tests.Projects;

/// <summary>A port of this machine on the loopback of a container that has no other network: the tests' engines have no bridge.</summary>
internal sealed class NetworkRelay : IDisposable
{
    private const int CloneNewNetwork = 0x40000000; // CLONE_NEWNET of sched.h

    private readonly Socket _listener;
    private readonly int _port;

    private NetworkRelay(Socket listener, int port)
    {
        _listener = listener;
        _port = port;
        _ = AcceptAsync();
    }

    /// <param name="processId">A process in the container.</param>
    /// <param name="port">The port, here and there.</param>
    public static NetworkRelay Open(int processId, int port)
    {
        // A thread of its own goes into the container's network, and ends: the socket stays there.
        Socket? listener = null;
        Exception? failure = null;
        var thread = new Thread(() =>
        {
            try
            {
                using SafeFileHandle network = Open($"/proc/{processId}/ns/net", 0);
                if (SetNamespace(network, CloneNewNetwork) != 0)
                    throw new InvalidOperationException($"setns: error {Marshal.GetLastPInvokeError()}");
                listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                listener.Bind(new IPEndPoint(IPAddress.Loopback, port));
                listener.Listen();
            }
            catch (Exception error)
            {
                failure = error;
            }
        });
        thread.Start();
        thread.Join();
        return new NetworkRelay(listener ?? throw new InvalidOperationException($"Cannot listen in the network of process {processId}.", failure), port);
    }

    public void Dispose() => _listener.Dispose();

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = RelayAsync(await _listener.AcceptAsync());
        }
        catch (Exception stopped) when (stopped is SocketException or ObjectDisposedException)
        {
            // The test has ended.
        }
    }

    private async Task RelayAsync(Socket inside)
    {
        using var outside = new TcpClient();
        await outside.ConnectAsync(IPAddress.Loopback, _port);
        await using var from = new NetworkStream(inside, ownsSocket: true);
        await using NetworkStream to = outside.GetStream();
        await Task.WhenAny(from.CopyToAsync(to), to.CopyToAsync(from));
    }

    [DllImport("libc", EntryPoint = "setns", SetLastError = true)]
    private static extern int SetNamespace(SafeFileHandle descriptor, int kind);

    // A FileStream wants to seek in it.
    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    private static extern SafeFileHandle Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);
}
