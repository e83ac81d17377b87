using PromptWatcher.Docker.Engine;
using PromptWatcher.Environments;
using PromptWatcher.Environments.Unix;

namespace PromptWatcher.Docker.Connections;

/// <summary>
/// The connection that carries a terminal's bytes, of which a terminal may have several, one after another. It pushes what it reads into
/// the terminal's output, and always reads on unless the consumer is behind: a reader that stalls freezes the program.
/// </summary>
internal abstract class TerminalConnection(PtyOutput output, DockerInput input)
{
    /// <summary>The engine copies in pieces of 32 KiB, of which a flood brings several at once.</summary>
    internal const int SegmentSize = 64 * 1024;

    /// <summary>Room that a read is given at least.</summary>
    protected const int LeastRead = 4 * 1024;

    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when nothing more will be read. Never faults: an end is an end, whatever the reason.</summary>
    internal Task Ended => _ended.Task;

    /// <summary>Bytes read so far.</summary>
    internal long BytesRead { get; private set; }

    protected PtyOutput Output => output;

    protected DockerInput Input => input;

    internal static TerminalConnection Create(EngineStream stream, PtyOutput output, DockerInput input) => stream.Stream is LoopSocket socket
        ? new LoopConnection(socket, stream.AlreadyRead, output, input)
        : new StreamConnection(stream, output, input);

    /// <summary>Begins to read.</summary>
    internal abstract void Start();

    /// <summary>Bytes taken; 0 when none are taken now; -1 when the connection is gone.</summary>
    internal abstract int Write(ReadOnlySpan<byte> bytes);

    /// <summary>Says whether the input is to hear when bytes are taken again.</summary>
    internal abstract void WatchWritable(bool waiting);

    /// <summary>The consumer has caught up.</summary>
    internal abstract void Resume();

    /// <summary>Ends the reading. <see cref="Ended"/> completes.</summary>
    internal abstract void Close();

    protected void Deliver(int count)
    {
        BytesRead += count;
        output.Deliver(count);
    }

    /// <summary>Hands over what came with the answer's head. For nothing, no buffer is taken: an idle terminal would keep it.</summary>
    protected void Deliver(ReadOnlySpan<byte> alreadyRead)
    {
        if (alreadyRead.IsEmpty)
            return;
        alreadyRead.CopyTo(output.GetSpan(alreadyRead.Length));
        Deliver(alreadyRead.Length);
    }

    protected void End() => _ended.TrySetResult();
}
