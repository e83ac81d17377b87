namespace PromptWatcher.Hosts;

/// <summary>The cheapest look at all processes.</summary>
/// <param name="Processes">The ids of those that there are.</param>
/// <param name="RunTimes">How many nanoseconds each of the watched ones has run so far, where the kernel tells: one that has not run since has not changed.</param>
/// <param name="Reads">How many bytes each of the servers has read so far, where the kernel counts that and this process may know.</param>
internal sealed record ProcLook(IReadOnlyList<int> Processes, IReadOnlyDictionary<int, ulong> RunTimes, IReadOnlyDictionary<int, ulong> Reads);
