using System.Diagnostics;
using System.Globalization;
using PromptWatcher.Hosts;
using PromptWatcher.Sessions;

namespace PromptWatcher.Benchmarks.Hosts;

/// <summary>Measures a monitor of a host where nothing happens.</summary>
/// <param name="how">How it reads the host.</param>
/// <param name="monitor">The monitor.</param>
/// <param name="sessions">Has a session for each terminal that it captures.</param>
/// <param name="asked">Words in the command lines of those that do something for it: tmux and the engine.</param>
/// <param name="findContainer">Finds the process of the container that reads for it, where there is one.</param>
internal sealed class IdleHost(string how, HostMonitor monitor, SessionManager sessions, IReadOnlyList<string> asked, Func<Task<string>>? findContainer)
{
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(5);

    /// <summary>Until the terminals are no longer young, and the code has run so often that it is compiled as in an application of long standing.</summary>
    private static readonly TimeSpan Warming = TimeSpan.FromSeconds(15);

    internal static async Task WarmAsync(HostMonitor monitor)
    {
        await monitor.StartAsync();
        await Task.Delay(Warming);
    }

    internal async Task RunAsync(TimeSpan window)
    {
        await monitor.StartAsync();
        if (monitor.Status.Problem is { } problem)
            throw problem;
        string? container = findContainer is null ? null : await findContainer();
        await SettleAsync();

        (TimeSpan Own, TimeSpan Container, TimeSpan Asked) begun = Costs(container);
        long begin = Stopwatch.GetTimestamp();
        await Task.Delay(window);
        TimeSpan elapsed = Stopwatch.GetElapsedTime(begin);
        (TimeSpan Own, TimeSpan Container, TimeSpan Asked) ended = Costs(container);
        double own = 100 * ((ended.Own - begun.Own) / elapsed), helper = 100 * ((ended.Container - begun.Container) / elapsed), others = 100 * ((ended.Asked - begun.Asked) / elapsed);
        int processes = Directory.EnumerateDirectories("/proc").Count(path => char.IsAsciiDigit(Path.GetFileName(path)[0]));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"| {how} | {monitor.Terminals.Count} | {sessions.Sessions.Count} | {processes} | {own:0.00} % | {(container is null ? "" : $"{helper:0.00} %")} | {own + helper:0.00} % | {others:0.00} % |"));
    }

    /// <summary>Until no capture opens any more, and no first picture is taken.</summary>
    private async Task SettleAsync()
    {
        (int, DateTimeOffset?) before;
        do
        {
            before = Captures();
            await Task.Delay(Settling);
        }
        while (Captures() != before);

        (int, DateTimeOffset?) Captures() => (sessions.Sessions.Count, monitor.Commands.Records.LastOrDefault()?.At);
    }

    private (TimeSpan Own, TimeSpan Container, TimeSpan Asked) Costs(string? container) =>
        (ProcessCosts.Of("self"), container is null ? TimeSpan.Zero : ProcessCosts.Of(container), ProcessCosts.OfNamed(asked));
}
