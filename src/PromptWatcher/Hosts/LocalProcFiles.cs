using System.Globalization;
using PromptWatcher.Environments;

namespace PromptWatcher.Hosts;

/// <summary>The <c>/proc</c> of this machine, or of the host where a container shares its process ids.</summary>
/// <param name="root">Where it is mounted.</param>
internal sealed class LocalProcFiles(string root = "/proc") : IProcFiles
{
    private const int LargestUsers = 256 * 1024;

    private readonly byte[] _buffer = new byte[ProcessDetails.LargestFile];

    public ValueTask<DateTimeOffset> ReadBootTimeAsync(CancellationToken cancellationToken) => ValueTask.FromResult(
        ProcBoot.TimeOf(ProcFile.TryRead($"{root}/uptime", _buffer), DateTimeOffset.UtcNow)
        ?? throw new EnvironmentException($"Cannot read the processes of this machine: '{root}/uptime' does not say since when it runs. Look whether {root} is mounted; only Linux has it."));

    public ValueTask<ProcLook> LookAsync(IReadOnlyCollection<int> watched, IReadOnlyCollection<int> servers, CancellationToken cancellationToken)
    {
        try
        {
            var processes = new List<int>();
            foreach (string directory in Directory.EnumerateDirectories(root))
            {
                if (int.TryParse(Path.GetFileName(directory.AsSpan()), NumberStyles.None, CultureInfo.InvariantCulture, out int process))
                    processes.Add(process);
            }

            var times = new Dictionary<int, ulong>(watched.Count);
            foreach (int process in watched)
            {
                if (ProcessText.RunTime(Read(process, "schedstat")) is { } time)
                    times[process] = time;
            }

            var reads = new Dictionary<int, ulong>(servers.Count);
            foreach (int process in servers)
            {
                if (ProcessText.BytesRead(Read(process, "io")) is { } bytes)
                    reads[process] = bytes;
            }

            return ValueTask.FromResult(new ProcLook(processes, times, reads));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new EnvironmentException($"Cannot read the processes of this machine: {error.Message} Look at '{root}' and at this process's limit of open files.", error);
        }
    }

    public ValueTask<IReadOnlyList<ProcessStat>> ReadStatsAsync(IReadOnlyCollection<int> processes, CancellationToken cancellationToken)
    {
        var found = new List<ProcessStat>(processes.Count);
        foreach (int process in processes)
        {
            if (ProcessStat.TryParse(Read(process, "stat"), out ProcessStat stat))
                found.Add(stat);
        }

        return ValueTask.FromResult<IReadOnlyList<ProcessStat>>(found);
    }

    public ValueTask<IReadOnlyDictionary<int, ProcessDetails>> ReadDetailsAsync(IReadOnlyCollection<(int Process, int Descriptor)> wanted, CancellationToken cancellationToken)
    {
        var found = new Dictionary<int, ProcessDetails>(wanted.Count);
        foreach ((int process, int descriptor) in wanted)
        {
            byte[] commandLine = Read(process, "cmdline").ToArray(), status = Read(process, "status").ToArray(), groups = Read(process, "cgroup").ToArray();
            if (status.Length == 0)
                continue;
            found[process] = ProcessDetails.Parse(commandLine, status, groups, Read(process, "syscall")) with
            {
                WorkingDirectory = ProcFile.TryReadLink(PathOf(process, "cwd")),
                Descriptor = descriptor,
                DescriptorTarget = ProcFile.TryReadLink(PathOf(process, string.Create(CultureInfo.InvariantCulture, $"fd/{descriptor}"))),
            };
        }

        return ValueTask.FromResult<IReadOnlyDictionary<int, ProcessDetails>>(found);
    }

    public ValueTask<IReadOnlyDictionary<int, string>> ReadUsersAsync(int process, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlyDictionary<int, string>>(ProcessText.Users(ProcFile.TryRead(PathOf(process, "root/etc/passwd"), new byte[LargestUsers])));

    public bool IsOurs(ProcessStat process, ProcessDetails details) => process.Id == System.Environment.ProcessId;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private ReadOnlySpan<byte> Read(int process, string file) => ProcFile.TryRead(PathOf(process, file), _buffer);

    private string PathOf(int process, string file) => string.Create(CultureInfo.InvariantCulture, $"{root}/{process}/{file}");
}
