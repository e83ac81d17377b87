using System.IO.Pipelines;

namespace PromptWatcher.Environments;

/// <summary>A program on a pseudo-terminal: what it prints, what is typed to it, how large its screen is, how it ended.</summary>
public abstract class PtyProcess : IDuplexPipe, IAsyncDisposable
{
    /// <summary>Names this terminal within its environment.</summary>
    public abstract string Id { get; }

    /// <summary>The raw bytes that the program prints, standard output and error as one stream. Ends when the terminal has given its last byte.</summary>
    public abstract PipeReader Reader { get; }

    /// <summary>
    /// What is typed to the program. A flush completes when the terminal has taken every byte. Like every <see cref="PipeWriter"/>
    /// it serves one writer at a time.
    /// </summary>
    /// <remarks>
    /// Where the environment knows the terminal's modes, a flush that holds more than the terminal's line buffer can take throws
    /// <see cref="InputTooLongException"/>, with nothing of it typed.
    /// </remarks>
    public abstract PipeWriter Writer { get; }

    /// <summary>
    /// How the program ended. Completes after <see cref="Reader"/> has been given its last byte; never faults because the program
    /// failed, only when the environment lost the program.
    /// </summary>
    public abstract Task<PtyExit> Completion { get; }

    /// <summary>What runs here, as <see cref="IEnvironmentAdapter.ListPtysAsync"/> tells it; <see langword="null"/> where the environment lists nothing.</summary>
    public virtual PtyInfo? Info => null;

    /// <summary>The clock that this terminal's output goes by, where it is not the machine's: a recording has recorded time.</summary>
    public virtual TimeProvider? Clock => null;

    /// <summary>
    /// Whether the terminal is only watched: somebody else's, into which this process types nothing, not even what a terminal answers its
    /// program. <see cref="Writer"/>, <see cref="ResizeAsync"/> and <see cref="KillAsync"/> throw a <see cref="ReadOnlyTerminalException"/> then.
    /// </summary>
    public virtual bool IsReadOnly => false;

    /// <summary>Changes the terminal's size. Does nothing after the exit.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The size is outside the limits of <see cref="TerminalSize"/>.</exception>
    public abstract ValueTask ResizeAsync(TerminalSize size, CancellationToken cancellationToken = default);

    /// <summary>Ends the program and everything it started, and completes when all of it is gone. Does nothing after the exit.</summary>
    public abstract ValueTask KillAsync(CancellationToken cancellationToken = default);

    /// <summary>Whether the terminal can be taken over, here or by a later process of this host: after <see cref="DetachAsync"/>, or when this process is gone.</summary>
    public virtual bool CanBeTakenOver => false;

    /// <summary>
    /// Lets go of the terminal without ending its program: <see cref="Reader"/> ends, and <see cref="Completion"/> faults with a
    /// <see cref="PtyDetachedException"/>. Does nothing after the exit.
    /// </summary>
    /// <exception cref="EnvironmentException">Nobody could take it over, see <see cref="CanBeTakenOver"/>; nothing has changed.</exception>
    public virtual ValueTask DetachAsync() =>
        throw new EnvironmentException($"Cannot let go of the terminal '{Id}': nobody could take it over again. End it with KillAsync.");

    /// <summary>The terminal's modes now, or <see langword="null"/> where the environment cannot tell.</summary>
    public virtual TerminalModes? GetTerminalModes() => null;

    /// <summary>Sets who is told of size changes and typing that come from elsewhere. Called before <see cref="Reader"/> is first read.</summary>
    public virtual void Observe(IPtyObserver observer)
    {
    }

    /// <summary>Kills the program if it still runs and releases the terminal: <see cref="Reader"/> ends and <see cref="Completion"/> completes.</summary>
    public abstract ValueTask DisposeAsync();

    PipeReader IDuplexPipe.Input => Reader;

    PipeWriter IDuplexPipe.Output => Writer;
}
