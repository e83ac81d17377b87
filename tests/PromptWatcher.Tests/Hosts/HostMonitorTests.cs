using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using PromptWatcher.Environments;
using PromptWatcher.Hosts;
using PromptWatcher.Sessions;
using PromptWatcher.Tests.Sessions;

namespace PromptWatcher.Tests.Hosts;

public sealed class HostMonitorTests : IAsyncLifetime
{
    private readonly SessionManager _sessions = new();
    private readonly GivenProcesses _processes = new(() => TimeSpan.Zero) { Present = [HostTerminalsTests.Leader(100, "bash", "bash")] };

    private static string Id => "pts-1-100-1000";

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _sessions.DisposeAsync();

    [Fact]
    public async Task StartAsync_TerminalThatCanBeCaptured_IsASessionOfItsId()
    {
        var capture = new GivenCapture();
        await using HostMonitor monitor = Monitor(capture);

        await monitor.StartAsync();
        PipedProcess process = await capture.OpenedAsync();
        TerminalSession session = await SessionAsync();
        process.Print("hello"u8);

        Assert.Equal(Id, Assert.Single(monitor.Terminals).Id);
        Assert.Equal("hello", session.Snapshot().Lines[0].TrimEnd());
    }

    [Fact]
    public async Task Monitor_TerminalVanishes_EndsItsSession()
    {
        var capture = new GivenCapture();
        await using HostMonitor monitor = Monitor(capture);
        await monitor.StartAsync();
        await capture.OpenedAsync();
        TerminalSession session = await SessionAsync();

        _processes.Present = [];

        await session.Completion.WaitAsync(TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task StopAsync_WithASession_EndsItAndLetsGoOfTheHost()
    {
        var capture = new GivenCapture();
        await using HostMonitor monitor = Monitor(capture);
        await monitor.StartAsync();
        await capture.OpenedAsync();
        TerminalSession session = await SessionAsync();

        await monitor.StopAsync();

        Assert.True(session.Completion.IsCompleted);
        Assert.True(_processes.IsDisposed);
        Assert.Empty(monitor.Terminals);
        Assert.Equal(HostMonitorState.Stopped, monitor.Status.State);
    }

    [Fact]
    public async Task Monitor_FirstWayFails_TakesTheNextThatCan()
    {
        var refusing = new GivenCapture { CanDo = false };
        var failing = new GivenCapture { Problem = new EnvironmentException("no") };
        var working = new GivenCapture();
        await using HostMonitor monitor = Monitor(refusing, failing, working);

        await monitor.StartAsync();
        await working.OpenedAsync();

        Assert.Equal((0, 1), (refusing.Tried, failing.Tried));
    }

    [Fact]
    public async Task Monitor_CaptureEndsBeforeItsTerminal_CapturesAgain()
    {
        var capture = new GivenCapture();
        await using HostMonitor monitor = Monitor(capture);
        await monitor.StartAsync();
        PipedProcess first = await capture.OpenedAsync();

        await first.KillAsync();

        Assert.NotSame(first, await capture.OpenedAsync());
    }

    [Fact]
    public async Task Monitor_TerminalsThatAreNotWanted_AreOnlyListed()
    {
        var capture = new GivenCapture();
        var options = new HostMonitorOptions { Capture = terminal => terminal.ProcessId == 100 ? throw new InvalidOperationException() : terminal.ProcessId == 300 };
        _processes.Present = [.. _processes.Present, HostTerminalsTests.Leader(200, "bash"), HostTerminalsTests.Leader(300, "bash")];
        await using var monitor = new HostMonitor(_sessions, new HostSource(() => _processes, [capture]), options);

        await monitor.StartAsync();
        await capture.OpenedAsync();

        Assert.Equal(1, capture.Tried);
        Assert.Equal(3, monitor.Terminals.Count);
    }

    [Fact]
    public async Task StartAsync_HostThatCannotBeRead_IsAwayAndSaysWhy()
    {
        _processes.Problem = new EnvironmentException("no such host");
        await using HostMonitor monitor = Monitor();

        await monitor.StartAsync();

        Assert.Equal((HostMonitorState.Away, "no such host"), (monitor.Status.State, monitor.Status.Problem?.Message));
    }

    [Fact]
    public async Task DisposeAsync_WhileWatched_EndsTheWatchingAndRefusesAStart()
    {
        HostMonitor monitor = Monitor();
        IAsyncEnumerator<HostTerminalEvent> events = monitor.WatchAsync().GetAsyncEnumerator();
        ValueTask<bool> first = events.MoveNextAsync();
        await monitor.StartAsync();
        Assert.True(await first);

        await monitor.DisposeAsync();

        while (await events.MoveNextAsync())
            Assert.IsType<HostTerminalVanished>(events.Current);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => monitor.StartAsync());
    }

    [Fact]
    public async Task AddHostMonitor_InAnApplication_StartsAndStopsWithIt()
    {
        var services = new ServiceCollection();
        services.AddPromptWatcher().AddHostMonitor(options => options.Capture = static _ => false);
        await using ServiceProvider provider = services.BuildServiceProvider();
        IHostedService service = Assert.Single(provider.GetServices<IHostedService>(), service => service is HostMonitorService);
        var monitor = provider.GetRequiredService<HostMonitor>();

        await service.StartAsync(default);
        await monitor.StartAsync();
        Assert.NotEqual(HostMonitorState.Stopped, monitor.Status.State);
        await service.StopAsync(default);

        Assert.Equal(HostMonitorState.Stopped, monitor.Status.State);
    }

    [Theory]
    [InlineData(10, 1_500, 30_000, "QuickInterval")]
    [InlineData(250, 100, 30_000, "SlowInterval")]
    [InlineData(250, 1_500, 1_000, "RetryInterval")]
    [InlineData(250, 100_000, 200_000, "SlowInterval")]
    public void Constructor_IntervalOutOfRange_SaysWhich(int quick, int slow, int retry, string expected)
    {
        var options = new HostMonitorOptions { QuickInterval = TimeSpan.FromMilliseconds(quick), SlowInterval = TimeSpan.FromMilliseconds(slow), RetryInterval = TimeSpan.FromMilliseconds(retry) };

        var error = Assert.Throws<OptionsValidationException>(() => new HostMonitor(_sessions, options));

        Assert.Contains($"HostMonitorOptions.{expected} is", error.Message, StringComparison.Ordinal);
    }

    private HostMonitor Monitor(params ITerminalCapture[] ways) => new(_sessions, new HostSource(() => _processes, ways), new HostMonitorOptions
    {
        QuickInterval = TimeSpan.FromMilliseconds(50), SlowInterval = TimeSpan.FromMilliseconds(50),
    });

    private async Task<TerminalSession> SessionAsync()
    {
        await foreach (IReadOnlyCollection<TerminalSession> _ in _sessions.WatchSessionsAsync())
        {
            if (_sessions.TryGet(Id, out TerminalSession? session))
                return session;
        }

        throw new InvalidOperationException("There is no such session.");
    }
}
