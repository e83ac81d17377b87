using PromptWatcher.Tests.Terminal.Fuzzing;
using static System.Console;

namespace PromptWatcher.Fuzz;

/// <summary>Ends the process, and says with which case, when one comes to no end.</summary>
internal sealed class Watchdog : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    private readonly FuzzRun _run;
    private readonly Timer _timer;
    private long _seen = -1;

    internal Watchdog(FuzzRun run)
    {
        _run = run;
        _timer = new Timer(_ => Look(), null, s_patience, s_patience);
    }

    public void Dispose() => _timer.Dispose();

    private void Look()
    {
        if (_seen == _run.Cases)
        {
            WriteLine($"FAILED. Case {_run.Cases} of seed {_run.Seed} has not ended after {s_patience}:\n{_run.Current}");
            Environment.Exit(1);
        }

        _seen = _run.Cases;
    }
}
