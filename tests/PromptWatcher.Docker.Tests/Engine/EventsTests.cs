using System.Text;
using PromptWatcher.Docker.Engine;

namespace PromptWatcher.Docker.Tests.Engine;

public sealed class EventsTests
{
    private const string Die = """{"status":"die","id":"abc","Type":"container","Action":"die","Actor":{"ID":"abc","Attributes":{"exitCode":"3","pw":"1"}},"scope":"local","time":1,"timeNano":1000000001}""";

    private static async Task<List<EngineEvent>> WatchAsync(string body, string? ping = null)
    {
        await using var engine = new ScriptedEngine(async request =>
        {
            await request.SendAsync(Encoding.UTF8.GetBytes("HTTP/1.1 200 OK\r\n\r\n" + body));
            throw new CloseConnection();
        });
        engine.PingHeaders = ping ?? engine.PingHeaders;
        using EngineClient client = engine.Client();
        return await client.WatchEventsAsync(["k=v"], default).ToListAsync().AsTask().InTime();
    }

    [Fact]
    public async Task WatchEventsAsync_Lines_AreEvents()
    {
        List<EngineEvent> events = await WatchAsync(Die + "\n\r\n" + Die.Replace("die", "start", StringComparison.Ordinal) + "\r\n" + Die);

        Assert.Equal(["die", "start", "die"], events.Select(each => each.Action));
        Assert.Equal(("container", "abc", "3", 1000000001), (events[0].Type, events[0].Actor.Id, events[0].Actor.Attributes!["exitCode"], events[0].TimeNano));
    }

    [Fact]
    public async Task WatchEventsAsync_PodmansWords_AreDockers()
    {
        List<EngineEvent> events = await WatchAsync("""
            {"Type":"container","Action":"exec_died","Actor":{"ID":"a","Attributes":null},"timeNano":1}
            {"Type":"container","Action":"remove","Actor":{"ID":"a"}}
            """);

        Assert.Equal(["exec_die", "destroy"], events.Select(each => each.Action));
    }

    [Fact]
    public async Task WatchEventsAsync_LongLine_IsWhole()
    {
        string label = new('x', 300_000);

        List<EngineEvent> events = await WatchAsync(Die.Replace("\"pw\":\"1\"", $"\"pw\":\"{label}\"", StringComparison.Ordinal) + "\n");

        Assert.Equal(label, events.Single().Actor.Attributes!["pw"]);
    }

    [Fact]
    public async Task WatchEventsAsync_EventWithoutItsParts_IsPassedOver() => Assert.Single(await WatchAsync("{}\n{\"Action\":\"die\"}\n{\"Action\":\"die\",\"Actor\":{\"ID\":null}}\n" + Die));

    [Fact]
    public async Task WatchEventsAsync_LineThatIsNoJson_IsATypedError() => await Assert.ThrowsAsync<DockerEngineException>(() => WatchAsync(Die + "\nnonsense\n"));

    [Fact]
    public async Task WatchEventsAsync_LineWithoutEnd_IsATypedError()
    {
        await using var engine = new ScriptedEngine(async request =>
        {
            await request.SendAsync("HTTP/1.1 200 OK\r\n\r\n");
            byte[] piece = new byte[1_000_000];
            piece.AsSpan().Fill((byte)' ');
            while (true)
                await request.SendAsync(piece);
        });
        using EngineClient client = engine.Client();

        var error = await Assert.ThrowsAsync<DockerEngineException>(() => client.WatchEventsAsync([], default).ToListAsync().AsTask().InTime());

        Assert.Contains("16777216 bytes", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WatchEventsAsync_SilentEngine_IsWaitedForBeyondTheTimeout()
    {
        var passed = new TaskCompletionSource();
        string? target = null;
        await using var engine = new ScriptedEngine(async request =>
        {
            target = Uri.UnescapeDataString(request.Call);
            await request.SendAsync("HTTP/1.1 200 OK\r\n\r\n");
            await passed.Task;
            await request.SendAsync(Die + "\n");
            throw new CloseConnection();
        });
        using EngineClient client = engine.Client(TimeSpan.FromMilliseconds(200));
        ValueTask<List<EngineEvent>> watching = client.WatchEventsAsync(["k=v"], default).ToListAsync();

        // A call of another client with the same timeout ends after it: so the timeout is over.
        await using var never = new ScriptedEngine(_ => passed.Task);
        using EngineClient other = never.Client(TimeSpan.FromMilliseconds(400));
        await Assert.ThrowsAsync<DockerEngineException>(() => other.ListContainersAsync([], default));
        passed.SetResult();

        Assert.Single(await watching.AsTask().InTime());
        Assert.Equal("""GET /events?filters={"label":["k=v"],"type":["container"]}""", target);
    }
}
