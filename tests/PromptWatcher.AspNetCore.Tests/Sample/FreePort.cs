using System.Net;
using System.Net.Sockets;

namespace PromptWatcher.AspNetCore.Tests.Sample;

/// <summary>A port of this machine that nobody listens at now, for a program that is told where to listen.</summary>
internal static class FreePort
{
    internal static int Find()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
