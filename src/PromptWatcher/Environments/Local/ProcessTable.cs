namespace PromptWatcher.Environments.Local;

/// <summary>The processes of this machine that run (those that have ended and wait for their parents are left out).</summary>
internal sealed class ProcessTable
{
    private readonly Lock _gate = new();
    private Task<List<ProcessEntry>>? _next;
    private Task _current = Task.CompletedTask;

    /// <summary>
    /// The table as it is after this call. Calls that come while one is read share the next: a look at 800 processes costs 15 ms, and
    /// hundreds of terminals may be closed at once.
    /// </summary>
    internal Task<List<ProcessEntry>> ReadAsync()
    {
        lock (_gate)
            return _next ??= ReadAfterAsync(_current);
    }

    /// <summary>One process without its marker, or <see langword="null"/> when it runs no more.</summary>
    internal static ProcessEntry? Find(int process) => OperatingSystem.IsLinux() ? LinuxProcesses.Find(process) : DarwinProcesses.Find(process);

    private async Task<List<ProcessEntry>> ReadAfterAsync(Task current)
    {
        await current.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
        lock (_gate)
            (_current, _next) = (_next!, null);
        return OperatingSystem.IsLinux() ? LinuxProcesses.Read() : DarwinProcesses.Read();
    }
}
