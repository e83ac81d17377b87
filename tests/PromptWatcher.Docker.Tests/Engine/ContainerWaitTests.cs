using PromptWatcher.Docker.Engine;

namespace PromptWatcher.Docker.Tests.Engine;

public sealed class ContainerWaitTests
{
    private const string Chunked = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n";

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 18\r\n\r\n{\"StatusCode\":137}", 137)]
    [InlineData("HTTP/1.1 200 OK\r\n\r\n{\"StatusCode\":0}\n", 0)]
    [InlineData(Chunked + "12\r\n{\"StatusCode\":137}\r\n0\r\n\r\n", 137)]
    [InlineData(Chunked + "5;ext=1\r\n{\"Sta\r\n00e\r\ntusCode\":255}\n\r\n0\r\nTrailer: x\r\n\r\n", 255)]
    [InlineData(Chunked + "1f\r\n{\"StatusCode\":7,\"Error\":null}\r\n\r\n0\r\n\r\n", 7)]
    public async Task WaitContainerAsync_AnswerSplitAtEveryByte_GivesTheCode(string answer, int code)
    {
        int split = 0;
        await using var engine = new ScriptedEngine(async request =>
        {
            await request.SendAsync(answer[..split]);
            await Task.Yield();
            await request.SendAsync(answer[split..]);
            throw new CloseConnection();
        });
        using EngineClient client = engine.Client();

        for (split = 1; split < answer.Length; split++)
        {
            using ContainerWait wait = await client.WaitContainerAsync("x", "next-exit", default);
            Assert.Equal(code, await wait.ExitCode.InTime());
        }
    }

    [Theory]
    [InlineData("")]                                                                       // An engine that was killed, measured.
    [InlineData("0\r\n\r\n")]
    [InlineData("12\r\n{\"Status")]                                                        // Cut off.
    [InlineData("2\r\n{}\r\n0\r\n\r\n")]
    [InlineData("12\r\n{\"StatusCode\":-1 }\r\n0\r\n\r\n")]
    [InlineData("4\r\nnull\r\n0\r\n\r\n")]
    [InlineData("33\r\n{\"StatusCode\":0,\"Error\":{\"Message\":\"cannot wait now\"}}\r\n0\r\n\r\n")]
    [InlineData("zz\r\n{\"StatusCode\":0}")]
    [InlineData("ffffffffffffffff\r\n{\"StatusCode\":0}")]
    [InlineData("12\r\n{\"StatusCode\":\"1\"}\r\n0\r\n\r\n")]
    public async Task WaitContainerAsync_EndWithoutACode_GivesNull(string body)
    {
        await using var engine = new ScriptedEngine(async request =>
        {
            await request.SendAsync(Chunked + body);
            throw new CloseConnection();
        });
        using EngineClient client = engine.Client();

        using ContainerWait wait = await client.WaitContainerAsync("x", "next-exit", default);

        Assert.Null(await wait.ExitCode.InTime());
    }

    [Fact]
    public async Task WaitContainerAsync_HeadWithoutBody_ReturnsAndWaits()
    {
        var exit = new TaskCompletionSource();
        string? call = null;
        await using var engine = new ScriptedEngine(async request =>
        {
            call = request.Call;
            await request.SendAsync(Chunked);
            await exit.Task;
            await request.SendAsync("10\r\n{\"StatusCode\":3}\r\n0\r\n\r\n");
        });
        using EngineClient client = engine.Client();

        using ContainerWait wait = await client.WaitContainerAsync("x", "next-exit", default).InTime();

        Assert.Equal("POST /containers/x/wait?condition=next-exit", call);
        Assert.False(wait.ExitCode.IsCompleted);
        exit.SetResult();
        Assert.Equal(3, await wait.ExitCode.InTime());
    }

    [Fact]
    public async Task Dispose_WhileWaiting_GivesNullAndEndsTheConnection()
    {
        var ended = new TaskCompletionSource<int>();
        await using var engine = new ScriptedEngine(async request =>
        {
            await request.SendAsync(Chunked);
            ended.SetResult(await request.Connection.ReadAsync(new byte[1]));
        });
        using EngineClient client = engine.Client();
        ContainerWait wait = await client.WaitContainerAsync("x", "next-exit", default);

        wait.Dispose();

        Assert.Null(await wait.ExitCode.InTime());
        Assert.Equal(0, await ended.Task.InTime());
    }

    [Fact]
    public async Task WaitContainerAsync_EndlessBody_IsCutOff()
    {
        await using var engine = new ScriptedEngine(async request =>
        {
            await request.SendAsync("HTTP/1.1 200 OK\r\n\r\n");
            while (true)
                await request.SendAsync(new string(' ', 1000));
        });
        using EngineClient client = engine.Client();

        using ContainerWait wait = await client.WaitContainerAsync("x", "next-exit", default);

        Assert.Null(await wait.ExitCode.InTime());
    }
}
