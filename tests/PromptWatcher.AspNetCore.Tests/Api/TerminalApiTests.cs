using System.Text.Json;
using PromptWatcher.Detection;
using PromptWatcher.Environments;
using PromptWatcher.Hosts.Captures;
using PromptWatcher.Sessions;
using PromptWatcher.Terminal;

namespace PromptWatcher.AspNetCore.Tests.Api;

public sealed class TerminalApiTests : IAsyncLifetime
{
    private const string Ask = "printf 'Remove the folder? [y/N] '; read answer; echo \"answered <$answer>\"; sleep 60";

    private WebHost _host = null!;

    public async Task InitializeAsync() => _host = await WebHost.StartAsync(options => options.MaxInputBytesPerSecond = 1_024);

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task Answer_PromptThatIsAsked_ReachesTheProgram()
    {
        TerminalSession session = await _host.RunAsync(Ask, "ask");
        Prompt prompt = (await session.WaitForAsync(state => state.Prompt is not null).WaitAsync(WebHost.Patience)).Prompt!;
        (_, _, JsonElement view) = await _host.SendAsync(HttpMethod.Get, "api/sessions/ask");
        JsonElement asked = view.GetProperty("prompt");
        Assert.Equal("awaiting", view.GetProperty("activity").GetString());
        Assert.Contains("Remove the folder?", asked.GetProperty("question").GetString(), StringComparison.Ordinal);
        string label = asked.GetProperty("options")[0].GetProperty("label").GetString()!;

        (int wrong, string? gone, _) = await _host.SendAsync(HttpMethod.Post, "api/sessions/ask/answer", new { epoch = session.Epoch, prompt = prompt.Id + 1, option = label });
        (int unknown, _, _) = await _host.SendAsync(HttpMethod.Post, "api/sessions/ask/answer", new { epoch = session.Epoch, prompt = prompt.Id, option = "nothing of the kind" });
        (int moved, string? other, _) = await _host.SendAsync(HttpMethod.Post, "api/sessions/ask/answer", new { epoch = session.Epoch, prompt = prompt.Id, index = 0, option = "another" });
        (int right, _, _) = await _host.SendAsync(HttpMethod.Post, "api/sessions/ask/answer", new { epoch = session.Epoch, prompt = prompt.Id, index = 0, option = label });
        (int twice, string? late, _) = await _host.SendAsync(HttpMethod.Post, "api/sessions/ask/answer", new { epoch = session.Epoch, prompt = prompt.Id, index = 0 });

        Assert.Equal((409, "prompt-gone"), (wrong, gone));
        Assert.Equal(400, unknown);
        Assert.Equal((409, "prompt-gone"), (moved, other));
        Assert.Equal(204, right);
        Assert.Equal((409, "prompt-gone"), (twice, late));
        await session.WaitUntilShownAsync("answered <y>");
    }

    [Fact]
    public async Task Answer_OfAnotherRun_ReachesNothing()
    {
        TerminalSession first = await _host.RunAsync(Ask, "ask");
        Prompt meant = (await first.WaitForAsync(state => state.Prompt is not null).WaitAsync(WebHost.Patience)).Prompt!;
        (_, _, JsonElement view) = await _host.SendAsync(HttpMethod.Get, "api/sessions/ask");
        await first.DisposeAsync();
        await Waiting.UntilAsync(() => !_host.Manager.TryGet("ask", out _));
        TerminalSession second = await _host.RunAsync(Ask, "ask");
        Prompt asked = (await second.WaitForAsync(state => state.Prompt is not null).WaitAsync(WebHost.Patience)).Prompt!;
        string? epoch = view.GetProperty("epoch").GetString();

        (int stale, string? gone, _) = await _host.SendAsync(HttpMethod.Post, "api/sessions/ask/answer", new { epoch, prompt = meant.Id, index = 0 });
        (int unnamed, string? invalid, _) = await _host.SendAsync(HttpMethod.Post, "api/sessions/ask/answer", new { prompt = asked.Id, index = 0 });
        (int whole, _, _) = await _host.SendAsync(HttpMethod.Post, "api/sessions/ask/answer", new { epoch = second.Epoch, index = 0 });

        Assert.Equal((first.Epoch, asked.Id), (epoch, meant.Id));
        Assert.Equal((409, "prompt-gone"), (stale, gone));
        Assert.Equal((400, "invalid-request"), (unnamed, invalid));
        Assert.Equal(400, whole);
        Assert.Equal(asked, second.State.Prompt);
    }

    [Fact]
    public async Task Answer_Text_ReachesTheProgram()
    {
        TerminalSession session = await _host.RunAsync("printf 'Your name: '; read name; echo \"hello <$name>\"; sleep 60", "text");
        Prompt prompt = (await session.WaitForAsync(state => state.Prompt is not null).WaitAsync(WebHost.Patience)).Prompt!;

        (int both, _, _) = await _host.SendAsync(HttpMethod.Post, "api/sessions/text/answer", new { epoch = session.Epoch, prompt = prompt.Id, options = new[] { "a" }, text = "x" });
        (int none, _, _) = await _host.SendAsync(HttpMethod.Post, "api/sessions/text/answer", new { epoch = session.Epoch, prompt = prompt.Id });
        (int right, _, _) = await _host.SendAsync(HttpMethod.Post, "api/sessions/text/answer", new { epoch = session.Epoch, prompt = prompt.Id, text = "Ada" });

        Assert.Equal((400, 400, 204), (both, none, right));
        await session.WaitUntilShownAsync("hello <Ada>");
    }

    [Fact]
    public async Task Input_TextAndBytes_AreTyped()
    {
        TerminalSession session = await _host.RunAsync("echo ready; cat", "cat");
        await session.WaitUntilShownAsync("ready");

        Assert.Equal(204, (await _host.SendAsync(HttpMethod.Post, "api/sessions/cat/input", new { text = "one\n" })).Status);
        Assert.Equal(204, (await _host.SendAsync(HttpMethod.Post, "api/sessions/cat/input", new { base64 = Convert.ToBase64String("two\n"u8) })).Status);
        Assert.Equal(204, (await _host.SendAsync(HttpMethod.Post, "api/sessions/cat/input", new { text = "three", paste = true })).Status);

        await session.WaitUntilShownAsync("one");
        await session.WaitUntilShownAsync("two");
        await session.WaitUntilShownAsync("three");
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"text\":\"a\",\"base64\":\"YQ==\"}")]
    [InlineData("{\"base64\":\"***\"}")]
    [InlineData("{\"base64\":\"YQ==\",\"paste\":true}")]
    [InlineData("{\"text\":\"\\u001b\",\"paste\":true}")]
    [InlineData("{\"text\":1}")]
    public async Task Input_Nonsense_IsRefused(string body)
    {
        await _host.RunAsync("cat", "cat");
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/sessions/cat/input") { Content = new StringContent(body, null, "application/json") };

        (int status, string? problem, _) = await _host.SendAsync(request);

        Assert.Equal((400, "invalid-request"), (status, problem));
    }

    [Fact]
    public async Task Input_TooMuchAtOnce_IsRefused()
    {
        await _host.RunAsync("cat > /dev/null", "cat");

        (int first, _, _) = await _host.SendAsync(HttpMethod.Post, "api/sessions/cat/input", new { text = new string('x', 1_000) + "\n" });
        (int second, string? problem, _) = await _host.SendAsync(HttpMethod.Post, "api/sessions/cat/input", new { text = new string('x', 4_000) + "\n" });

        Assert.Equal(204, first);
        Assert.Equal((429, "too-many-input"), (second, problem));
    }

    [Fact]
    public async Task Input_AfterTheEnd_SaysSo()
    {
        TerminalSession session = await _host.RunAsync("exit 0", "over");
        await session.Completion.WaitAsync(WebHost.Patience);

        (int status, string? problem, _) = await _host.SendAsync(HttpMethod.Post, "api/sessions/over/input", new { text = "x" });

        Assert.Equal((409, "session-ended"), (status, problem));
        Assert.Equal(204, (await _host.SendAsync(HttpMethod.Post, "api/sessions/over/resize", new { columns = 50, rows = 10 })).Status);
        Assert.Equal(204, (await _host.SendAsync(HttpMethod.Post, "api/sessions/over/signal", new { signal = "KILL" })).Status);
    }

    [Fact]
    public async Task Resize_Session_ChangesItsTerminal()
    {
        TerminalSession session = await _host.RunAsync("sleep 60", "size");

        Assert.Equal(204, (await _host.SendAsync(HttpMethod.Post, "api/sessions/size/resize", new { columns = 50, rows = 10 })).Status);
        Assert.Equal(400, (await _host.SendAsync(HttpMethod.Post, "api/sessions/size/resize", new { columns = 50_000, rows = 10 })).Status);

        Assert.Equal(new TerminalSize(50, 10), session.Size);
    }

    [Fact]
    public async Task Signal_Interrupt_ReachesTheProgram()
    {
        TerminalSession session = await _host.RunAsync("trap 'echo caught; exit 3' INT; echo ready; while :; do sleep 0.05; done", "signal");
        await session.WaitUntilShownAsync("ready");

        Assert.Equal(400, (await _host.SendAsync(HttpMethod.Post, "api/sessions/signal/signal", new { signal = "SEGV" })).Status);
        Assert.Equal(204, (await _host.SendAsync(HttpMethod.Post, "api/sessions/signal/signal", new { signal = "INT" })).Status);

        Assert.Equal(3, (await session.Completion.WaitAsync(WebHost.Patience)).ExitCode);
    }

    [Fact]
    public async Task Snapshot_EachFormat_ShowsTheTerminal()
    {
        TerminalSession session = await _host.RunAsync("seq 1 40; printf '\\033[31mred\\033[m end'; sleep 60", "shot");
        await session.WaitUntilShownAsync("red end");

        (_, _, JsonElement json) = await _host.SendAsync(HttpMethod.Get, "api/sessions/shot/snapshot?scrollback=2");
        string text = await _host.Http.GetStringAsync(new Uri("api/sessions/shot/snapshot?format=text&scrollback=1", UriKind.Relative));
        byte[] vt = await _host.Http.GetByteArrayAsync(new Uri("api/sessions/shot/snapshot?format=vt", UriKind.Relative));

        Assert.Equal(["16", "17"], json.GetProperty("scrollback").EnumerateArray().Select(line => line.GetString()));
        Assert.Equal("red end", json.GetProperty("lines")[23].GetString());
        Assert.StartsWith("17\n18\n", text, StringComparison.Ordinal);
        var shown = new Screen(new TerminalSize(80, 24));
        shown.Write(vt);
        Assert.Equal("red end", shown.LineText(23));
        foreach (string query in new[] { "format=png", "scrollback=-1", "scrollback=10001", "scrollback=x" })
            Assert.Equal(400, (await _host.SendAsync(HttpMethod.Get, $"api/sessions/shot/snapshot?{query}")).Status);
    }

    [Fact]
    public async Task Control_MuchTooOften_IsRefusedWhateverItIs()
    {
        TerminalSession session = await _host.RunAsync("trap '' INT; echo ready; sleep 60", "one");
        await session.WaitUntilShownAsync("ready");
        HashSet<(string, int, string?)> answers = [];

        // They come back with time, so that one that follows a refusal may pass.
        for (int i = 0; i < 1_000 && answers.Count < 4; i++)
        {
            (int status, string? problem, _) = await _host.SendAsync(HttpMethod.Post, "api/sessions/one/resize", new { columns = 80 + (i % 2), rows = 24 });
            answers.Add(("resize", status, problem));
            (status, problem, _) = await _host.SendAsync(HttpMethod.Post, "api/sessions/one/signal", new { signal = "INT" });
            answers.Add(("signal", status, problem));
        }

        Assert.Equal([("resize", 204, null), ("resize", 429, "too-many-controls"), ("signal", 204, null), ("signal", 429, "too-many-controls")], answers.Order());
    }

    [Fact]
    public async Task Terminal_ThatIsOnlyWatched_SaysSoAndRefusesEverything()
    {
        TerminalSession session = _host.Manager.Adopt(new CapturedPty(new PtyInfo("watched", null, ["top"], DateTimeOffset.UtcNow)), TerminalSize.Default);
        string path = $"api/sessions/{session.Id}";

        Assert.True((await _host.SendAsync(HttpMethod.Get, path)).Body.GetProperty("isReadOnly").GetBoolean());
        foreach ((string what, object body) in new (string, object)[] { ("input", new { text = "x" }), ("resize", new { columns = 80, rows = 25 }), ("signal", new { signal = "KILL" }), ("tickets", new { role = "writer" }) })
            Assert.Equal((409, "read-only"), (await _host.SendAsync(HttpMethod.Post, $"{path}/{what}", body)) is var (status, problem, _) ? (status, problem) : default);
        Assert.Equal(201, (await _host.SendAsync(HttpMethod.Post, $"{path}/tickets", new { role = "viewer" })).Status);
    }
}
