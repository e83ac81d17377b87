using PromptWatcher.Environments;

namespace PromptWatcher.Docker.Connections;

/// <summary>
/// What is typed to a terminal in a container, over whichever connection it has; while it has none, a flush waits for the next. A
/// program that does not read takes some 360 KiB before a flush waits for it.
/// </summary>
internal sealed class DockerInput : PtyInput
{
    private volatile TerminalConnection? _connection;
    private volatile bool _isWaiting;

    /// <summary>Types over another connection from now on.</summary>
    internal void Use(TerminalConnection connection)
    {
        _connection = connection;

        // Each side writes its own field before it reads the other's: one of them sees both.
        Interlocked.MemoryBarrier();
        if (_isWaiting)
            connection.WatchWritable(true);
    }

    /// <summary>A connection that is gone is not the end: what waits is typed over the next one.</summary>
    protected override int TypeNow(ReadOnlySpan<byte> input) => Math.Max(0, _connection?.Write(input) ?? 0);

    protected override void WatchWritable(bool waiting)
    {
        _isWaiting = waiting;
        Interlocked.MemoryBarrier();
        _connection?.WatchWritable(waiting);
    }
}
