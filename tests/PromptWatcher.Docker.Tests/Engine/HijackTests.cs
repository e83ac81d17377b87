using System.Net;
using System.Text;
using PromptWatcher.Docker.Engine;

namespace PromptWatcher.Docker.Tests.Engine;

public sealed class HijackTests
{
    private const string Head = "HTTP/1.1 101 UPGRADED\r\nContent-Type: application/vnd.docker.raw-stream\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AttachContainerAsync_HeadAndOutputInOnePacket_KeepsTheOutput(bool tcp)
    {
        await using var engine = new ScriptedEngine(request => request.SendAsync(Head + "first\r\nbytes\0\u00ff"), tcp: tcp);
        using EngineClient client = engine.Client();

        await using EngineStream stream = await client.AttachContainerAsync("x", default);

        Assert.Equal(Encoding.Latin1.GetBytes("first\r\nbytes\0\u00ff"), stream.AlreadyRead.ToArray());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AttachContainerAsync_AnswerSplitAtEveryByte_LosesNone(bool tcp)
    {
        byte[] answer = Encoding.Latin1.GetBytes(Head + "a\r\n\r\nb");
        int split = 0;
        await using var engine = new ScriptedEngine(
            async request =>
            {
                await request.SendAsync(answer.AsMemory(0, split));
                await Task.Yield();
                await request.SendAsync(answer.AsMemory(split));
                throw new CloseConnection();
            },
            tcp: tcp);
        using EngineClient client = engine.Client();

        for (split = 1; split < answer.Length; split++)
        {
            await using EngineStream stream = await client.AttachContainerAsync("x", default);
            Assert.Equal("a\r\n\r\nb", await ReadToEndAsync(stream));
        }
    }

    [Fact]
    public async Task AttachContainerAsync_AnswerOneByteAtATime_LosesNone()
    {
        await using var engine = new ScriptedEngine(async request =>
        {
            foreach (byte each in Encoding.Latin1.GetBytes(Head + "output"))
            {
                await request.SendAsync(new[] { each });
                await Task.Yield();
            }

            throw new CloseConnection();
        });
        using EngineClient client = engine.Client();

        await using EngineStream stream = await client.AttachContainerAsync("x", default);

        Assert.Equal("output", await ReadToEndAsync(stream));
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: application/vnd.docker.raw-stream\r\n\r\n")]
    [InlineData("HTTP/1.1 101 Switching Protocols\r\ncontent-length: 0\r\nconnection: close\r\n\r\n")]
    [InlineData("HTTP/1.0 101\r\n\r\n")]
    public async Task AttachContainerAsync_OtherHeads_AreTakenToo(string head)
    {
        await using var engine = new ScriptedEngine(async request =>
        {
            await request.SendAsync(head + "x");
            throw new CloseConnection();
        });
        using EngineClient client = engine.Client();

        await using EngineStream stream = await client.AttachContainerAsync("x", default);

        Assert.Equal("x", await ReadToEndAsync(stream));
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello")]
    public async Task AttachContainerAsync_DocumentInPlaceOfATerminal_NamesTheProxy(string answer)
    {
        await using var engine = new ScriptedEngine(request => request.SendAsync(answer));
        using EngineClient client = engine.Client();

        var error = await Assert.ThrowsAsync<DockerEngineException>(() => client.AttachContainerAsync("x", default));

        Assert.Contains("Upgrade: tcp", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AttachContainerAsync_Request_AsksForAnUpgradeWithUnreadableDetachKeys()
    {
        ScriptedRequest? seen = null;
        await using var engine = new ScriptedEngine(request => (seen = request).SendAsync(Head));
        using EngineClient client = engine.Client();

        await using EngineStream stream = await client.AttachContainerAsync("a/b?c", default);

        Assert.Equal("/v1.41/containers/a%2Fb%3Fc/attach?stream=1&stdin=1&stdout=1&stderr=1&detachKeys=%FF,%FE,%FF,%FE", seen!.Target);
        Assert.Equal(("tcp", "Upgrade", "docker"), (seen.Headers["Upgrade"], seen.Headers["Connection"], seen.Headers["Host"]));
    }

    [Fact]
    public async Task StartExecAsync_Request_CarriesItsBody()
    {
        ScriptedRequest? seen = null;
        await using var engine = new ScriptedEngine(request => (seen = request).SendAsync(Head));
        using EngineClient client = engine.Client();

        await using EngineStream stream = await client.StartExecAsync("abc", default);

        Assert.Equal("POST /exec/abc/start", seen!.Call);
        Assert.Equal("""{"Detach":false,"Tty":true}""", seen.Text);
        Assert.Equal("application/json", seen.Headers["Content-Type"]);
    }

    [Theory]
    [InlineData("Content-Length: 31\r\n\r\n{\"message\":\"No such container\"}")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n10\r\n{\"message\":\"No s\r\nf\r\nuch container\"}\r\n0\r\n\r\n")]
    public async Task AttachContainerAsync_Refused_GivesStatusAndMessage(string rest)
    {
        await using var engine = new ScriptedEngine(request => request.SendAsync("HTTP/1.1 404 Not Found\r\n" + rest));
        using EngineClient client = engine.Client();

        var error = await Assert.ThrowsAsync<DockerEngineException>(() => client.AttachContainerAsync("x", default));

        Assert.Equal((HttpStatusCode.NotFound, "No such container"), (error.Status!.Value, error.EngineMessage));
        Assert.Contains($"Cannot attach to the container 'x' at {engine.Address}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AttachContainerAsync_EndlessHead_IsRefused()
    {
        await using var engine = new ScriptedEngine(async request =>
        {
            await request.SendAsync("HTTP/1.1 101 X\r\n");
            while (true)
                await request.SendAsync("X-Long: " + new string('x', 1000) + "\r\n");
        });
        using EngineClient client = engine.Client();

        var error = await Assert.ThrowsAsync<DockerEngineException>(() => client.AttachContainerAsync("x", default).InTime());

        Assert.Contains("32768 bytes", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AttachContainerAsync_Stream_CarriesBothDirectionsAtOnce()
    {
        byte[] sent = new byte[3_000_000];
        new Random(1).NextBytes(sent);
        await using var engine = new ScriptedEngine(async request =>
        {
            await request.SendAsync(Head);
            await request.Connection.CopyToAsync(request.Connection);
        });
        using EngineClient client = engine.Client();
        await using EngineStream stream = await client.AttachContainerAsync("x", default);

        // More than the buffers of the kernel hold: both ends have to wait, one for reading and one for writing.
        Task writing = stream.Stream.WriteAsync(sent).AsTask();
        byte[] received = new byte[sent.Length];
        await stream.Stream.ReadExactlyAsync(received).AsTask().InTime();
        await writing.InTime();

        Assert.Equal(sent, received);
    }

    [Fact]
    public async Task Dispose_WhileAReadWaits_EndsTheReadAndTheConnection()
    {
        var ended = new TaskCompletionSource<int>();
        await using var engine = new ScriptedEngine(async request =>
        {
            await request.SendAsync(Head);
            ended.SetResult(await request.Connection.ReadAsync(new byte[1]));
        });
        using EngineClient client = engine.Client();
        EngineStream stream = await client.AttachContainerAsync("x", default);
        Task<int> reading = stream.Stream.ReadAsync(new byte[1]).AsTask();

        await stream.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => reading.InTime());
        Assert.Equal(0, await ended.Task.InTime());
    }

    [Fact]
    public async Task ReadAsync_Canceled_LeavesTheStreamUsable()
    {
        var go = new TaskCompletionSource();
        await using var engine = new ScriptedEngine(async request =>
        {
            await request.SendAsync(Head);
            await go.Task;
            await request.SendAsync("later");
        });
        using EngineClient client = engine.Client();
        await using EngineStream stream = await client.AttachContainerAsync("x", default);
        using var cancel = new CancellationTokenSource();
        Task<int> reading = stream.Stream.ReadAsync(new byte[5], cancel.Token).AsTask();

        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading.InTime());
        go.SetResult();
        byte[] received = new byte[5];
        await stream.Stream.ReadExactlyAsync(received).AsTask().InTime();

        Assert.Equal("later"u8, received);
    }

    private static async Task<string> ReadToEndAsync(EngineStream stream)
    {
        var text = new StringBuilder(Encoding.Latin1.GetString(stream.AlreadyRead.Span));
        byte[] buffer = new byte[100];
        while (await stream.Stream.ReadAsync(buffer).AsTask().InTime() is var count and > 0)
            text.Append(Encoding.Latin1.GetString(buffer, 0, count));
        return text.ToString();
    }
}
