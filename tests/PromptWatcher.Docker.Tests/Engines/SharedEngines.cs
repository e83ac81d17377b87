using System.Collections.Concurrent;

namespace PromptWatcher.Docker.Tests.Engines;

/// <summary>The engines that the tests share, each started when a test first asks for it and stopped after the last test.</summary>
public sealed class SharedEngines : IAsyncLifetime
{
    private readonly ConcurrentDictionary<EngineKind, Lazy<Task<DockerEngine>>> _engines = new();

    /// <exception cref="SkipException">There can be no such engine on this machine.</exception>
    public Task<DockerEngine> GetAsync(EngineKind kind = EngineKind.Installed) =>
        _engines.GetOrAdd(kind, key => new Lazy<Task<DockerEngine>>(() => DockerEngine.StartAsync(key))).Value;

    Task IAsyncLifetime.InitializeAsync() => Task.CompletedTask;

    async Task IAsyncLifetime.DisposeAsync()
    {
        foreach (Lazy<Task<DockerEngine>> engine in _engines.Values)
        {
            if (engine.Value.IsCompletedSuccessfully)
                await engine.Value.Result.DisposeAsync();
        }
    }
}

/// <summary>Tests of terminals in containers, one after the other.</summary>
[CollectionDefinition(nameof(NeedsEngine))]
public sealed class NeedsEngine : ICollectionFixture<SharedEngines>;

/// <summary>Tests of what stands on those terminals, one after the other, with engines of their own: they run beside the others, since all of them wait more than they work.</summary>
[CollectionDefinition(nameof(NeedsOtherEngine))]
public sealed class NeedsOtherEngine : ICollectionFixture<SharedEngines>;
