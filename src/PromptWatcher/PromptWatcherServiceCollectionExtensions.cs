using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PromptWatcher.Detection;
using PromptWatcher.Environments;
using PromptWatcher.Environments.Local;
using PromptWatcher.Environments.Replay;
using PromptWatcher.Sessions;
using PromptWatcher.Storage;

namespace PromptWatcher;

/// <summary>Registers PromptWatcher with a dependency injection container.</summary>
public static class PromptWatcherServiceCollectionExtensions
{
    /// <summary>
    /// Registers <see cref="SessionManager"/> and <see cref="AgentProfileStore"/> as singletons, with the environments <c>"local"</c> and
    /// <c>"replay"</c>. Calling it again adds only the configuration.
    /// </summary>
    /// <param name="services">The services of the application.</param>
    /// <param name="configure">Sets the limits, which are checked when the host starts.</param>
    public static IPromptWatcherBuilder AddPromptWatcher(this IServiceCollection services, Action<PromptWatcherOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        var builder = new PromptWatcherBuilder(services);
        services.AddValidated<PromptWatcherOptions>().Configure(options => configure?.Invoke(options));
        services.AddValidated<LocalEnvironmentOptions>();
        services.TryAddSingleton(provider => new AgentProfileStore(
            provider.GetRequiredService<IOptions<PromptWatcherOptions>>().Value.Profiles, provider.GetService<TimeProvider>(), provider.GetService<ILogger<AgentProfileStore>>()));
        services.TryAddSingleton<ISessionStore, InMemorySessionStore>();
        services.TryAddSingleton(CreateManager);
        if (!services.Any(service => service.ServiceType == typeof(EnvironmentKey)))
        {
            builder.AddEnvironment(LocalEnvironment.EnvironmentId, provider => new LocalEnvironment(provider.GetRequiredService<IOptions<LocalEnvironmentOptions>>().Value));
            builder.AddEnvironment<ReplayEnvironment>(ReplayEnvironment.EnvironmentId);
        }

        return builder;
    }

    /// <summary>Adds an environment, as a keyed singleton.</summary>
    /// <param name="builder">What <see cref="AddPromptWatcher"/> returned.</param>
    /// <param name="environmentId">The key, which <see cref="PtySpawnOptions.EnvironmentId"/> names.</param>
    public static IPromptWatcherBuilder AddEnvironment<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TEnvironment>(
        this IPromptWatcherBuilder builder, string environmentId)
        where TEnvironment : class, IEnvironmentAdapter =>
        builder.AddEnvironment(environmentId, provider => ActivatorUtilities.CreateInstance<TEnvironment>(provider));

    /// <summary>Adds an environment that a function makes, as a keyed singleton.</summary>
    /// <param name="builder">What <see cref="AddPromptWatcher"/> returned.</param>
    /// <param name="environmentId">The key, which <see cref="PtySpawnOptions.EnvironmentId"/> names.</param>
    /// <param name="create">Makes the environment; called once.</param>
    public static IPromptWatcherBuilder AddEnvironment(this IPromptWatcherBuilder builder, string environmentId, Func<IServiceProvider, IEnvironmentAdapter> create)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(environmentId);
        builder.Services.AddKeyedSingleton(environmentId, (provider, _) => create(provider));
        builder.Services.AddSingleton(new EnvironmentKey(environmentId));
        return builder;
    }

    /// <summary>Keeps what becomes of sessions in a store that a function makes, in place of this process's memory.</summary>
    /// <param name="builder">What <see cref="AddPromptWatcher"/> returned.</param>
    /// <param name="create">Makes the store; called once.</param>
    public static IPromptWatcherBuilder AddStore(this IPromptWatcherBuilder builder, Func<IServiceProvider, ISessionStore> create)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.Replace(ServiceDescriptor.Singleton(create));
        return builder;
    }

    private static OptionsBuilder<TOptions> AddValidated<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TOptions>(this IServiceCollection services)
        where TOptions : class, IValidateOptions<TOptions>, new()
    {
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<TOptions>, TOptions>());
        return services.AddOptions<TOptions>().ValidateOnStart();
    }

    private static SessionManager CreateManager(IServiceProvider provider) => new(
        provider.GetServices<EnvironmentKey>().Select(key => key.Id).Distinct().ToDictionary(id => id, provider.GetRequiredKeyedService<IEnvironmentAdapter>),
        provider.GetRequiredService<IOptions<PromptWatcherOptions>>().Value,
        provider.GetService<TimeProvider>(),
        provider.GetService<ILogger<SessionManager>>(),
        provider.GetRequiredService<AgentProfileStore>(),
        provider.GetRequiredService<ISessionStore>());

    private sealed class PromptWatcherBuilder(IServiceCollection services) : IPromptWatcherBuilder
    {
        public IServiceCollection Services => services;
    }

    /// <summary>A key under which an environment is registered: a provider does not list its keys.</summary>
    private sealed record EnvironmentKey(string Id);
}
