using System.Net;
using PromptWatcher.Docker.Engine;

namespace PromptWatcher.Docker.Tests.Engine;

public sealed class VersionAgreementTests
{
    private static Task Empty(ScriptedRequest request) => request.AnswerAsync(200, "[]", "Api-Version: 1.41\r\n");

    private static async Task<EngineVersion> AgreeAsync(string headers, Surroundings? surroundings = null)
    {
        await using var engine = new ScriptedEngine(Empty) { PingHeaders = headers };
        using EngineClient client = engine.Client(surroundings: surroundings);
        return await client.GetVersionAsync(default);
    }

    [Theory]
    [InlineData("Api-Version: 1.41\r\n", "1.41", false)]
    [InlineData("API-version: 1.44\r\nServer: Docker/25.0.1 (linux)\r\n", "1.44", false)]
    [InlineData("Api-Version: 1.99\r\n", "1.51", false)]
    [InlineData("Api-Version: 2.0\r\n", "1.51", false)]
    [InlineData("Api-Version: 1.9\r\n", "1.9", false)]
    [InlineData("", "1.24", false)]
    [InlineData("Api-Version: none\r\n", "1.24", false)]
    [InlineData("Api-Version: 1.41\r\nLibpod-Api-Version: 4.3.1\r\n", "1.41", true)]
    [InlineData("Api-Version: 1.41\r\nServer: Libpod/5.0.0 (linux)\r\n", "1.41", true)]
    public async Task GetVersionAsync_HeadersOfAnEngine_GivesTheNewestOfBoth(string headers, string api, bool isPodman) =>
        Assert.Equal(new EngineVersion(Version.Parse(api), isPodman), await AgreeAsync(headers));

    [Theory]
    [InlineData("1.43", "1.43")]
    [InlineData("v1.43", "1.43")]
    public async Task GetVersionAsync_PinnedVersion_IsTaken(string pinned, string api) =>
        Assert.Equal(Version.Parse(api), (await AgreeAsync("Api-Version: 1.45\r\n", new Surroundings { Variables = { ["DOCKER_API_VERSION"] = pinned } })).Api);

    [Fact]
    public async Task GetVersionAsync_PinnedToNonsense_NamesTheVariable()
    {
        var error = await Assert.ThrowsAsync<DockerEngineException>(() => AgreeAsync("Api-Version: 1.45\r\n", new Surroundings { Variables = { ["DOCKER_API_VERSION"] = "new" } }));

        Assert.Contains("DOCKER_API_VERSION is 'new'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetVersionAsync_EngineWithoutHead_AsksWithGet()
    {
        var methods = new List<string>();
        await using var engine = new ScriptedEngine(async request =>
        {
            methods.Add(request.Method);
            await (request.Method == "HEAD" ? request.AnswerAsync(405) : request.AnswerAsync(200, "OK", "Api-Version: 1.30\r\n"));
        }) { AnswersPings = false };
        using EngineClient client = engine.Client();

        Assert.Equal(new Version(1, 30), (await client.GetVersionAsync(default)).Api);
        Assert.Equal(["HEAD", "GET"], methods);
    }

    [Fact]
    public async Task ListContainersAsync_ManyCalls_AskForTheVersionOnce()
    {
        await using var engine = new ScriptedEngine(Empty);
        using EngineClient client = engine.Client();

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => client.ListContainersAsync([], default)));

        Assert.Equal(1, engine.Pings);
        Assert.All(engine.Targets.Where(target => target != "/_ping"), target => Assert.StartsWith("/v1.41/containers/json", target, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("client version 1.41 is too old. Minimum supported API version is 1.44, please upgrade your client to a newer version", "/v1.44/")]
    [InlineData("client version 1.41 is too new. Maximum supported API version is 1.39", "/v1.39/")]
    public async Task ListContainersAsync_RefusedVersion_TakesTheOneThatIsNamed(string refusal, string prefix)
    {
        await using var engine = new ScriptedEngine(request => request.Target.StartsWith(prefix, StringComparison.Ordinal)
            ? request.AnswerAsync(200, "[]", "Api-Version: 1.41\r\n")
            : request.AnswerAsync(400, $$"""{"message":"{{refusal}}"}"""));
        using EngineClient client = engine.Client();

        await client.ListContainersAsync([], default);
        await client.ListContainersAsync([], default);

        Assert.Equal(4, engine.Targets.Count);      // The ping, the refusal, and two calls.
    }

    [Fact]
    public async Task AttachContainerAsync_RefusedVersion_TakesTheOneThatIsNamed()
    {
        await using var engine = new ScriptedEngine(request => request.Target.StartsWith("/v1.44/", StringComparison.Ordinal)
            ? request.SendAsync("HTTP/1.1 101 UPGRADED\r\n\r\n")
            : request.AnswerAsync(400, """{"message":"client version 1.41 is too old. Minimum supported API version is 1.44"}"""));
        using EngineClient client = engine.Client();

        await using EngineStream stream = await client.AttachContainerAsync("x", default);

        Assert.Equal(new Version(1, 44), (await client.GetVersionAsync(default)).Api);
    }

    [Fact]
    public async Task ListContainersAsync_EngineThatNamesAnotherVersionEachTime_IsGivenUp()
    {
        int calls = 0;
        await using var engine = new ScriptedEngine(request => request.AnswerAsync(400, $$"""{"message":"Minimum supported API version is 1.{{50 + Interlocked.Increment(ref calls)}}"}"""));
        using EngineClient client = engine.Client();

        var error = await Assert.ThrowsAsync<DockerEngineException>(() => client.ListContainersAsync([], default));

        Assert.Equal(HttpStatusCode.BadRequest, error.Status);
    }

    [Fact]
    public async Task ListContainersAsync_PinnedVersionRefused_SaysToUnsetIt()
    {
        await using var engine = new ScriptedEngine(request => request.AnswerAsync(400, """{"message":"client version 1.30 is too old. Minimum supported API version is 1.44"}"""));
        using EngineClient client = engine.Client(surroundings: new Surroundings { Variables = { ["DOCKER_API_VERSION"] = "1.30" } });

        var error = await Assert.ThrowsAsync<DockerEngineException>(() => client.ListContainersAsync([], default));

        Assert.Contains("Unset DOCKER_API_VERSION", error.Message, StringComparison.Ordinal);
        Assert.Single(engine.Targets, target => target != "/_ping");
    }

    [Fact]
    public async Task ListContainersAsync_EngineThatCameBackWithAnotherVersion_IsAskedAgain()
    {
        string version = "1.41";
        await using var engine = new ScriptedEngine(request => request.AnswerAsync(200, "[]", $"Api-Version: {version}\r\n"));
        using EngineClient client = engine.Client();
        await client.ListContainersAsync([], default);

        (version, engine.PingHeaders) = ("1.43", "Api-Version: 1.43\r\n");
        await client.ListContainersAsync([], default);

        Assert.Equal(new Version(1, 43), (await client.GetVersionAsync(default)).Api);
    }

    [Fact]
    public async Task ListContainersAsync_AfterACutConnection_AsksForTheVersionAgain()
    {
        bool cut = true;
        await using var engine = new ScriptedEngine(request => cut ? throw new CloseConnection() : Empty(request));
        using EngineClient client = engine.Client();
        await Assert.ThrowsAsync<DockerEngineException>(() => client.ListContainersAsync([], default));

        cut = false;
        engine.PingHeaders = "Api-Version: 1.39\r\n";
        await client.ListContainersAsync([], default);

        Assert.StartsWith("/v1.39/", engine.Targets.Last(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetVersionAsync_CallerWhoGivesUp_LeavesTheOthersTheirAnswer()
    {
        var gate = new TaskCompletionSource();
        await using var engine = new ScriptedEngine(async request =>
        {
            await gate.Task;
            await request.AnswerAsync(200, "", "Api-Version: 1.41\r\n");
        }) { AnswersPings = false };
        using EngineClient client = engine.Client();
        using var canceled = new CancellationTokenSource();
        Task<EngineVersion> first = client.GetVersionAsync(canceled.Token).AsTask();
        Task<EngineVersion> second = client.GetVersionAsync(default).AsTask();

        await canceled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        gate.SetResult();

        Assert.Equal(new Version(1, 41), (await second.InTime()).Api);
    }
}
