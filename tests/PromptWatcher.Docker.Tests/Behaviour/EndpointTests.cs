using PromptWatcher.Docker.Engine;
using PromptWatcher.Docker.Tests.Engines;

namespace PromptWatcher.Docker.Tests.Behaviour;

/// <summary>An engine found where the docker command finds it, and its version agreed on.</summary>
[Collection(nameof(NeedsEngine))]
public sealed class EndpointTests(SharedEngines engines) : BehaviourTest(engines), IDisposable
{
    private readonly string _config = Directory.CreateTempSubdirectory("pw-config-").FullName;

    public void Dispose() => Directory.Delete(_config, recursive: true);

    [SkippableFact]
    public async Task Resolve_ContextThatTheDockerCommandMade_IsTheSameEngine()
    {
        DockerEngine engine = await Engines.GetAsync();
        await CommandAsync("context", "create", "office", "--docker", $"host={engine.Endpoint}");
        await CommandAsync("context", "create", "other", "--docker", "host=unix:///nowhere/other.sock");

        Assert.Equal(engine.Endpoint, Resolve(("DOCKER_CONTEXT", "office")));
        await CommandAsync("context", "use", "other");
        Assert.Equal("unix:///nowhere/other.sock", Resolve());
        Assert.Equal(engine.Endpoint, Resolve(("DOCKER_CONTEXT", "office")));
        Assert.Equal("unix:///nowhere/host.sock", Resolve(("DOCKER_CONTEXT", "office"), ("DOCKER_HOST", "unix:///nowhere/host.sock")));
        Assert.Equal("unix:///var/run/docker.sock", Resolve(("DOCKER_CONTEXT", "default")));
    }

    [SkippableTheory]
    [MemberData(nameof(Every))]
    public async Task GetVersionAsync_RealEngine_IsTheOlderSides(EngineKind kind)
    {
        using EngineClient engine = await ClientAsync(kind);
        Version theirs = Version.Parse(await BehindOurBackAsync(kind, "version", "--format", "{{.Server.APIVersion}}"));

        EngineVersion agreed = await engine.GetVersionAsync(default);

        Assert.Equal(theirs < new Version(1, 51) ? theirs : new Version(1, 51), agreed.Api);
        Assert.Equal(kind == EngineKind.Podman, agreed.IsPodman);
        Assert.Equal(kind == EngineKind.Newest, agreed.TakesConsoleSize);
    }

    private string Resolve(params (string Name, string Value)[] variables)
    {
        var surroundings = new DockerSurroundings(
            name => name == "DOCKER_CONFIG" ? _config : variables.FirstOrDefault(variable => variable.Name == name).Value, Home: "/nowhere", path => path == "/var/run/docker.sock", IsWindows: false);
        return new EndpointResolver(surroundings).Resolve(new DockerEnvironmentOptions()).ToString();
    }

    private async Task CommandAsync(params string[] arguments)
    {
        Tool.Result result = await Tool.RunAsync("docker", arguments, ("DOCKER_CONFIG", _config), ("DOCKER_HOST", null), ("DOCKER_CONTEXT", null));
        Assert.True(result.ExitCode == 0, result.Error);
    }
}
