using System.Text;
using PromptWatcher.Docker.Engine;
using PromptWatcher.Environments;

namespace PromptWatcher.Docker.Tests.Engine;

/// <summary>What each call sends, and how it reads what comes back.</summary>
public sealed class EngineCallTests
{
    [Fact]
    public async Task CreateContainerAsync_Request_LeavesOutWhatIsNotSet()
    {
        (string id, ScriptedRequest request) = await CallAsync(201, """{"Id":"abc","Warnings":[]}""", client => client.CreateContainerAsync(
            "the name",
            new CreateContainerRequest { Image = "node:22", Cmd = ["a", "b"], HostConfig = new HostConfig { LogConfig = new LogConfig("none"), Mounts = [new MountSpec("volume", "v", "/repo", false)] } },
            default));

        Assert.Equal("abc", id);
        Assert.Equal("POST /containers/create?name=the%20name", request.Call);
        Assert.Equal(
            """{"Image":"node:22","Cmd":["a","b"],"Tty":true,"OpenStdin":true,"AttachStdin":true,"AttachStdout":true,"AttachStderr":true,"HostConfig":{"Init":true,"LogConfig":{"Type":"none"},"Mounts":[{"Type":"volume","Source":"v","Target":"/repo","ReadOnly":false}]}}""",
            request.Text);
    }

    [Theory]
    [InlineData(204)]
    [InlineData(304)]
    public async Task StartContainerAsync_StartedNowOrBefore_IsFine(int status) =>
        Assert.Equal("POST /containers/x/start", (await CallAsync(status, "", client => client.StartContainerAsync("x", default))).Call);

    [Fact]
    public async Task InspectContainerAsync_DockersAnswer_IsRead()
    {
        (ContainerInspection container, ScriptedRequest request) = await CallAsync(200,
            """
            {"Id":"abc","Name":"/n","Created":"2026-11-22T00:43:01.123456789Z","Extra":{"a":[1,2]},
             "State":{"Status":"exited","Running":false,"Paused":false,"OOMKilled":true,"ExitCode":137,"Error":"","StartedAt":"2026-11-22T02:43:01.1+02:00","FinishedAt":"0001-01-01T00:00:00Z"},
             "Config":{"Image":"i","Tty":true,"Labels":{"a":"b"}}}
            """, client => client.InspectContainerAsync("n", default));

        Assert.Equal("GET /containers/n/json", request.Call);
        Assert.Equal(("abc", "/n", 137, true), (container.Id, container.Name, container.State.ExitCode, container.State.OOMKilled));
        Assert.Equal(new DateTimeOffset(2026, 11, 22, 0, 43, 1, TimeSpan.Zero).AddTicks(1_234_567), container.Created);
        Assert.Equal(new DateTimeOffset(2026, 11, 22, 0, 43, 1, 100, TimeSpan.Zero), container.State.StartedAt);
        Assert.Equal(default, container.State.FinishedAt);
        Assert.Equal("b", container.Config.Labels!["a"]);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("\"\"")]
    [InlineData("\"0001-01-01T00:00:00+14:00\"")]
    [InlineData("\"yesterday\"")]
    [InlineData("0")]
    [InlineData("{\"a\":[1]}")]
    public async Task InspectContainerAsync_TimeThatIsNone_IsTheDefault(string time)
    {
        (ContainerInspection container, _) = await CallAsync(200, $$$"""{"Id":"abc","Name":null,"State":{"Status":"created","StartedAt":{{{time}}}},"Config":{"Labels":null}}""", client => client.InspectContainerAsync("n", default));

        Assert.Equal(default, container.State.StartedAt);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("")]
    [InlineData("""{"Id":"abc","State":null,"Config":{}}""")]
    [InlineData("""{"Id":"abc","State":{"ExitCode":"x"},"Config":{}}""")]
    public async Task InspectContainerAsync_AnswerWithoutItsParts_IsATypedError(string answer)
    {
        var error = await Assert.ThrowsAsync<DockerEngineException>(() => CallAsync(200, answer, client => client.InspectContainerAsync("n", default)));

        Assert.Contains("not what its API says", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ListContainersAsync_Labels_AreFilters()
    {
        (IReadOnlyList<ContainerSummary> containers, ScriptedRequest request) = await CallAsync(200,
            """[{"Id":"a","Names":["/x"],"State":"running","Created":1795308181,"Labels":{"k":"v"}},{"Id":"b","Names":null,"State":"exited","Labels":null}]""",
            client => client.ListContainersAsync(["k=v", "l"], default));

        Assert.Equal("""GET /containers/json?all=1&filters={"label":["k=v","l"]}""", Uri.UnescapeDataString(request.Call));
        Assert.Equal(["a", "b"], containers.Select(container => container.Id));
        Assert.Equal(1795308181, containers[0].Created);
    }

    [Fact]
    public async Task KillContainerAsync_Signal_IsNamed() =>
        Assert.Equal("POST /containers/x/kill?signal=SIGHUP", (await CallAsync(204, "", client => client.KillContainerAsync("x", "SIGHUP", default))).Call);

    [Theory]
    [InlineData(204, "")]
    [InlineData(404, """{"message":"No such container: x"}""")]
    [InlineData(409, """{"message":"removal of container x is already in progress"}""")]
    public async Task RemoveContainerAsync_GoneOrGoing_IsFine(int status, string answer) =>
        Assert.Equal("DELETE /containers/x?force=1&v=1", (await CallAsync(status, answer, client => client.RemoveContainerAsync("x", default))).Call);

    [Fact]
    public async Task RemoveContainerAsync_EngineThatHasNotNoticedTheEnd_IsAskedAgain()
    {
        int calls = 0;
        await using var engine = new ScriptedEngine(request => ++calls < 3
            ? request.AnswerAsync(500, """{"message":"cannot remove container x as it could not be stopped: container state improper: stopped"}""")
            : request.AnswerAsync(200)) { PingHeaders = "Api-Version: 1.41\r\nLibpod-Api-Version: 4.3.1\r\n" };
        using EngineClient client = engine.Client();

        await client.RemoveContainerAsync("x", default);

        Assert.Equal(3, calls);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(201)]
    [InlineData(404)]
    [InlineData(409)]
    public async Task ResizeContainerAsync_TerminalOrNone_IsFine(int status) =>
        Assert.Equal("POST /containers/x/resize?h=40&w=120", (await CallAsync(status, "", client => client.ResizeContainerAsync("x", new TerminalSize(120, 40), default))).Call);

    [Fact]
    public async Task FindPathAsync_Header_IsRead()
    {
        string stat = Convert.ToBase64String(Encoding.UTF8.GetBytes("""{"name":".git","size":42,"mode":2147484141,"mtime":"2026-11-22T00:43:01Z","linkTarget":""}"""));
        (PathStat? found, ScriptedRequest request) = await CallAsync(200, "", client => client.FindPathAsync("x", "/repo/a b/#?%/.git", default), $"X-Docker-Container-Path-Stat: {stat}\r\n");

        Assert.Equal("HEAD /containers/x/archive?path=%2Frepo%2Fa%20b%2F%23%3F%25%2F.git", request.Call);
        Assert.Equal(new PathStat(".git", 42, 2147484141, new DateTimeOffset(2026, 11, 22, 0, 43, 1, TimeSpan.Zero), ""), found);
    }

    [Fact]
    public async Task FindPathAsync_NothingThere_IsNull() => Assert.Null((await CallAsync(404, "", client => client.FindPathAsync("x", "/no", default))).Result);

    [Theory]
    [InlineData("")]
    [InlineData("X-Docker-Container-Path-Stat: %%%\r\n")]
    [InlineData("X-Docker-Container-Path-Stat: bm90IGpzb24=\r\n")]
    public async Task FindPathAsync_HeaderThatIsNoStat_IsATypedError(string header) =>
        await Assert.ThrowsAsync<DockerEngineException>(() => CallAsync(200, "", client => client.FindPathAsync("x", "/", default), header));

    [Fact]
    public async Task CreateExecAsync_Request_IsSent()
    {
        (string id, ScriptedRequest request) = await CallAsync(201, """{"Id":"e"}""", client => client.CreateExecAsync("x", new CreateExecRequest { Cmd = ["a"], DetachKeys = "ctrl-^,ctrl-]" }, default));

        Assert.Equal("e", id);
        Assert.Equal("POST /containers/x/exec", request.Call);
        Assert.Equal("""{"Cmd":["a"],"Tty":true,"AttachStdin":true,"AttachStdout":true,"AttachStderr":true,"DetachKeys":"ctrl-^,ctrl-]"}""", request.Text);
    }

    [Theory]
    [InlineData("""{"Running":true,"ExitCode":null,"Pid":12}""", true, null, 12)]
    [InlineData("""{"Running":false,"ExitCode":126,"Pid":0,"ProcessConfig":{}}""", false, 126, 0)]
    public async Task InspectExecAsync_Answer_IsRead(string answer, bool running, int? code, int pid) =>
        Assert.Equal(new ExecInspection(running, code, pid), (await CallAsync(200, answer, client => client.InspectExecAsync("e", default))).Result);

    [Fact]
    public async Task FindVolumeAsync_NoneAndOne_AreTold()
    {
        Assert.Null((await CallAsync(404, """{"message":"get v: no such volume"}""", client => client.FindVolumeAsync("v", default))).Result);
        Assert.Equal("b", (await CallAsync(200, """{"Name":"v","Labels":{"a":"b"}}""", client => client.FindVolumeAsync("v", default))).Result!.Labels!["a"]);
    }

    [Fact]
    public async Task CreateVolumeAsync_Request_IsSent() => Assert.Equal("""{"Name":"v","Labels":{"a":"b"}}""",
        (await CallAsync(201, """{"Name":"v"}""", client => client.CreateVolumeAsync("v", new Dictionary<string, string> { ["a"] = "b" }, default))).Text);

    [Fact]
    public async Task FindImageAsync_NoneAndOne_AreTold()
    {
        Assert.Null((await CallAsync(404, """{"message":"No such image: a"}""", client => client.FindImageAsync("a", default))).Result);
        (ImageInspection? image, ScriptedRequest request) = await CallAsync(200, """{"Id":"sha256:1","Config":{"Env":["A=b"],"Cmd":null}}""", client => client.FindImageAsync("host:5000/a/b:1", default));
        Assert.Equal("GET /images/host%3A5000%2Fa%2Fb%3A1/json", request.Call);
        Assert.Equal(["A=b"], image!.Config!.Env!);
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    public async Task InspectContainerAsync_NameThatChangesThePath_IsRefusedHere(string name)
    {
        await using var engine = new ScriptedEngine(request => request.AnswerAsync(200));
        using EngineClient client = engine.Client();

        await Assert.ThrowsAsync<ArgumentException>(() => client.InspectContainerAsync(name, default));
        Assert.Empty(engine.Targets);
    }

    [Theory]
    [InlineData("../../x", "..%2F..%2Fx")]
    [InlineData("a?b#c&d", "a%3Fb%23c%26d")]
    [InlineData("a\r\nX: y", "a%0D%0AX%3A%20y")]
    [InlineData("%2e%2e", "%252e%252e")]
    [InlineData("ü\0", "%C3%BC%00")]
    public async Task InspectContainerAsync_HostileName_StaysOnePartOfThePath(string name, string escaped)
    {
        ScriptedRequest? seen = null;
        await using var engine = new ScriptedEngine(request => (seen = request).AnswerAsync(404, """{"message":"no"}"""));
        using EngineClient client = engine.Client();

        await Assert.ThrowsAsync<DockerEngineException>(() => client.InspectContainerAsync(name, default));
        Assert.Equal($"GET /containers/{escaped}/json", seen!.Call);
        await Assert.ThrowsAsync<DockerEngineException>(() => client.AttachContainerAsync(name, default));
        Assert.StartsWith($"POST /containers/{escaped}/attach?", seen.Call, StringComparison.Ordinal);
    }

    [Fact]
    public async Task InspectContainerAsync_ManyCalls_UseOneConnection()
    {
        await using var engine = new ScriptedEngine(request => request.AnswerAsync(200, """{"Id":"a","State":{},"Config":{}}"""));
        using EngineClient client = engine.Client();

        for (int i = 0; i < 500; i++)
            await client.InspectContainerAsync("a", default);

        Assert.Equal(1, engine.Accepted);
    }

    [Fact]
    public async Task InspectContainerAsync_AfterRefusals_UsesTheSameConnection()
    {
        await using var engine = new ScriptedEngine(request => request.AnswerAsync(404, """{"message":"no"}"""));
        using EngineClient client = engine.Client();

        for (int i = 0; i < 20; i++)
            await Assert.ThrowsAsync<DockerEngineException>(() => client.InspectContainerAsync("a", default));

        Assert.Equal(1, engine.Accepted);
    }

    [Fact]
    public async Task InspectContainerAsync_EngineThatRestarted_IsConnectedAgain()
    {
        await using var engine = new ScriptedEngine(request => request.AnswerAsync(200, """{"Id":"a","State":{},"Config":{}}"""));
        using EngineClient client = engine.Client();
        await client.InspectContainerAsync("a", default);

        engine.CutConnections();

        // At most one call sees the cut.
        for (int attempt = 0; ; attempt++)
        {
            try
            {
                Assert.Equal("a", (await client.InspectContainerAsync("a", default)).Id);
                break;
            }
            catch (DockerEngineException) when (attempt == 0)
            {
            }
        }
    }

    [Fact]
    public async Task ListContainersAsync_BasePathOfAProxy_StandsBeforeTheVersion()
    {
        await using var engine = new ScriptedEngine(request => request.AnswerAsync(200, "[]", "Api-Version: 1.41\r\n"), tcp: true) { AnswersPings = false };
        using var client = new EngineClient(EndpointAddress.Parse(engine.Address + "/engines/one/", "the test", tls: null), Limit.Generous, new Surroundings().Build());

        await client.ListContainersAsync([], default);

        Assert.Equal(["/engines/one/_ping", "/engines/one/v1.41/containers/json?all=1&filters=%7B%22label%22%3A%5B%5D%7D"], engine.Targets);
    }

    private static async Task<(T Result, ScriptedRequest Request)> CallAsync<T>(int status, string answer, Func<EngineClient, Task<T>> call, string headers = "")
    {
        ScriptedRequest? seen = null;
        await using var engine = new ScriptedEngine(request => (seen = request).AnswerAsync(status, answer, headers));
        using EngineClient client = engine.Client();
        return (await call(client).InTime(), seen!);
    }

    private static async Task<ScriptedRequest> CallAsync(int status, string answer, Func<EngineClient, Task> call) =>
        (await CallAsync(status, answer, async client =>
        {
            await call(client);
            return true;
        })).Request;
}
