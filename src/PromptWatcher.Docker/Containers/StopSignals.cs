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

    /// <summary>The signal's number, as on x86 and Arm; <see langword="null"/> when it is none.</summary>
    internal static int? Number(string signal)
    {
        string name = signal.StartsWith("SIG", StringComparison.Ordinal) ? signal[3..] : signal;
        if (Array.IndexOf(Names, name) is var index and >= 0)
            return index + 1;
        return int.TryParse(signal, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number is >= 1 and <= Last ? number : null;
    }

    /// <summary>What is wrong with a signal; <see langword="null"/> when an engine knows it.</summary>
    internal static string? Problem(string signal) => Number(signal) is not null ? null
        : $"{Printable.Quote(signal)} is no signal. Use a name such as 'SIGHUP' or 'TERM', or a number from 1 to {Last}.";
}
