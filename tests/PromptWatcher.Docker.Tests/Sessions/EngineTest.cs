using PromptWatcher.Docker.Tests.Engines;
using PromptWatcher.Environments;

namespace PromptWatcher.Docker.Tests.Sessions;

/// <summary>What tests of terminals on a real engine share.</summary>
public abstract class EngineTest : IAsyncLifetime
{
    private readonly List<DockerEnvironment> _environments = [];
    private readonly string _owner = $"tests-{Guid.NewGuid():N}"[..20];

    private protected EngineTest(SharedEngines engines) => Engines = engines;

    private protected SharedEngines Engines { get; }

    public Task InitializeAsync() => Task.CompletedTask;

    /// <summary>Leaves no container of this test behind.</summary>
    public async Task DisposeAsync()
    {
        foreach (DockerEnvironment environment in _environments)
            await environment.DisposeAsync();
    }

    private protected async Task<DockerEnvironment> DockerAsync(EngineKind kind = EngineKind.Installed, Action<DockerEnvironmentOptions>? configure = null) =>
        Docker(await Engines.GetAsync(kind), configure);

    private protected DockerEnvironment Docker(DockerEngine engine, Action<DockerEnvironmentOptions>? configure = null) => Docker(engine.Endpoint, configure);

    private protected DockerEnvironment Docker(string endpoint, Action<DockerEnvironmentOptions>? configure = null)
    {
        var options = new DockerEnvironmentOptions { Endpoint = endpoint, Image = Images.Full, Network = "none", Owner = _owner };
        configure?.Invoke(options);
        var environment = new DockerEnvironment(options);
        _environments.Add(environment);
        return environment;
    }

    private protected static PtySpawnOptions Shell(string script, TerminalSize? size = null) =>
        new() { Command = "bash", Arguments = ["-c", script], Size = size ?? TerminalSize.Default };
}
