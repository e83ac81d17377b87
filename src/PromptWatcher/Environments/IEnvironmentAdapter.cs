namespace PromptWatcher.Environments;

/// <summary>A kind of place where programs run on pseudo-terminals: this machine, a Docker engine, a recording.</summary>
/// <remarks>
/// Registered as a keyed service; the key is the environment id that <see cref="PtySpawnOptions.EnvironmentId"/> names.
/// Implementations are safe for concurrent use.
/// </remarks>
public interface IEnvironmentAdapter
{
    /// <summary>Starts a program on a new pseudo-terminal.</summary>
    /// <exception cref="EnvironmentException">The program could not be started; the message says what was tried, what came back and what to do.</exception>
    ValueTask<PtyProcess> SpawnPtyAsync(PtySpawnOptions options, CancellationToken cancellationToken = default);

    /// <summary>Ends the program and everything it started. Does nothing when it has exited already.</summary>
    /// <param name="ptyId">The <see cref="PtyProcess.Id"/> of a terminal of this environment.</param>
    /// <param name="cancellationToken">Stops the waiting, not the killing.</param>
    /// <exception cref="PtyNotFoundException">This environment has no such terminal.</exception>
    ValueTask KillPtyAsync(string ptyId, CancellationToken cancellationToken = default);

    /// <summary>Changes the size of a terminal. Does nothing when its program has exited already.</summary>
    /// <exception cref="PtyNotFoundException">This environment has no such terminal.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The size is outside the limits of <see cref="TerminalSize"/>.</exception>
    ValueTask ResizePtyAsync(string ptyId, TerminalSize size, CancellationToken cancellationToken = default);

    /// <summary>The terminals that run now, where the environment can tell also those that an earlier process of this host started.</summary>
    IAsyncEnumerable<PtyInfo> ListPtysAsync(CancellationToken cancellationToken = default);

    /// <summary>Takes a running terminal over again, that an earlier process started or that was let go.</summary>
    /// <param name="ptyId">One of those that <see cref="ListPtysAsync"/> tells.</param>
    /// <param name="options">How it is taken over; the defaults when it is <see langword="null"/>.</param>
    /// <param name="cancellationToken">Gives the attempt up.</param>
    /// <exception cref="PtyNotFoundException">This environment has no such terminal.</exception>
    /// <exception cref="EnvironmentException">It cannot be taken over.</exception>
    ValueTask<PtyProcess> AttachPtyAsync(string ptyId, PtyAttachOptions? options = null, CancellationToken cancellationToken = default);
}
