using System.Globalization;
using PromptWatcher.Hosts;

namespace PromptWatcher.Docker.Tests.Hosts;

/// <summary>Writes down when terminals were seen first, beside when they began.</summary>
internal sealed class Sightings
{
    private readonly List<TimeSpan> _delays = [];
    private readonly CancellationTokenSource _over = new();
    private readonly Task _watching;

    internal Sightings(HostMonitor monitor, string mark) => _watching = WatchAsync(monitor, mark);

    /// <summary>Terminals that appeared.</summary>
    internal int Appeared => _delays.Count;

    internal async Task EndAsync()
    {
        await _over.CancelAsync();
        await _watching;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"seen after {_delays.Order().ElementAt(_delays.Count / 2).TotalMilliseconds:0} ms (median) to {_delays.Max().TotalMilliseconds:0} ms");

    private async Task WatchAsync(HostMonitor monitor, string mark)
    {
        try
        {
            var ids = new HashSet<string>();
            await foreach (HostTerminalEvent happened in monitor.WatchAsync(_over.Token))
            {
                if (happened is not HostTerminalVanished && happened.Terminal.Command.Any(word => word.Contains(mark, StringComparison.Ordinal)) && ids.Add(happened.Terminal.Id))
                    _delays.Add(DateTimeOffset.UtcNow - happened.Terminal.StartedAt);
            }
        }
        catch (OperationCanceledException)
        {
            // The test has seen enough.
        }
    }
}
