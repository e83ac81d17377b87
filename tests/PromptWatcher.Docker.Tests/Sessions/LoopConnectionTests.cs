using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using PromptWatcher.Docker.Connections;
using PromptWatcher.Docker.Engine;
using PromptWatcher.Environments;
using PromptWatcher.Environments.Unix;

namespace PromptWatcher.Docker.Tests.Sessions;

public sealed class LoopConnectionTests : IDisposable
{
    private static readonly Lazy<EventLoop> Portable = new(() => new EventLoop(new PollPoller()));

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("pw-loop-");
    private readonly DockerInput _input = new();
    private readonly PtyOutput _output;
    private TerminalConnection? _connection;

    public LoopConnectionTests() => _output = new PtyOutput(PipeScheduler.ThreadPool, TerminalConnection.SegmentSize, () => _connection?.Resume());

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>An engine that restarts ends connections whose consumer is behind: the next one must be made before the consumer reads on, and nothing of the last be lost.</summary>
    [Theory]
    [InlineData(AddressFamily.Unix, false)]
    [InlineData(AddressFamily.Unix, true)]
    [InlineData(AddressFamily.InterNetwork, false)]
    [InlineData(AddressFamily.InterNetwork, true)]
    public async Task Ended_ConsumerBehind_IsToldAndTheNextGoesOn(AddressFamily family, bool portable)
    {
        byte[] sent = RandomNumberGenerator.GetBytes(500_000);
        using Socket listener = Listen(family);
        await SendAndEndAsync(listener, portable, sent.AsMemory(..150_000));
        Assert.True(_output.IsHeldBack);

        using Socket second = await ConnectAsync(listener, portable);
        Task sending = second.SendAsync(sent.AsMemory(150_000..)).AsTask();
        Assert.Equal(sent, await ReadAsync(sent.Length));
        await sending.WaitAsync(Waiting.Patience);
    }

    [Fact]
    public async Task Start_ConsumerCaughtUpBetweenTwoConnections_Reads()
    {
        byte[] sent = RandomNumberGenerator.GetBytes(200_000);
        using Socket listener = Listen(AddressFamily.Unix);
        await SendAndEndAsync(listener, portable: false, sent.AsMemory(..150_000));

        // As one that has ended does, it tells nobody.
        _connection = null;
        Assert.Equal(sent[..150_000], await ReadAsync(150_000));

        using Socket second = await ConnectAsync(listener, portable: false);
        await second.SendAsync(sent.AsMemory(150_000..));
        Assert.Equal(sent[150_000..], await ReadAsync(50_000));
    }

    /// <summary>A connection that the engine ends while the consumer is behind.</summary>
    private async Task SendAndEndAsync(Socket listener, bool portable, ReadOnlyMemory<byte> sent)
    {
        using (Socket socket = await ConnectAsync(listener, portable))
        {
            await socket.SendAsync(sent).AsTask().WaitAsync(Waiting.Patience);
            await Waiting.UntilAsync(() => _output.IsHeldBack);
        }

        await _connection!.Ended.WaitAsync(Waiting.Patience);
    }

    private Socket Listen(AddressFamily family)
    {
        bool isUnix = family == AddressFamily.Unix;
        var listener = new Socket(family, SocketType.Stream, isUnix ? ProtocolType.Unspecified : ProtocolType.Tcp);
        listener.Bind(isUnix ? new UnixDomainSocketEndPoint(Path.Combine(_folder.FullName, "s")) : new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        return listener;
    }

    /// <summary>Connects the terminal anew; the engine's end of it.</summary>
    private async Task<Socket> ConnectAsync(Socket listener, bool portable)
    {
        Task<Socket> accepting = listener.AcceptAsync();
        var socket = new Socket(listener.AddressFamily, listener.SocketType, listener.ProtocolType);
        LoopSocket connected = await LoopSocket.ConnectAsync(portable ? Portable.Value : EventLoop.Shared, socket, listener.LocalEndPoint!, CancellationToken.None);
        _connection = TerminalConnection.Create(new EngineStream(connected, default), _output, _input);
        _connection.Start();
        return await accepting.WaitAsync(Waiting.Patience);
    }

    private async Task<byte[]> ReadAsync(int length)
    {
        var received = new MemoryStream();
        while (received.Length < length)
        {
            ReadResult result = await _output.Reader.ReadAsync().AsTask().WaitAsync(Waiting.Patience);
            foreach (ReadOnlyMemory<byte> piece in result.Buffer)
                received.Write(piece.Span);
            _output.Reader.AdvanceTo(result.Buffer.End);
        }

        return received.ToArray();
    }
}
