using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using PromptWatcher.Environments;
using PromptWatcher.Hosts;
using PromptWatcher.Sessions;

namespace PromptWatcher.Docker.Tests;

public sealed class AddDockerTests
{
    [Fact]
    public async Task AddDocker_SeveralEngines_EachHasItsKeyAndItsOptions()
    {
        var services = new ServiceCollection();
        services.AddPromptWatcher()
            .AddDocker(options => options.Endpoint = "unix:///no/such/first")
            .AddDocker("farm", options => (options.Endpoint, options.Owner) = ("unix:///no/such/second", "farm"));
        await using ServiceProvider provider = services.BuildServiceProvider();

        var docker = provider.GetRequiredKeyedService<IEnvironmentAdapter>("docker");
        var farm = provider.GetRequiredKeyedService<IEnvironmentAdapter>("farm");

        Assert.NotSame(Assert.IsType<DockerEnvironment>(docker), Assert.IsType<DockerEnvironment>(farm));
        Assert.Same(docker, provider.GetRequiredKeyedService<IEnvironmentAdapter>("docker"));
        await EngineOf(docker, "/no/such/first");
        await EngineOf(farm, "/no/such/second");
        var options = provider.GetRequiredService<IOptionsMonitor<DockerEnvironmentOptions>>();
        Assert.Equal(("promptwatcher", "farm"), (options.Get("docker").Owner, options.Get("farm").Owner));
    }

    [Fact]
    public async Task AddDockerHostMonitor_EngineThatIsAway_IsOfThatEngineAndKeepsTrying()
    {
        var services = new ServiceCollection();
        services.AddPromptWatcher().AddDocker("farm", options => options.Endpoint = "unix:///no/such/engine").AddDockerHostMonitor(environmentId: "farm");
        await using ServiceProvider provider = services.BuildServiceProvider();
        var monitor = provider.GetRequiredService<HostMonitor>();

        await monitor.StartAsync();

        Assert.Equal(HostMonitorState.Away, monitor.Status.State);
        Assert.Contains("/no/such/engine", monitor.Status.Problem!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AddDocker_SessionManager_KnowsTheEngines()
    {
        var services = new ServiceCollection();
        services.AddPromptWatcher().AddDocker().AddDocker("farm");
        await using ServiceProvider provider = services.BuildServiceProvider();
        var manager = provider.GetRequiredService<SessionManager>();

        var error = await Assert.ThrowsAsync<UnknownIdException>(async () => await manager.StartAsync(new PtySpawnOptions { Command = "sh", EnvironmentId = "mars" }));

        Assert.Contains("docker, farm, local, replay", error.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<EnvironmentException>(async () => await manager.StartAsync(new DockerSpawnOptions { Command = "sh", EnvironmentId = "farm", Image = "Bad" }));
    }

    [Fact]
    public void AddDocker_OptionsThatWillNotDo_AreReportedWhenTheHostStarts()
    {
        var services = new ServiceCollection();
        services.AddPromptWatcher().AddDocker().AddDocker("farm", options => (options.Owner, options.User) = ("no good", "a b"));
        using ServiceProvider provider = services.BuildServiceProvider();

        var error = Assert.Throws<OptionsValidationException>(provider.GetRequiredService<IStartupValidator>().Validate);

        Assert.Equal("farm", error.OptionsName);
        Assert.Equal(2, error.Failures.Count());
        provider.GetRequiredKeyedService<IEnvironmentAdapter>("docker");
        Assert.Throws<OptionsValidationException>(() => provider.GetRequiredKeyedService<IEnvironmentAdapter>("farm"));
    }

    [Fact]
    public void AddDocker_SameKeyAgain_AddsOnlyTheConfiguration()
    {
        var services = new ServiceCollection();
        services.AddPromptWatcher().AddDocker(options => options.Owner = "shop").AddDocker(options => options.Image = "node:22");
        using ServiceProvider provider = services.BuildServiceProvider();

        DockerEnvironmentOptions options = provider.GetRequiredService<IOptionsMonitor<DockerEnvironmentOptions>>().Get("docker");

        Assert.Equal(("shop", "node:22"), (options.Owner, options.Image));
        Assert.Single(provider.GetKeyedServices<IEnvironmentAdapter>("docker"));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    public void AddDocker_EmptyKey_IsRefused(string key) => Assert.ThrowsAny<ArgumentException>(() => new ServiceCollection().AddPromptWatcher().AddDocker(key));

    private static async Task EngineOf(IEnvironmentAdapter docker, string socket)
    {
        var error = await Assert.ThrowsAsync<DockerEngineException>(async () => await docker.SpawnPtyAsync(new DockerSpawnOptions { Command = "sh", Image = "a" }));
        Assert.Contains(socket, error.Message, StringComparison.Ordinal);
    }
}
