namespace PromptWatcher.Environments;

/// <summary>How a program on a pseudo-terminal ended.</summary>
/// <param name="ExitCode">The exit code, or <see langword="null"/> when a signal ended the program or the environment cannot tell.</param>
/// <param name="Signal">The number of the signal that ended the program, where one did and the environment can tell.</param>
/// <param name="IsOutOfMemory">The kernel ended it because its memory limit was reached, as far as the environment has proof of it.</param>
public readonly record struct PtyExit(int? ExitCode, int? Signal = null, bool IsOutOfMemory = false)
{
    /// <summary>The number a shell would report: the exit code, or 128 and the signal; <see langword="null"/> when neither is known.</summary>
    public int? ShellCode => ExitCode ?? 128 + Signal;

    /// <summary><c>exit code 0</c>, <c>signal 15</c> or <c>exit unknown</c>.</summary>
    public override string ToString() => (ExitCode, Signal) switch
    {
        ({ } code, _) => $"exit code {code}{Reason}",
        (_, { } signal) => $"signal {signal}{Reason}",
        _ => $"exit unknown{Reason}",
    };

    private string Reason => IsOutOfMemory ? " (out of memory)" : "";
}
