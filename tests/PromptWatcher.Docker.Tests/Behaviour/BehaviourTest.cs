using PromptWatcher.Docker.Engine;
using PromptWatcher.Docker.Tests.Engines;
using PromptWatcher.Docker.Tests.Sessions;
using PromptWatcher.Environments;

namespace PromptWatcher.Docker.Tests.Behaviour;

/// <summary>What tests of an engine's behaviour share.</summary>
public abstract class BehaviourTest : EngineTest
{
    private protected BehaviourTest(SharedEngines engines)
        : base(engines)
    {
    }

    public static TheoryData<EngineKind> Every => [EngineKind.Installed, EngineKind.Newest, EngineKind.Podman];

    /// <summary>Where Podman has not the behaviour.</summary>
    public static TheoryData<EngineKind> OnlyDocker => [EngineKind.Installed, EngineKind.Newest];

    /// <summary>Longer than any test waits for the signal before SIGKILL to do its work.</summary>
    private protected static readonly TimeSpan LongGrace = TimeSpan.FromSeconds(20);

    /// <summary>The calls themselves, where a behaviour ends there.</summary>
    private protected async Task<EngineClient> ClientAsync(EngineKind kind, params (string Name, string Value)[] variables)
    {
        var surroundings = new DockerSurroundings(name => variables.FirstOrDefault(variable => variable.Name == name).Value, Home: "/nowhere", _ => false, IsWindows: false);
        return new EngineClient(new DockerEndpoint(new Uri((await Engines.GetAsync(kind)).Endpoint)), TimeSpan.FromSeconds(30), surroundings);
    }

    /// <summary>What somebody else does to the engine behind our back.</summary>
    private protected async Task<string> BehindOurBackAsync(EngineKind kind, params string[] docker) => await (await Engines.GetAsync(kind)).DockerAsync(docker);

    private protected static string ContainerOf(PtyProcess pty) => ((DockerPty)pty).ContainerId;

    /// <summary>A script in a container that runs already.</summary>
    private protected static DockerSpawnOptions In(PtyProcess container, string script) => new() { Command = "bash", Arguments = ["-c", script], Container = ContainerOf(container) };

    /// <summary>A container to run in: its own program does nothing.</summary>
    private protected static PtySpawnOptions Idle => new() { Command = "sleep", Arguments = ["600"] };

    /// <summary>A script that waits for signals, whose traps run at once.</summary>
    private protected static string HearingSignals(string first) => $"{first}; echo ready; while :; do sleep 600 & wait; done";
}
