using System.Text.Json;
using PromptWatcher.Sessions;

namespace PromptWatcher.AspNetCore.Tests.Events;

public sealed class EventTests : IAsyncLifetime
{
    private WebHost _host = null!;

    public async Task InitializeAsync() => _host = await WebHost.StartAsync(options => options.KeepAlive = TimeSpan.FromSeconds(1));

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task Events_NewReader_IsToldEverythingAndThenChanges()
    {
        TerminalSession first = await _host.RunAsync("sleep 60", "first");
        await KnownAsync("first");
        using EventReader events = await EventReader.OpenAsync(_host);

        (string name, _, JsonElement all) = await events.ReadAsync();
        TerminalSession second = await _host.RunAsync("exit 4", "second");
        (_, _, JsonElement ended) = await events.ReadUntilAsync((name, data) => name == "session" && IsOf(data, "second") && data.GetProperty("exit").ValueKind == JsonValueKind.Object);
        await first.DisposeAsync();
        (_, _, JsonElement removed) = await events.ReadUntilAsync((name, _) => name == "removed");

        Assert.Equal("reset", name);
        Assert.Equal(["first"], all.EnumerateArray().Select(session => session.GetProperty("id").GetString()));
        Assert.Equal(4, ended.GetProperty("exit").GetProperty("code").GetInt32());
        Assert.Equal("first", removed.GetProperty("id").GetString());
        await second.DisposeAsync();
    }

    [Fact]
    public async Task Events_ReaderThatComesAgain_IsToldWhatItMissedAndNoMore()
    {
        // It asks, and so has nothing new to tell of itself.
        await _host.RunAsync("printf 'Remove the folder? [y/N] '; read answer", "stays");
        TerminalSession goes = await _host.RunAsync("sleep 60", "goes");
        await KnownAsync("goes");
        await Waiting.UntilAsync(() => _host.Service<PromptWatcher.AspNetCore.Events.SessionDirectory>().Since(null).Items.Any(change => change.View is { Id: "stays", Prompt: not null }));
        string last;
        using (EventReader events = await EventReader.OpenAsync(_host))
            last = (await events.ReadAsync()).Id;

        await goes.DisposeAsync();
        await _host.RunAsync("sleep 60", "new");
        using EventReader again = await EventReader.OpenAsync(_host, last);
        var told = new List<string>();
        while (!(told.Contains("removed goes") && told.Contains("session new")))
        {
            (string name, _, JsonElement data) = await again.ReadUntilAsync((name, _) => name != "alive");
            Assert.NotEqual("reset", name);
            told.Add($"{name} {data.GetProperty("id").GetString()}");
        }

        Assert.DoesNotContain("session stays", told);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("000000000000-1")]
    [InlineData("-1")]
    [InlineData("")]
    public async Task Events_IdOfAnotherRun_BeginsAnew(string id)
    {
        using EventReader events = await EventReader.OpenAsync(_host, id);

        Assert.Equal("reset", (await events.ReadAsync()).Name);
    }

    [Fact]
    public async Task Events_NothingHappens_SignsOfLifeCome()
    {
        using EventReader events = await EventReader.OpenAsync(_host);
        await events.ReadAsync();

        Assert.Equal("alive", (await events.ReadAsync()).Name);
        Assert.Equal("alive", (await events.ReadAsync()).Name);
    }

    private static bool IsOf(JsonElement session, string id) => session.GetProperty("id").GetString() == id;

    private Task KnownAsync(params string[] ids) => Waiting.UntilAsync(() =>
        ids.All(id => _host.Service<PromptWatcher.AspNetCore.Events.SessionDirectory>().Since(null).Items.Any(change => change.Id == id)));
}
