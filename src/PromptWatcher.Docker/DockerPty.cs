using System.IO.Pipelines;
using PromptWatcher.Docker.Connections;
using PromptWatcher.Docker.Engine;
using PromptWatcher.Environments;

namespace PromptWatcher.Docker;

/// <summary>A program on a pseudo-terminal in a container.</summary>
public abstract class DockerPty : PtyProcess
{
    private readonly TaskCompletionSource<PtyExit> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile TerminalConnection? _connection;

    private protected DockerPty(EngineClient engine, DockerPtyInfo info, PipeScheduler readerScheduler)
    {
        Engine = engine;
        Info = info.Pty;
        ContainerId = info.ContainerId;
        Output = new PtyOutput(readerScheduler, TerminalConnection.SegmentSize, () => _connection?.Resume());
    }

    /// <inheritdoc/>
    public override string Id => Info.Id;

    /// <inheritdoc/>
    public override PtyInfo Info { get; }

    /// <summary>The id of the container that the program runs in.</summary>
    public string ContainerId { get; }

    /// <summary>What is known of the terminal now.</summary>
    public DockerPtyState State { get; private protected set; }

    /// <inheritdoc/>
    public override PipeReader Reader => Output.Reader;

    /// <inheritdoc/>
    /// <remarks>
    /// While the connection is made anew, a flush waits. The modes of a terminal in a container are not known here, so that a line which
    /// is too long for a terminal in canonical mode (4,095 bytes) is cut by its kernel.
    /// </remarks>
    public override PipeWriter Writer => Input;

    /// <inheritdoc/>
    /// <exception cref="PtyLostException">Faults with it when the end of the program was not seen.</exception>
    public override Task<PtyExit> Completion => _completion.Task;

    /// <summary>Completes when the program has ended, or was let go, and what was made for it is gone. Never faults.</summary>
    internal abstract Task Removed { get; }

    private protected EngineClient Engine { get; }

    internal PtyOutput Output { get; }

    private protected DockerInput Input { get; } = new();

    private protected IPtyObserver? Observer { get; private set; }

    private protected TerminalConnection Connection => _connection!;

    /// <inheritdoc/>
    public override void Observe(IPtyObserver observer) => Observer = observer;

    /// <summary>Takes the terminal's bytes from this connection from now on.</summary>
    private protected void Connect(EngineStream stream)
    {
        TerminalConnection connection = TerminalConnection.Create(stream, Output, Input);
        _connection = connection;

        // In this order: what came with the head is delivered before anybody looks at the socket.
        connection.Start();
        Input.Use(connection);
    }

    /// <summary>The last byte has been delivered, and nothing reads any more.</summary>
    private protected void Finish(PtyExit exit)
    {
        State = DockerPtyState.Exited;
        Output.Complete(null);
        Input.Close();
        _completion.TrySetResult(exit);
    }

    /// <inheritdoc cref="Finish"/>
    private protected void Lose(EnvironmentException reason)
    {
        State = DockerPtyState.Lost;
        Output.Complete(reason);
        Input.Close();
        _completion.TrySetException(reason);

        // Looked at: a host that asks only the reader must not hear of it once more from the garbage collector.
        _ = _completion.Task.Exception;
    }
}
