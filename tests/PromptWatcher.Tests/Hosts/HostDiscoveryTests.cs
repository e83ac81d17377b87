using Microsoft.Extensions.Logging.Abstractions;
using PromptWatcher.Detection;
using PromptWatcher.Environments;
using PromptWatcher.Hosts;

namespace PromptWatcher.Tests.Hosts;

public sealed class HostDiscoveryTests : IDisposable
{
    private static readonly HostMonitorOptions Options = new()
    {
        QuickInterval = TimeSpan.FromMilliseconds(250), SlowInterval = TimeSpan.FromSeconds(1.5), RetryInterval = TimeSpan.FromSeconds(30),
    };

    private readonly SteppedTime _time = new();
    private readonly GivenProcesses _processes;
    private readonly HostChanges _changes = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly HostDiscovery _discovery;
    private readonly Task _running;

    public HostDiscoveryTests()
    {
        _processes = new GivenProcesses(() => _time.Now);
        _discovery = new HostDiscovery(_processes, _changes, () => AgentProfiles.Default, Options, _time, NullLogger.Instance);
        _running = _discovery.RunAsync(_stop.Token);
    }

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }

    [Fact]
    public async Task RunAsync_NothingChanges_LooksMoreAndMoreSeldomUpToTheSlowInterval()
    {
        Assert.Equal([0, 500, 1_500, 3_000, 4_500, 6_000], await LooksAsync(TimeSpan.FromSeconds(7)));
    }

    [Fact]
    public async Task RunAsync_SomethingChanges_LooksSoonAgain()
    {
        await LooksAsync(TimeSpan.FromSeconds(5));
        _processes.Present = [HostTerminalsTests.Leader(100, "bash", "bash")];

        Assert.Equal([6_000, 6_250, 6_750, 7_750, 9_250], await LooksAsync(TimeSpan.FromSeconds(5)));
    }

    [Fact]
    public async Task Nudge_WhileItWaits_LooksAtOnceButNoCloserThanTheQuickInterval()
    {
        await LooksAsync(TimeSpan.FromSeconds(5));
        int before = _processes.Looks;

        _discovery.Nudge();
        await _processes.LookedAsync(before + 1);
        Assert.Equal(_time.Now + Options.SlowInterval, await _time.NextAsync());
        _discovery.Nudge();
        Assert.Equal(_time.Now + Options.QuickInterval, await _time.NextAsync());
        await LooksAsync(Options.QuickInterval);

        await _processes.LookedAsync(before + 2);
    }

    [Fact]
    public async Task RunAsync_HostCannotBeRead_TriesMoreAndMoreSeldomAndKeepsWhatItKnows()
    {
        _processes.Present = [HostTerminalsTests.Leader(100, "bash", "bash")];
        await LooksAsync(TimeSpan.FromSeconds(1));
        _processes.Problem = new EnvironmentException("away");

        List<int> tries = await LooksAsync(TimeSpan.FromSeconds(200));

        Assert.Equal(30_000, tries[^1] - tries[^2]);
        Assert.True(tries.Count < 14, string.Join(' ', tries));
        Assert.Equal(HostMonitorState.Away, _discovery.Status.State);
        Assert.Same(_processes.Problem, _discovery.Status.Problem);
        Assert.Single(_changes.Terminals);
    }

    [Fact]
    public async Task RunAsync_HostIsBack_FollowsItAgain()
    {
        _processes.Problem = new EnvironmentException("away");
        await LooksAsync(TimeSpan.FromSeconds(60));
        _processes.Problem = null;
        _processes.Present = [HostTerminalsTests.Leader(100, "bash", "bash")];

        await LooksAsync(TimeSpan.FromSeconds(30));

        Assert.Equal(HostMonitorState.Watching, _discovery.Status.State);
        Assert.Null(_discovery.Status.Problem);
        Assert.Single(_changes.Terminals);
    }

    [Fact]
    public async Task WatchAsync_WhatComesAndGoes_IsToldAfterWhatIsThere()
    {
        ProcessFacts one = HostTerminalsTests.Leader(100, "bash", "bash"), other = HostTerminalsTests.Leader(200, "bash", "bash");
        _processes.Present = [one];
        await LooksAsync(TimeSpan.FromSeconds(2));
        await using IAsyncEnumerator<HostTerminalEvent> events = _changes.WatchAsync(default).GetAsyncEnumerator();

        Assert.IsType<HostTerminalAppeared>(await NextAsync(events));
        _processes.Present = [one with { WorkingDirectory = "/tmp" }, other];
        await LooksAsync(TimeSpan.FromSeconds(2));
        Assert.Equal(200, Assert.IsType<HostTerminalAppeared>(await SkipAsync(events, happened => happened is HostTerminalChanged { Terminal.WorkingDirectory: "/tmp", Before.WorkingDirectory: null })).Terminal.ProcessId);
        _processes.Present = [other];
        await LooksAsync(TimeSpan.FromSeconds(2));
        Assert.Equal(100, Assert.IsType<HostTerminalVanished>(await NextAsync(events)).Terminal.ProcessId);
    }

    [Fact]
    public async Task RunAsync_Cancelled_KnowsNothingMore()
    {
        _processes.Present = [HostTerminalsTests.Leader(100, "bash", "bash")];
        await LooksAsync(TimeSpan.FromSeconds(2));
        await using IAsyncEnumerator<HostTerminalEvent> events = _changes.WatchAsync(default).GetAsyncEnumerator();
        await NextAsync(events);

        await _stop.CancelAsync();
        await _running;

        Assert.IsType<HostTerminalVanished>(await NextAsync(events));
        Assert.Equal(HostMonitorState.Stopped, _discovery.Status.State);
        _changes.End();
        Assert.False(await events.MoveNextAsync());
    }

    /// <summary>When it looks in a time from now on, in milliseconds since the beginning.</summary>
    private async Task<List<int>> LooksAsync(TimeSpan time)
    {
        int before = _time.Now == TimeSpan.Zero ? 0 : _processes.Looks;
        await _time.RunUntilAsync(_time.Now + time);
        return [.. _processes.LookedAt.Skip(before).Select(at => (int)at.TotalMilliseconds)];
    }

    private static async Task<HostTerminalEvent> NextAsync(IAsyncEnumerator<HostTerminalEvent> events)
    {
        Assert.True(await events.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(60)));
        return events.Current;
    }

    private static async Task<HostTerminalEvent> SkipAsync(IAsyncEnumerator<HostTerminalEvent> events, Predicate<HostTerminalEvent> first)
    {
        Assert.True(first(await NextAsync(events)));
        return await NextAsync(events);
    }
}
