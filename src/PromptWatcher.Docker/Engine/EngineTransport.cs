using System.IO.Pipes;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using PromptWatcher.Environments.Unix;

namespace PromptWatcher.Docker.Engine;

/// <summary>Opens connections to one engine.</summary>
internal sealed class EngineTransport
{
    /// <summary>A pipe that a busy engine serves slowly is still waited for; 100 ms were too short for others.</summary>
    private static readonly TimeSpan PipeTimeout = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(30);

    private readonly DockerEndpoint _endpoint;
    private readonly Lazy<SslClientAuthenticationOptions>? _tls;

    internal EngineTransport(DockerEndpoint endpoint)
    {
        _endpoint = endpoint;
        _tls = endpoint.Tls is { } tls ? new Lazy<SslClientAuthenticationOptions>(() => TlsOptions.For(tls, endpoint.Address.IdnHost), LazyThreadSafetyMode.PublicationOnly) : null;
    }

    /// <summary>What every path is put behind: a proxy may serve several engines under paths of its own.</summary>
    internal string BasePath => _endpoint.Address.Scheme == DockerEndpoint.Tcp ? _endpoint.Address.AbsolutePath.TrimEnd('/') : "";

    /// <summary>What the Host header says. Behind a socket or pipe there is no host, but Go wants a valid name.</summary>
    internal string Host => _endpoint.Address.Scheme == DockerEndpoint.Tcp ? $"{_endpoint.Address.Host}:{_endpoint.Address.Port}" : "docker";

    /// <summary>Connects for calls that share connections.</summary>
    internal async Task<Stream> ConnectAsync(CancellationToken cancellationToken) => _endpoint.Address.Scheme switch
    {
        DockerEndpoint.Unix => await ConnectSocketAsync(cancellationToken).ConfigureAwait(false),
        DockerEndpoint.NamedPipe => await ConnectPipeAsync(cancellationToken).ConfigureAwait(false),
        _ => await ConnectTcpAsync(cancellationToken).ConfigureAwait(false),
    };

    /// <summary>Connects for what lasts as long as a terminal: on the event loop, where the kernel has one and no encryption lies between.</summary>
    internal async Task<Stream> ConnectForLongAsync(CancellationToken cancellationToken)
    {
        if (OperatingSystem.IsWindows() || _tls is not null)
            return await ConnectAsync(cancellationToken).ConfigureAwait(false);
        if (_endpoint.Address.Scheme == DockerEndpoint.Unix)
            return await LoopSocket.ConnectAsync(EventLoop.Shared, new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified), SocketAddress, cancellationToken).ConfigureAwait(false);
        var address = new DnsEndPoint(_endpoint.Address.IdnHost, _endpoint.Address.Port);
        return await LoopSocket.ConnectAsync(EventLoop.Shared, TcpSocket(), address, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>"@" begins a name that is not in the file system, as in Go.</summary>
    private UnixDomainSocketEndPoint SocketAddress => new(_endpoint.Location is ['@', .. var name] ? '\0' + name : _endpoint.Location);

    private async Task<Stream> ConnectSocketAsync(CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(SocketAddress, cancellationToken).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private async Task<Stream> ConnectPipeAsync(CancellationToken cancellationToken)
    {
        if (!OperatingSystem.IsWindows())
            throw new PlatformNotSupportedException("Named pipes are of Windows.");
        // npipe:////./pipe/name: a server, the word pipe, a name.
        string[] parts = _endpoint.Location.Replace('\\', '/').Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length < 3)
            throw new IOException($"'{_endpoint.Location}' is no path of a pipe; one is written as npipe:////./pipe/docker_engine.");

        // Without the option, a read and a write at the same time wait for each other for ever.
        var pipe = new NamedPipeClientStream(parts[0], string.Join('\\', parts[2..]), PipeDirection.InOut, PipeOptions.Asynchronous);
        try
        {
            await pipe.ConnectAsync(PipeTimeout, cancellationToken).ConfigureAwait(false);
            return pipe;
        }
        catch
        {
            await pipe.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private async Task<Stream> ConnectTcpAsync(CancellationToken cancellationToken)
    {
        Socket socket = TcpSocket();
        Stream? stream = null;
        try
        {
            await socket.ConnectAsync(_endpoint.Address.IdnHost, _endpoint.Address.Port, cancellationToken).ConfigureAwait(false);
            stream = new NetworkStream(socket, ownsSocket: true);
            if (_tls is null)
                return stream;

            var encrypted = new SslStream(stream);
            stream = encrypted;
            await encrypted.AuthenticateAsClientAsync(_tls.Value, cancellationToken).ConfigureAwait(false);
            return encrypted;
        }
        catch
        {
            if (stream is not null)
                await stream.DisposeAsync().ConfigureAwait(false);
            socket.Dispose();
            throw;
        }
    }

    private static Socket TcpSocket()
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };

        // A wait lasts for days: the engine's host may vanish meanwhile, and proxies forget what is silent.
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, (int)KeepAlive.TotalSeconds);
        return socket;
    }
}
