using System.Text.Json;
using PromptWatcher.Sessions;

namespace PromptWatcher.AspNetCore.Tests.Api;

public sealed class SessionApiTests : IAsyncLifetime
{
    private WebHost _host = null!;

    public async Task InitializeAsync() => _host = await WebHost.StartAsync(options => options.MaxSessions = 3);

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task GetEnvironments_Default_AreAllButRecordings()
    {
        (int status, _, JsonElement body) = await _host.SendAsync(HttpMethod.Get, "api/environments");

        Assert.Equal(200, status);
        Assert.Equal(["local"], body.EnumerateArray().Select(item => item.GetProperty("id").GetString()));
    }

    [Fact]
    public async Task Create_Program_RunsItAndTellsNothingOfItsArguments()
    {
        (int status, _, JsonElement body) = await _host.SendAsync(HttpMethod.Post, "api/sessions", new
        {
            id = "one", command = "sh", arguments = new[] { "-c", "echo $VISIBLE; sleep 60 # hidden-argument" }, environment = "local",
            variables = new Dictionary<string, string> { ["VISIBLE"] = "hidden-variable" }, size = new { columns = 90, rows = 20 },
        });

        Assert.Equal(201, status);
        Assert.Equal("one", body.GetProperty("id").GetString());
        Assert.Equal("local", body.GetProperty("environment").GetString());
        Assert.Equal(90, body.GetProperty("size").GetProperty("columns").GetInt32());
        Assert.True(_host.Manager.TryGet("one", out TerminalSession? session));
        await session.WaitUntilShownAsync("hidden-variable");
        (_, _, JsonElement again) = await _host.SendAsync(HttpMethod.Get, "api/sessions/one");
        Assert.DoesNotContain("hidden", again.GetRawText(), StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Null, again.GetProperty("exit").ValueKind);
    }

    [Fact]
    public async Task Create_ByDefault_GivesNoVariablesOfTheServer()
    {
        Environment.SetEnvironmentVariable("PROMPTWATCHER_TEST_TOKEN", "secret-of-the-server");
        await _host.SendAsync(HttpMethod.Post, "api/sessions", new { id = "env", command = "sh", arguments = new[] { "-c", "env; echo end; sleep 60" } });
        Assert.True(_host.Manager.TryGet("env", out TerminalSession? session));

        await session.WaitUntilShownAsync("end");

        Assert.DoesNotContain(session.Snapshot(1_000).Scrollback.Concat(session.Snapshot().Lines), line => line.Contains("secret-of-the-server", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("{\"command\":\"/no/such/program\"}", 422, "environment-failed")]
    [InlineData("{\"command\":\"sh\",\"environment\":\"nowhere\"}", 422, "unknown-id")]
    [InlineData("{\"command\":\"/etc/passwd\",\"environment\":\"replay\"}", 422, "unknown-id")]
    [InlineData("{\"command\":\"sh\",\"agent\":\"nobody\"}", 422, "unknown-id")]
    [InlineData("{\"command\":\"sh\",\"id\":\"../x\"}", 422, "environment-failed")]
    [InlineData("{\"command\":\"sh\",\"size\":{\"columns\":0,\"rows\":5}}", 400, "invalid-request")]
    [InlineData("{\"command\":\"sh\",\"unknown\":1}", 400, "invalid-request")]
    [InlineData("{\"arguments\":[]}", 400, "invalid-request")]
    [InlineData("{\"command\":null}", 400, "invalid-request")]
    [InlineData("{\"command\":7}", 400, "invalid-request")]
    [InlineData("[]", 400, "invalid-request")]
    [InlineData("null", 400, "invalid-request")]
    [InlineData("", 400, "invalid-request")]
    [InlineData("{", 400, "invalid-request")]
    public async Task Create_BadRequest_SaysWhy(string body, int status, string problem)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/sessions") { Content = new StringContent(body, null, "application/json") };

        (int actual, string? name, _) = await _host.SendAsync(request);

        Assert.Equal((status, problem), (actual, name));
        Assert.Empty(_host.Manager.Sessions);
    }

    [Fact]
    public async Task Create_BeyondTheLimits_IsRefused()
    {
        for (int i = 0; i < 3; i++)
            await _host.RunAsync("sleep 60", $"s{i}");

        (int same, string? exists, _) = await _host.SendAsync(HttpMethod.Post, "api/sessions", new { id = "s1", command = "sh" });
        (int more, string? many, _) = await _host.SendAsync(HttpMethod.Post, "api/sessions", new { command = "sh" });

        Assert.Equal((409, "session-exists"), (same, exists));
        Assert.Equal((429, "too-many-sessions"), (more, many));
    }

    [Fact]
    public async Task Create_ManyAtOnce_StartsNoMoreThanTheLimit()
    {
        int[] statuses = await Task.WhenAll(Enumerable.Range(0, 12).Select(async _ => (await _host.SendAsync(HttpMethod.Post, "api/sessions", new { command = "sleep", arguments = new[] { "60" } })).Status));

        Assert.All(statuses, status => Assert.Contains(status, (int[])[201, 429]));
        Assert.InRange(statuses.Count(status => status == 201), 1, 3);
        Assert.Equal(statuses.Count(status => status == 201), _host.Manager.Sessions.Count);
    }

    [Fact]
    public async Task Delete_Session_EndsItsProgramAndForgetsIt()
    {
        TerminalSession session = await _host.RunAsync("sleep 60", "gone");

        (int status, _, _) = await _host.SendAsync(HttpMethod.Delete, "api/sessions/gone");

        Assert.Equal(204, status);
        Assert.True(session.Completion.IsCompleted);
        await Waiting.UntilAsync(() => !_host.Manager.TryGet("gone", out _));
        Assert.Equal(404, (await _host.SendAsync(HttpMethod.Get, "api/sessions/gone")).Status);
    }

    [Fact]
    public async Task Get_ExitedSession_TellsTheCode()
    {
        TerminalSession session = await _host.RunAsync("exit 7", "done");
        await session.Completion.WaitAsync(WebHost.Patience);

        (_, _, JsonElement body) = await _host.SendAsync(HttpMethod.Get, "api/sessions/done");

        Assert.Equal("exited", body.GetProperty("activity").GetString());
        Assert.Equal(7, body.GetProperty("exit").GetProperty("code").GetInt32());
    }

    [Fact]
    public async Task OpenApi_Document_DescribesTheApi()
    {
        (int status, _, JsonElement body) = await _host.SendAsync(HttpMethod.Get, "openapi/promptwatcher.json");

        Assert.Equal(200, status);
        JsonElement paths = body.GetProperty("paths");
        Assert.True(paths.GetProperty("/promptwatcher/api/sessions").GetProperty("post").TryGetProperty("requestBody", out _));
        Assert.True(paths.TryGetProperty("/promptwatcher/api/sessions/{id}/answer", out _));
        Assert.True(paths.TryGetProperty("/promptwatcher/api/events", out _));
    }
}
