using PromptWatcher.Benchmarks.Clients;
using PromptWatcher.Benchmarks.SideBySide;

namespace PromptWatcher.Benchmarks.Measurements;

/// <summary>Something to measure once with one client, which checks every byte that the client gives.</summary>
internal interface IMeasurement
{
    /// <summary>Every measurement, in the order in which they are run. <c>dockerode.mjs</c> has the same ones.</summary>
    static IReadOnlyDictionary<string, IMeasurement> All { get; } = new Dictionary<string, IMeasurement>
    {
        ["throughput"] = new Throughput(),
        ["updates"] = new SmallUpdates(),
        ["echo"] = new Echo(),
        ["spawn"] = new Spawn(),
        ["idle"] = new Idle(),
    };

    /// <summary>Figures by their names with units.</summary>
    Task<IReadOnlyDictionary<string, double>> RunAsync(Client client, Settings settings);
}
