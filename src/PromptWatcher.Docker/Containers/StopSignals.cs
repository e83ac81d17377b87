using System.Globalization;

namespace PromptWatcher.Docker.Containers;

/// <summary>The names of signals, as engines take them.</summary>
internal static class StopSignals
{
    private const int Last = 64; // SIGRTMAX

    private static readonly string[] Names =
    [
        "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2", "PIPE", "ALRM", "TERM", "STKFLT",
        "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG", "XCPU", "XFSZ", "VTALRM", "PROF", "WINCH", "IO", "PWR", "SYS",
    ];

    /// <summary>What is wrong with a signal; <see langword="null"/> when an engine knows it.</summary>
    internal static string? Problem(string signal)
    {
        string name = signal.StartsWith("SIG", StringComparison.Ordinal) ? signal[3..] : signal;
        bool isKnown = Names.Contains(name)
            || (int.TryParse(signal, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number is >= 1 and <= Last);
        return isKnown ? null : $"{Printable.Quote(signal)} is no signal. Use a name such as 'SIGHUP' or 'TERM', or a number from 1 to {Last}.";
    }
}
