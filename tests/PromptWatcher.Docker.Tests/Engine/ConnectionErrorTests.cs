using System.Net.Sockets;
using PromptWatcher.Docker.Engine;

namespace PromptWatcher.Docker.Tests.Engine;

public sealed class ConnectionErrorTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pw-engine-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task AnyCall_NoSocket_SaysToStartTheEngine() => await FailsAsync($"unix://{_folder}/none", "there is no socket", "Start the engine", "DOCKER_HOST");

    [Fact]
    public async Task AnyCall_SocketOfADeadEngine_SaysThatNothingListens()
    {
        string path = Path.Combine(_folder, "live");
        var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(path));

        // Bound and not listening: as refused as one whose owner is gone.
        await FailsAsync($"unix://{path}", "refused", "Start the engine");
        listener.Dispose();
    }

    [Fact]
    public async Task AnyCall_NothingOnThePort_SaysThatNothingListens()
    {
        using var reserved = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        reserved.Bind(new System.Net.IPEndPoint(System.Net.IPAddress.Loopback, 0));

        await FailsAsync($"tcp://127.0.0.1:{((System.Net.IPEndPoint)reserved.LocalEndPoint!).Port}", "refused", "Start the engine");
    }

    [Fact]
    public async Task AnyCall_UnknownHost_NamesIt() => await FailsAsync("tcp://no-such-host.invalid:2375", "no host 'no-such-host.invalid'");

    [Fact]
    public async Task AnyCall_PathLongerThanTheSystemAllows_SaysSo() => await FailsAsync($"unix:///{new string('x', 200)}", "longer than the system allows");

    [Fact]
    public async Task AnyCall_PipeElsewhereThanOnWindows_SaysSo() => await FailsAsync("npipe:////./pipe/docker_engine", "of Windows", "unix:///path");

    [Fact]
    public void For_NoRightToTheSocket_NamesTheGroup()
    {
        (string cause, string advice) = ConnectionAdvice.For(EndpointAddress.Parse("unix:///run/docker.sock", "the test", tls: null), new HttpRequestException("x", new SocketException((int)SocketError.AccessDenied)));

        Assert.Contains("permission denied on the socket '/run/docker.sock'", cause, StringComparison.Ordinal);
        Assert.Contains("usermod -aG docker", advice, StringComparison.Ordinal);
        Assert.Contains("rootless", advice, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AnyCall_EngineThatDoesNotAnswer_IsATypedErrorInTime(bool tcp)
    {
        var never = new TaskCompletionSource();
        await using var engine = new ScriptedEngine(_ => never.Task, tcp: tcp);
        using EngineClient client = engine.Client(TimeSpan.FromMilliseconds(300));

        foreach (Func<EngineClient, Task> call in Calls)
        {
            var error = await Assert.ThrowsAsync<DockerEngineException>(() => call(client).InTime());
            Assert.Contains("did not answer within 0.3 s", error.Message, StringComparison.Ordinal);
            Assert.Contains(engine.Address, error.Message, StringComparison.Ordinal);
        }

        never.SetResult();
    }

    [Fact]
    public async Task InspectContainerAsync_BodyThatStops_IsATypedErrorInTime()
    {
        var never = new TaskCompletionSource();
        await using var engine = new ScriptedEngine(async request =>
        {
            await request.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"Id\":");
            await never.Task;
        });
        using EngineClient client = engine.Client(TimeSpan.FromMilliseconds(300));

        await Assert.ThrowsAsync<DockerEngineException>(() => client.InspectContainerAsync("x", default).InTime());
        never.SetResult();
    }

    [Fact]
    public async Task AnyCall_Canceled_EndsAtOnceWithTheCallersToken()
    {
        var never = new TaskCompletionSource();
        var began = new SemaphoreSlim(0);
        await using var engine = new ScriptedEngine(_ =>
        {
            began.Release();
            return never.Task;
        });
        using EngineClient client = engine.Client();
        Func<CancellationToken, Task>[] calls =
        [
            token => client.InspectContainerAsync("x", token), token => client.AttachContainerAsync("x", token), token => client.WaitContainerAsync("x", "next-exit", token),
            token => client.PullImageAsync("x", null, token), async token => await client.WatchEventsAsync([], token).ToListAsync(CancellationToken.None),
        ];

        foreach (Func<CancellationToken, Task> call in calls)
        {
            using var cancel = new CancellationTokenSource();
            Task pending = call(cancel.Token);
            await began.WaitAsync(Limit.Generous);
            await cancel.CancelAsync();
            var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pending.InTime());
            Assert.Equal(cancel.Token, error.CancellationToken);
        }

        never.SetResult();
    }

    [Fact]
    public async Task AnyCall_ConnectionCutBeforeTheAnswer_IsATypedError()
    {
        await using var engine = new ScriptedEngine(_ => throw new CloseConnection());
        using EngineClient client = engine.Client();

        foreach (Func<EngineClient, Task> call in Calls)
        {
            var error = await Assert.ThrowsAsync<DockerEngineException>(() => call(client).InTime());
            Assert.Contains("ended", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task InspectContainerAsync_ConnectionCutWithinTheAnswer_IsATypedError()
    {
        await using var engine = new ScriptedEngine(async request =>
        {
            await request.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"Id\":");
            throw new CloseConnection();
        });
        using EngineClient client = engine.Client();

        var error = await Assert.ThrowsAsync<DockerEngineException>(() => client.InspectContainerAsync("x", default).InTime());
        Assert.Contains("the engine ended the connection before its answer was whole", error.Message, StringComparison.Ordinal);
    }

    private static Func<EngineClient, Task>[] Calls =>
    [
        client => client.InspectContainerAsync("x", default), client => client.AttachContainerAsync("x", default), client => client.WaitContainerAsync("x", "next-exit", default),
        client => client.PullImageAsync("x", null, default), async client => await client.WatchEventsAsync([], default).ToListAsync(),
    ];

    private static async Task FailsAsync(string address, params string[] words)
    {
        using var client = new EngineClient(EndpointAddress.Parse(address, "the test", tls: null), Limit.Generous, new Surroundings().Build());
        var error = await Assert.ThrowsAsync<DockerEngineException>(() => client.InspectContainerAsync("x", default).InTime());
        Assert.All(words.Append(address).Append("inspect the container 'x'"), word => Assert.Contains(word, error.Message, StringComparison.Ordinal));
        Assert.Null(error.Status);
    }
}
