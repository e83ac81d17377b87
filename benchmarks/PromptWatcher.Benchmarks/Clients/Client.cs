using PromptWatcher.Benchmarks.SideBySide;

namespace PromptWatcher.Benchmarks.Clients;

/// <summary>One way to run programs on terminals, alone in its process.</summary>
internal abstract class Client(Settings settings) : IAsyncDisposable
{
    /// <summary>Every client, by its name; that of Node.js, <c>dockerode</c>, is a program of its own.</summary>
    internal static IReadOnlyDictionary<string, Func<Settings, Client>> All { get; } = new Dictionary<string, Func<Settings, Client>>
    {
        ["promptwatcher"] = settings => new PromptWatcherClient(settings),
        ["blocking"] = settings => new BlockingClient(settings),
        ["cli"] = settings => new CliClient(settings),
        ["local"] = settings => new LocalClient(settings),
    };

    protected Settings Settings => settings;

    /// <summary>Where the programs of this client find the terminal's output.</summary>
    internal virtual string DataPath => Settings.DataInImage;

    /// <summary>What this client has cost so far, in every process it is made of.</summary>
    internal virtual TimeSpan CpuTime => Environment.CpuUsage.TotalTime;

    /// <summary>Memory of this client's own in every process it is made of: not that of files mapped.</summary>
    internal virtual long AnonymousMemory => OwnProcess.AnonymousMemory("self");

    /// <summary>The client is code of this process, whose allocations are therefore its own.</summary>
    internal virtual bool IsManaged => true;

    /// <summary>Starts a program: in <see cref="Settings.Container"/>, or in a container of its own where that is null.</summary>
    internal abstract ValueTask<ITerminal> OpenAsync(params string[] command);

    public virtual ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
