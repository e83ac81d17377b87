using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace PromptWatcher.Docker.Tests.Chaos;

/// <summary>A proxy on TCP before an engine's socket, which cuts connections: all at once, those that were idle for too long, or one kind of call.</summary>
internal sealed class CuttingProxy : IAsyncDisposable
{
    private readonly Socket _listener = new(SocketType.Stream, ProtocolType.Tcp);
    private readonly ConcurrentDictionary<Relay, bool> _relays = new();
    private readonly CancellationTokenSource _closed = new();
    private readonly string _socketPath;
    private int _cuts;

    internal CuttingProxy(string socketPath)
    {
        _socketPath = socketPath;
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen();
        Endpoint = $"tcp://{_listener.LocalEndPoint}".Replace("[::ffff:127.0.0.1]", "127.0.0.1", StringComparison.Ordinal);
        _ = AcceptAsync();
    }

    internal string Endpoint { get; }

    /// <summary>Connections cut so far.</summary>
    internal int Cuts => Volatile.Read(ref _cuts);

    /// <summary>How long a connection may be idle before it is cut; from now on, also for those that are open.</summary>
    internal TimeSpan? Idle
    {
        get;
        set
        {
            field = value;
            foreach (Relay relay in _relays.Keys)
                relay.Alive(value);
        }
    }

    /// <summary>How long what an engine sends over its terminals' connections is held up.</summary>
    internal TimeSpan TerminalDelay { get; set; }

    /// <summary>Accepts connections and ends them at once, as a proxy does whose engine is away.</summary>
    internal bool Refuses { get; set; }

    /// <summary>Connections that were refused so.</summary>
    internal int Refused { get; private set; }

    internal void CutAll() => Cut("");

    /// <summary>Cuts the connections whose first request has this in its line.</summary>
    internal void Cut(string request)
    {
        foreach (Relay relay in _relays.Keys.Where(relay => relay.Request.Contains(request, StringComparison.Ordinal)))
        {
            Interlocked.Increment(ref _cuts);
            _relays.TryRemove(relay, out _);
            relay.Cut();
        }
    }

    /// <summary>Whether a connection lives whose first request has this in its line.</summary>
    internal bool Has(string request) => _relays.Keys.Any(relay => relay.Request.Contains(request, StringComparison.Ordinal));

    public ValueTask DisposeAsync()
    {
        _closed.Cancel();
        _listener.Dispose();
        CutAll();
        return ValueTask.CompletedTask;
    }

    private async Task AcceptAsync()
    {
        while (!_closed.IsCancellationRequested)
        {
            Socket client;
            try
            {
                client = await _listener.AcceptAsync(_closed.Token);
            }
            catch (Exception error) when (error is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }

            if (Refuses)
            {
                client.Dispose();
                Refused++;
                continue;
            }

            var engine = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            engine.Connect(new UnixDomainSocketEndPoint(_socketPath));
            _ = RelayAsync(new Relay(client, engine, () => Interlocked.Increment(ref _cuts)));
        }
    }

    private async Task RelayAsync(Relay relay)
    {
        _relays.TryAdd(relay, true);
        relay.Alive(Idle);
        await Task.WhenAny(CopyAsync(relay.Client, relay.Engine, relay), CopyAsync(relay.Engine, relay.Client, relay));
        relay.Cut();
        _relays.TryRemove(relay, out _);
    }

    private async Task CopyAsync(Socket from, Socket to, Relay relay)
    {
        byte[] buffer = new byte[32 * 1024];
        try
        {
            while (await from.ReceiveAsync(buffer) is var count and > 0)
            {
                relay.Alive(Idle);
                if (from == relay.Client)
                    relay.Hear(buffer.AsSpan(0, count));
                else if (relay.Request.Contains("/attach?", StringComparison.Ordinal) && TerminalDelay > TimeSpan.Zero)
                    await Task.Delay(TerminalDelay, _closed.Token);
                for (int sent = 0; sent < count;)
                    sent += await to.SendAsync(buffer.AsMemory(sent, count - sent));
            }

            // Without this, .NET ends a connection that a read waits on by a reset, which throws away what is still under way.
            to.Shutdown(SocketShutdown.Send);
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // Cut, here or at one of its ends.
        }
    }

    private sealed class Relay
    {
        private readonly Timer _idle;

        internal Relay(Socket client, Socket engine, Action onIdle)
        {
            (Client, Engine) = (client, engine);
            _idle = new Timer(_ =>
            {
                Cut();
                onIdle();
            });
        }

        internal Socket Client { get; }

        internal Socket Engine { get; }

        /// <summary>The line of the first request.</summary>
        internal string Request { get; private set; } = "";

        internal void Hear(ReadOnlySpan<byte> bytes)
        {
            if (Request.Length == 0)
                Request = Encoding.ASCII.GetString(bytes).Split('\r')[0];
        }

        /// <summary>Bytes have come: it is idle from now on.</summary>
        internal void Alive(TimeSpan? idle)
        {
            try
            {
                _idle.Change(idle ?? Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            }
            catch (ObjectDisposedException)
            {
                // Cut meanwhile.
            }
        }

        internal void Cut()
        {
            _idle.Dispose();
            Client.Dispose();
            Engine.Dispose();
        }
    }
}
