using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using PromptWatcher.Docker.Engine;

namespace PromptWatcher.Docker.Tests.Engine;

/// <summary>Stands in for an engine: answers each request with the bytes that a test writes, over a socket, TCP or TLS.</summary>
internal sealed class ScriptedEngine : IAsyncDisposable
{
    private readonly Socket _listener;
    private readonly SslServerAuthenticationOptions? _tls;
    private readonly Func<ScriptedRequest, Task> _answer;
    private readonly CancellationTokenSource _stop = new();
    private readonly string? _folder;
    private readonly ConcurrentBag<Task> _connections = [];
    private readonly ConcurrentDictionary<Socket, byte> _open = new();
    private readonly Task _accepting;
    private int _accepted;

    /// <param name="answer">Answers a request that is no ping; the connection is closed when it throws.</param>
    /// <param name="tls">How the server speaks TLS, on TCP.</param>
    /// <param name="tcp">On TCP in place of a socket.</param>
    internal ScriptedEngine(Func<ScriptedRequest, Task> answer, SslServerAuthenticationOptions? tls = null, bool tcp = false)
    {
        _answer = answer;
        _tls = tls;
        if (tcp || tls is not null)
        {
            _listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            Address = $"tcp://127.0.0.1:{((IPEndPoint)_listener.LocalEndPoint!).Port}";
        }
        else
        {
            _folder = Directory.CreateTempSubdirectory("pw-engine-").FullName;
            _listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            _listener.Bind(new UnixDomainSocketEndPoint(Path.Combine(_folder, "s")));
            Address = $"unix://{Path.Combine(_folder, "s")}";
        }

        _listener.Listen();
        _accepting = AcceptAsync();
    }

    internal string Address { get; }

    /// <summary>The headers of answers to pings.</summary>
    internal string PingHeaders { get; set; } = "Api-Version: 1.41\r\n";

    /// <summary>Whether pings are answered without the test's doing.</summary>
    internal bool AnswersPings { get; init; } = true;

    /// <summary>Connections that came.</summary>
    internal int Accepted => Volatile.Read(ref _accepted);

    internal ConcurrentQueue<string> Targets { get; } = [];

    internal int Pings => Targets.Count(target => target == "/_ping");

    internal DockerEndpoint Endpoint(EngineTls? tls = null) => EndpointAddress.Parse(Address, "the test", tls);

    internal EngineClient Client(TimeSpan? timeout = null, EngineTls? tls = null, Surroundings? surroundings = null) =>
        new(Endpoint(tls), timeout ?? TimeSpan.FromSeconds(30), (surroundings ?? new Surroundings()).Build());

    /// <summary>Closes every connection, as an engine that is killed does.</summary>
    internal void CutConnections()
    {
        foreach (Socket socket in _open.Keys)
            socket.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        CutConnections();
        await _accepting;
        await Task.WhenAll(_connections);
        if (_folder is not null)
            Directory.Delete(_folder, recursive: true);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                Socket socket = await _listener.AcceptAsync(_stop.Token);
                Interlocked.Increment(ref _accepted);
                _open.TryAdd(socket, 0);
                _connections.Add(Task.Run(() => ServeAsync(socket)));
            }
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException or ObjectDisposedException)
        {
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        try
        {
            await using Stream stream = await StreamAsync(socket);
            while (await ScriptedRequest.ReadAsync(stream, _stop.Token) is { } request)
            {
                Targets.Enqueue(request.Target);
                await (request.Target == "/_ping" && AnswersPings ? request.AnswerAsync(200, "OK", PingHeaders) : _answer(request));
            }
        }
        catch (Exception error) when (error is IOException or OperationCanceledException or ObjectDisposedException or SocketException or System.Security.Authentication.AuthenticationException or EndOfStreamException or CloseConnection)
        {
        }
        finally
        {
            _open.TryRemove(socket, out _);
            socket.Dispose();
        }
    }

    private async Task<Stream> StreamAsync(Socket socket)
    {
        var stream = new NetworkStream(socket, ownsSocket: true);
        if (_tls is null)
            return stream;
        var encrypted = new SslStream(stream);
        await encrypted.AuthenticateAsServerAsync(_tls, _stop.Token);
        return encrypted;
    }
}

/// <summary>Ends the connection.</summary>
internal sealed class CloseConnection : Exception;
