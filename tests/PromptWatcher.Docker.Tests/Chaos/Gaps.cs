using PromptWatcher.Environments;

namespace PromptWatcher.Docker.Tests.Chaos;

/// <summary>Counts the gaps that a terminal tells of.</summary>
internal sealed class Gaps : IPtyObserver
{
    private int _count;

    internal int Count => Volatile.Read(ref _count);

    public void OnGap() => Interlocked.Increment(ref _count);

    public void OnResized(TerminalSize size)
    {
    }

    public void OnTyped(ReadOnlySpan<byte> input)
    {
    }
}
