using System.Globalization;
using PromptWatcher.Hosts;

namespace PromptWatcher.Docker.Tests.Hosts;

/// <summary>Writes down what each look of a monitor shows, with the monitor's own time of it.</summary>
/// <remarks>
/// A look that has begun after something happened shows it: it is the first look to end after that, or the second, whatever else the machine does. One that
/// is missed here lets there seem to be fewer.
/// </remarks>
internal sealed class Sightings
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(5);

    private readonly List<(DateTimeOffset At, IReadOnlyList<HostTerminal> Terminals)> _looks = [];
    private readonly CancellationTokenSource _over = new();
    private readonly Task _watching;

    internal Sightings(HostMonitor monitor) => _watching = WatchAsync(monitor);

    /// <summary>The ids of all terminals that were ever shown and are so.</summary>
    internal IEnumerable<string> Where(Func<HostTerminal, bool> isSo) => _looks.SelectMany(look => look.Terminals).Where(isSo).Select(terminal => terminal.Id).Distinct();

    /// <summary>When a terminal was first shown.</summary>
    internal DateTimeOffset FirstOf(string id) => _looks.First(look => Shows(look.Terminals, id)).At;

    /// <summary>When it was no longer shown.</summary>
    internal DateTimeOffset FirstWithout(string id) => _looks[_looks.FindLastIndex(look => Shows(look.Terminals, id)) + 1].At;

    /// <summary>The looks that ended after something had happened, up to the one that showed it.</summary>
    internal int LooksBetween(DateTimeOffset happened, DateTimeOffset shown) => _looks.Count(look => look.At > happened && look.At <= shown);

    internal async Task EndAsync()
    {
        await _over.CancelAsync();
        await _watching;
    }

    /// <summary>When each terminal's first process ended, or a little later; completes after the last.</summary>
    internal static async Task<IReadOnlyDictionary<string, DateTimeOffset>> EndsAsync(IReadOnlyList<HostTerminal> terminals)
    {
        var ends = new Dictionary<string, DateTimeOffset>();
        for (byte[] buffer = new byte[4096]; ends.Count < terminals.Count; await Task.Delay(Step))
        {
            foreach (HostTerminal terminal in terminals.Where(terminal => !ends.ContainsKey(terminal.Id)))
            {
                if (!ProcessStat.TryParse(ProcFile.TryRead($"/proc/{terminal.ProcessId}/stat", buffer), out ProcessStat stat) || stat.HasEnded)
                    ends[terminal.Id] = DateTimeOffset.UtcNow;
            }
        }

        return ends;
    }

    internal static string Describe(string what, IEnumerable<TimeSpan> delays)
    {
        double[] seconds = [.. delays.Select(delay => delay.TotalSeconds).Order()];
        return string.Create(CultureInfo.InvariantCulture, $"{what} after {seconds[seconds.Length / 2]:0.00} s (median) to {seconds[^1]:0.00} s");
    }

    private static bool Shows(IReadOnlyList<HostTerminal> terminals, string id) => terminals.Any(terminal => terminal.Id == id);

    private async Task WatchAsync(HostMonitor monitor)
    {
        DateTimeOffset? last = null;
        for (; !_over.IsCancellationRequested || _looks[^1].At != monitor.Status.LastLookAt; await Task.Delay(Step))
        {
            DateTimeOffset? at = monitor.Status.LastLookAt;
            IReadOnlyList<HostTerminal> terminals = monitor.Terminals;

            // The time of a look is told a moment before its terminals: those that are there a step later are its own.
            if (at is { } look && look == last && (_looks.Count == 0 || _looks[^1].At != look))
                _looks.Add((look, terminals));
            last = at;
        }
    }
}
