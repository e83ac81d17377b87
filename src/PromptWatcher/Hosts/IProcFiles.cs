namespace PromptWatcher.Hosts;

/// <summary>Reads files of a host's <c>/proc</c>, as many as are wanted in one go. What cannot be read, or is gone, is left out.</summary>
internal interface IProcFiles : IAsyncDisposable
{
    /// <summary>When the machine started; read once, and again after a failure.</summary>
    ValueTask<DateTimeOffset> ReadBootTimeAsync(CancellationToken cancellationToken);

    /// <summary>Which processes there are.</summary>
    /// <param name="watched">Those of which is also wanted how long they have run.</param>
    /// <param name="servers">Those of which is also wanted how much they have read.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    ValueTask<ProcLook> LookAsync(IReadOnlyCollection<int> watched, IReadOnlyCollection<int> servers, CancellationToken cancellationToken);

    /// <summary>The state of some processes.</summary>
    ValueTask<IReadOnlyList<ProcessStat>> ReadStatsAsync(IReadOnlyCollection<int> processes, CancellationToken cancellationToken);

    /// <summary>More of some processes, each with a descriptor whose target is wanted.</summary>
    ValueTask<IReadOnlyDictionary<int, ProcessDetails>> ReadDetailsAsync(IReadOnlyCollection<(int Process, int Descriptor)> wanted, CancellationToken cancellationToken);

    /// <summary>The users' names that a process sees.</summary>
    ValueTask<IReadOnlyDictionary<int, string>> ReadUsersAsync(int process, CancellationToken cancellationToken);

    /// <summary>Whether a process is this one, or belongs to a session of this application's.</summary>
    bool IsOurs(ProcessStat process, ProcessDetails details);
}
