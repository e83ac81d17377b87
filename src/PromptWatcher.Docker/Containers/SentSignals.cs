using PromptWatcher.Environments;

namespace PromptWatcher.Docker.Containers;

/// <summary>The signals that a program was sent. 128 and a signal's number is what a program may exit with too, so a signal is named on this proof only.</summary>
internal sealed class SentSignals
{
    private long _sent;

    /// <summary>Notes one that is about to be sent, since its effect may be told first; <see langword="true"/> when it was not sent before.</summary>
    internal bool Add(int signal) => (Interlocked.Or(ref _sent, Bit(signal)) & Bit(signal)) == 0;

    /// <summary>It did not arrive.</summary>
    internal void Remove(int signal) => Interlocked.And(ref _sent, ~Bit(signal));

    internal bool Contains(int signal) => (Interlocked.Read(ref _sent) & Bit(signal)) != 0;

    internal PtyExit Describe(int exitCode) => exitCode - 128 is >= 1 and <= 64 and var signal && Contains(signal) ? new PtyExit(null, signal) : new PtyExit(exitCode);

    private static long Bit(int signal) => 1L << (signal - 1);
}
