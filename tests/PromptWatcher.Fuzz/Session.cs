using System.Diagnostics;
using PromptWatcher.Tests.Terminal.Fuzzing;
using static System.Console;

namespace PromptWatcher.Fuzz;

/// <summary>Fuzzes for a while and prints what it found.</summary>
internal static class Session
{
    private const int MostFailures = 20, PiecesOfABomb = 100_000;

    private static readonly TimeSpan s_report = TimeSpan.FromMinutes(1);

    /// <summary>A byte may cost a walk over the whole screen, whatever number it ends; four screens are fed.</summary>
    private const double WorkSeconds = 5, WorkNanosecondsByByteAndCell = 30;

    /// <summary>How many kinds of failures there were.</summary>
    internal static int Run(int seed, TimeSpan time, bool checksDump)
    {
        HashSet<string> failures = [.. Growth()];
        var run = new FuzzRun(seed, FuzzMaterial.Load(), checksDump);
        using var watchdog = new Watchdog(run);
        WriteLine($"Seed {seed}, {time.TotalMinutes:0.##} minutes.");
        long start = Stopwatch.GetTimestamp();
        TimeSpan reported = TimeSpan.Zero;
        while (Stopwatch.GetElapsedTime(start) is var elapsed && elapsed < time && failures.Count < MostFailures)
        {
            if (elapsed - reported > s_report)
            {
                reported = elapsed;
                WriteLine(Summary(run));
            }

            TimeSpan before = Environment.CpuUsage.TotalTime;
            if (run.Next() is { } failure && failures.Add(FuzzRun.Kind(failure)))
                WriteLine($"FAILED. {run.Describe(failure)}\n");
            else if (Environment.CpuUsage.TotalTime - before > Work(run.Current!) && IsSlow(run.Current!) && failures.Add("work"))
                WriteLine($"FAILED. Case {run.Cases} of seed {seed} took more than {Work(run.Current!)}, twice:\n{run.Current}\n");
        }

        WriteLine($"{Summary(run)}; {failures.Count} kinds of failures.");
        return failures.Count;
    }

    private static TimeSpan Work(FuzzCase tried)
    {
        long cells = tried.Steps.Select(step => step.Resize).Append(tried.Size).Max(size => (long?)size?.Columns * size?.Rows) ?? 0;
        return TimeSpan.FromSeconds(WorkSeconds + tried.Bytes * cells * WorkNanosecondsByByteAndCell / 1e9);
    }

    /// <summary>Tried once more: a pause of the machine also counts as processor time on some.</summary>
    private static bool IsSlow(FuzzCase tried)
    {
        TimeSpan before = Environment.CpuUsage.TotalTime;
        FuzzProperties.Failure(tried, checksDump: false);
        return Environment.CpuUsage.TotalTime - before > Work(tried);
    }

    private static IEnumerable<string> Growth()
    {
        foreach ((string name, Func<int, string> piece) in FuzzBombs.All)
        {
            long held = FuzzGrowth.Held(piece, PiecesOfABomb);
            WriteLine($"{held / 1024.0,10:#,0} KiB held after {PiecesOfABomb:#,0} x {name}");
            if (held <= FuzzGrowth.MostBytes)
                continue;
            WriteLine($"FAILED. {FuzzGrowth.MostBytes / 1024:#,0} KiB are the bound.");
            yield return name;
        }
    }

    private static string Summary(FuzzRun run) =>
        $"{run.Cases:#,0} cases, {run.Bytes / 1e6:#,0.0} MB, {run.Features:#,0} pairs of states reached, {run.Kept:#,0} cases kept";
}
