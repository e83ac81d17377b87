using PromptWatcher.Docker.Tests.Engines;
using PromptWatcher.Docker.Tests.Sessions;
using PromptWatcher.Hosts;
using PromptWatcher.Sessions;

namespace PromptWatcher.Docker.Tests.Hosts;

/// <summary>What tests of a host's terminals share.</summary>
public abstract class HostTest : EngineTest
{
    private protected HostTest(SharedEngines engines)
        : base(engines)
    {
    }

    public static TheoryData<EngineKind> Every => [EngineKind.Installed, EngineKind.Newest, EngineKind.Podman];

    private protected SessionManager Sessions { get; } = new();

    /// <summary>Finds terminals, and captures none.</summary>
    private protected HostMonitor Monitor(DockerEnvironment docker) => docker.CreateHostMonitor(Sessions, new HostMonitorOptions { Capture = static _ => false, RetryInterval = TimeSpan.FromSeconds(2) });

    /// <summary>The terminals that a test's machine has made, by the mark in what runs there.</summary>
    private protected static List<HostTerminal> Of(HostMachine machine, IEnumerable<HostTerminal> terminals) =>
        [.. terminals.Where(terminal => terminal.Command.Concat(terminal.Foreground).Any(word => word.Contains(machine.Mark, StringComparison.Ordinal)))];

    private protected async Task<string[]> HelpersAsync(DockerEngine engine) =>
        (await engine.DockerAsync("ps", "--all", "--quiet", "--filter", "label=promptwatcher.hosts", "--filter", $"label=promptwatcher.owner={Owner}")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
