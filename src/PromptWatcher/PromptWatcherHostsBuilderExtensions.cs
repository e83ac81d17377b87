using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PromptWatcher.Hosts;
using PromptWatcher.Sessions;

namespace PromptWatcher;

/// <summary>Registers the watching of terminals that others started.</summary>
public static class PromptWatcherHostsBuilderExtensions
{
    /// <summary>Registers a <see cref="HostMonitor"/> of this machine's terminals, which starts and stops with the application.</summary>
    /// <param name="builder">What <see cref="PromptWatcherServiceCollectionExtensions.AddPromptWatcher"/> returned.</param>
    /// <param name="configure">Sets the options, which are checked when the host starts.</param>
    public static IPromptWatcherBuilder AddHostMonitor(this IPromptWatcherBuilder builder, Action<HostMonitorOptions>? configure = null) =>
        builder.AddHostMonitor(configure, static (provider, options) => new HostMonitor(
            provider.GetRequiredService<SessionManager>(), options, provider.GetService<TimeProvider>(), provider.GetService<ILogger<HostMonitor>>()));

    /// <summary>The same with another host. An application has one monitor: the last that was added.</summary>
    internal static IPromptWatcherBuilder AddHostMonitor(this IPromptWatcherBuilder builder, Action<HostMonitorOptions>? configure, Func<IServiceProvider, HostMonitorOptions, HostMonitor> create)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<HostMonitorOptions>, HostMonitorOptions>());
        builder.Services.AddOptions<HostMonitorOptions>().Configure(options => configure?.Invoke(options)).ValidateOnStart();
        builder.Services.Replace(ServiceDescriptor.Singleton(provider => create(provider, provider.GetRequiredService<IOptions<HostMonitorOptions>>().Value)));
        builder.Services.AddHostedService<HostMonitorService>();
        return builder;
    }
}
