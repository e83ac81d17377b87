namespace PromptWatcher.Environments.Local;

/// <summary>A process as the kernel lists it.</summary>
/// <param name="Id">Its process id.</param>
/// <param name="Parent">The process that started it, or the one that took it over.</param>
/// <param name="Session">The id of its session.</param>
/// <param name="StartTime">When it started, on a clock of the kernel's own: tells two processes apart that had the same id.</param>
/// <param name="Marker">The value of <see cref="ProgramEnvironment.Marker"/> that it was started with, where it has one, may be asked and was.</param>
internal readonly record struct ProcessEntry(int Id, int Parent, int Session, ulong StartTime, string? Marker = null);
