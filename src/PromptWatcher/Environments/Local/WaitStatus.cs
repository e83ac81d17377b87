namespace PromptWatcher.Environments.Local;

/// <summary>The status of waitpid(2): the low seven bits hold the signal, the next byte the exit code; alike on Linux and macOS.</summary>
internal static class WaitStatus
{
    internal static PtyExit Decode(int status)
    {
        int signal = status & 0x7f;
        return signal == 0 ? new PtyExit((status >> 8) & 0xff) : new PtyExit(null, signal);
    }
}
