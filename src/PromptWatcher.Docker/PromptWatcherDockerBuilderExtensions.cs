using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PromptWatcher.Docker;
using PromptWatcher.Environments;
using PromptWatcher.Hosts;
using PromptWatcher.Sessions;

namespace PromptWatcher;

/// <summary>Registers Docker engines as environments.</summary>
public static class PromptWatcherDockerBuilderExtensions
{
    /// <summary>Adds the environment <c>"docker"</c>: the engine that the docker command would use, unless the options name another.</summary>
    /// <param name="builder">What <see cref="PromptWatcherServiceCollectionExtensions.AddPromptWatcher"/> returned.</param>
    /// <param name="configure">Sets the options, which are checked when the host starts.</param>
    public static IPromptWatcherBuilder AddDocker(this IPromptWatcherBuilder builder, Action<DockerEnvironmentOptions>? configure = null) =>
        builder.AddDocker(DockerEnvironment.EnvironmentId, configure);

    /// <summary>Adds an engine as an environment of its own. Calling it again with the same id adds only the configuration.</summary>
    /// <param name="builder">What <see cref="PromptWatcherServiceCollectionExtensions.AddPromptWatcher"/> returned.</param>
    /// <param name="environmentId">The key, which <see cref="PtySpawnOptions.EnvironmentId"/> names; also the name of the engine's options.</param>
    /// <param name="configure">Sets the options, which are checked when the host starts.</param>
    public static IPromptWatcherBuilder AddDocker(this IPromptWatcherBuilder builder, string environmentId, Action<DockerEnvironmentOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(environmentId);
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<DockerEnvironmentOptions>, DockerEnvironmentOptions>());
        builder.Services.AddOptions<DockerEnvironmentOptions>(environmentId).Configure(options => configure?.Invoke(options)).ValidateOnStart();
        var engine = new Engine(environmentId);
        if (builder.Services.Any(service => engine.Equals(service.ImplementationInstance)))
            return builder;
        builder.Services.AddSingleton(engine);
        return builder.AddEnvironment(environmentId, provider => new DockerEnvironment(provider.GetRequiredService<IOptionsMonitor<DockerEnvironmentOptions>>().Get(environmentId)));
    }

    /// <summary>
    /// Registers a <see cref="HostMonitor"/> of the terminals on the host of an engine that <see cref="AddDocker(IPromptWatcherBuilder, Action{DockerEnvironmentOptions}?)"/>
    /// added, which starts and stops with the application.
    /// </summary>
    /// <param name="builder">What <see cref="PromptWatcherServiceCollectionExtensions.AddPromptWatcher"/> returned.</param>
    /// <param name="configure">Sets the options, which are checked when the host starts.</param>
    /// <param name="environmentId">The engine.</param>
    public static IPromptWatcherBuilder AddDockerHostMonitor(
        this IPromptWatcherBuilder builder, Action<HostMonitorOptions>? configure = null, string environmentId = DockerEnvironment.EnvironmentId)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(environmentId);
        return builder.AddHostMonitor(configure, (provider, options) => ((DockerEnvironment)provider.GetRequiredKeyedService<IEnvironmentAdapter>(environmentId))
            .CreateHostMonitor(provider.GetRequiredService<SessionManager>(), options, provider.GetService<ILogger<HostMonitor>>()));
    }

    /// <summary>An engine that is registered already.</summary>
    private sealed record Engine(string EnvironmentId);
}
