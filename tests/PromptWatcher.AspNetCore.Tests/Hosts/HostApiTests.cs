using System.Text.Json;

namespace PromptWatcher.AspNetCore.Tests.Hosts;

public sealed class HostApiTests
{
    [Fact]
    public async Task Hosts_WithoutAMonitor_AreNotThere()
    {
        await using WebHost host = await WebHost.StartAsync();

        foreach ((HttpMethod method, string path) in new[] { (HttpMethod.Get, "api/hosts"), (HttpMethod.Post, "api/hosts/start"), (HttpMethod.Post, "api/hosts/stop") })
            Assert.Equal((404, "no-host-monitor"), (await host.SendAsync(method, path)) is var (status, problem, _) ? (status, problem) : default);
    }

    [SkippableFact]
    public async Task Hosts_TerminalsOfOthers_AreToldWithoutArgumentsUntilTheMonitorIsStopped()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "Only Linux has /proc.");
        await using OtherTerminals others = await OtherTerminals.StartAsync();
        Assert.Equal(204, (await others.Host.SendAsync(HttpMethod.Post, "api/hosts/start")).Status);

        JsonElement[] found = [];
        await Waiting.UntilAsync(async () => (found = await OursAsync(others)).Length == 2 && found.Any(static terminal => terminal.GetProperty("session").GetString() is not null));
        JsonElement captured = found.Single(static terminal => terminal.GetProperty("session").GetString() is not null);
        JsonElement seen = found.Single(static terminal => terminal.GetProperty("session").GetString() is null);
        Assert.Equal(("tmux", "sh"), (captured.GetProperty("parent").GetString(), captured.GetProperty("foreground").GetString()));
        Assert.Equal("sleep", seen.GetProperty("foreground").GetString());
        Assert.DoesNotContain("600", seen.GetRawText().Replace(seen.GetProperty("startedAt").GetRawText(), "", StringComparison.Ordinal).Replace(seen.GetProperty("id").GetRawText(), "", StringComparison.Ordinal), StringComparison.Ordinal);

        string session = $"api/sessions/{captured.GetProperty("session").GetString()}";
        await Waiting.UntilAsync(async () => (await others.Host.SendAsync(HttpMethod.Get, session)).Body.GetProperty("prompt").ValueKind == JsonValueKind.Object);
        Assert.Equal((409, "read-only"), (await others.Host.SendAsync(HttpMethod.Post, $"{session}/input", new { text = "y\n" })) is var (status, problem, _) ? (status, problem) : default);

        Assert.Equal(204, (await others.Host.SendAsync(HttpMethod.Post, "api/hosts/stop")).Status);
        Assert.Equal("stopped", (await others.Host.SendAsync(HttpMethod.Get, "api/hosts")).Body.GetProperty("state").GetString());
        Assert.Empty(await OursAsync(others));
        Assert.Equal("ready\nGo on? [y/N]", others.Shown.TrimEnd());
    }

    private static async Task<JsonElement[]> OursAsync(OtherTerminals others) =>
        [.. (await others.Host.SendAsync(HttpMethod.Get, "api/hosts")).Body.GetProperty("terminals").EnumerateArray().Where(terminal => terminal.GetProperty("workingDirectory").GetString() == others.Folder)];
}
