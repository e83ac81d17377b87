using System.Diagnostics;
using PromptWatcher.Sessions;
using Xunit.Abstractions;

namespace PromptWatcher.AspNetCore.Tests.Sockets;

/// <summary>A network that goes and comes: all viewers are cut at once, and all come again.</summary>
public sealed class ReturnTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const int Sessions = 20;

    private static readonly int Viewers = int.TryParse(Environment.GetEnvironmentVariable("PROMPTWATCHER_WEB_RETURNS"), out int value) ? value : 100;

    private WebHost _host = null!;

    public async Task InitializeAsync() => _host = await WebHost.StartAsync(options => options.MaxViewersPerSession = 1_000);

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task Viewers_CutAtOnce_AllComeBackToWhereTheyWere()
    {
        TerminalSession[] sessions = [.. await Task.WhenAll(Enumerable.Range(0, Sessions).Select(i => _host.RunAsync("stty -echo; echo ready; exec cat", $"s{i}").AsTask()))];
        SocketClient[] viewers = await Task.WhenAll(Enumerable.Range(0, Viewers).Select(i => SocketClient.OpenAsync(_host, $"s{i % Sessions}")));
        await Task.WhenAll(viewers.Select(viewer => viewer.ReadUntilShownAsync("ready")));

        foreach (SocketClient viewer in viewers)
            await viewer.DisposeAsync();
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(sessions.Select(session => session.TypeAsync("missed\n"u8.ToArray()).AsTask()));
        SocketClient[] again = await Task.WhenAll(viewers.Select((viewer, i) => SocketClient.OpenAsync(_host, $"s{i % Sessions}", from: viewer)));
        await Task.WhenAll(again.Select(viewer => viewer.ReadUntilShownAsync("missed")));
        output.WriteLine($"{Viewers} viewers were back after {watch.Elapsed.TotalSeconds:0.00} s.");

        Assert.All(again, viewer => Assert.Equal(0, viewer.Snapshots));
        foreach (SocketClient viewer in again)
            await viewer.DisposeAsync();
    }
}
