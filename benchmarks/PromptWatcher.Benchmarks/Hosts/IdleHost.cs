using System.Diagnostics;
using System.Globalization;
using PromptWatcher.Hosts;

namespace PromptWatcher.Benchmarks.Hosts;

/// <summary>Measures a monitor of a host where nothing happens.</summary>
/// <param name="how">How it reads the host.</param>
/// <param name="monitor">The monitor.</param>
/// <param name="findContainer">Finds the process of the container that reads for it, where there is one.</param>
internal sealed class IdleHost(string how, HostMonitor monitor, Func<Task<string>>? findContainer)
{
    private const int TicksPerSecond = 100;

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
        await Task.Delay(Settling);

        (TimeSpan own, TimeSpan helper) = Costs(container);
        long begin = Stopwatch.GetTimestamp();
        await Task.Delay(window);
        TimeSpan elapsed = Stopwatch.GetElapsedTime(begin);
        (TimeSpan ownEnd, TimeSpan helperEnd) = Costs(container);
        double ownPercent = 100 * ((ownEnd - own) / elapsed), helperPercent = 100 * ((helperEnd - helper) / elapsed);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"| {how} | {monitor.Terminals.Count} | {Directory.EnumerateDirectories("/proc").Count(path => char.IsAsciiDigit(Path.GetFileName(path)[0]))} | {ownPercent:0.00} % | {(container is null ? "" : $"{helperPercent:0.00} %")} | {ownPercent + helperPercent:0.00} % |"));
    }

    private static (TimeSpan Own, TimeSpan Helper) Costs(string? container)
    {
        using var self = Process.GetCurrentProcess();
        return (self.TotalProcessorTime, container is null ? TimeSpan.Zero : WithChildren(container));
    }

    /// <summary>Of a process and the children that it has waited for: fields 14 to 17 of stat.</summary>
    private static TimeSpan WithChildren(string process)
    {
        string stat = File.ReadAllText($"/proc/{process}/stat");
        return TimeSpan.FromSeconds(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[11..15].Sum(field => double.Parse(field, CultureInfo.InvariantCulture)) / TicksPerSecond);
    }
}
