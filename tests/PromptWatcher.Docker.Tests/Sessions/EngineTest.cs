using PromptWatcher.Docker.Tests.Engines;
using PromptWatcher.Environments;

namespace PromptWatcher.Docker.Tests.Sessions;

/// <summary>What tests of terminals on a real engine share.</summary>
public abstract class EngineTest : IAsyncLifetime
{
    private readonly List<DockerEnvironment> _environments = [];
    private protected EngineTest(SharedEngines engines) => Engines = engines;

    private protected SharedEngines Engines { get; }

    private protected string Owner { get; } = $"tests-{Guid.NewGuid():N}"[..20];

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
        var options = new DockerEnvironmentOptions { Endpoint = endpoint, Image = Images.Full, Network = "none", Owner = Owner };
        configure?.Invoke(options);
        return Kept(new DockerEnvironment(options));
    }

    private protected DockerEnvironment Docker(DockerEngine engine, TimeProvider time) =>
        Kept(new DockerEnvironment(new DockerEnvironmentOptions { Endpoint = engine.Endpoint, Image = Images.Full, Network = "none", Owner = Owner }, time));

    private protected static PtySpawnOptions Shell(string script, TerminalSize? size = null) =>
        new() { Command = "bash", Arguments = ["-c", script], Size = size ?? TerminalSize.Default };

    private DockerEnvironment Kept(DockerEnvironment environment)
    {
        _environments.Add(environment);
        return environment;
    }
}
