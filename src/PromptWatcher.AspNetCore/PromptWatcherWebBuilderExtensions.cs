using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using PromptWatcher.AspNetCore;
using PromptWatcher.AspNetCore.Api;
using PromptWatcher.AspNetCore.Events;
using PromptWatcher.AspNetCore.Page;
using PromptWatcher.AspNetCore.Recordings;
using PromptWatcher.AspNetCore.Security;
using PromptWatcher.AspNetCore.Sockets;

namespace PromptWatcher;

/// <summary>Registers what <see cref="PromptWatcherEndpointExtensions.MapPromptWatcher"/> serves.</summary>
public static class PromptWatcherWebBuilderExtensions
{
    /// <summary>The name of the OpenAPI document.</summary>
    internal const string DocumentName = "promptwatcher";

    /// <summary>Adds the web's services. Calling it again adds only the configuration.</summary>
    /// <param name="builder">What <see cref="PromptWatcherServiceCollectionExtensions.AddPromptWatcher"/> returned.</param>
    /// <param name="configure">Sets limits and who is let in; checked when the host starts.</param>
    public static IPromptWatcherBuilder AddWeb(this IPromptWatcherBuilder builder, Action<PromptWatcherWebOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        IServiceCollection services = builder.Services;
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<PromptWatcherWebOptions>, PromptWatcherWebOptions>());
        services.AddOptions<PromptWatcherWebOptions>().Configure(options => configure?.Invoke(options)).ValidateOnStart();
        if (services.Any(static service => service.ServiceType == typeof(SessionDirectory)))
            return builder;

        services.TryAddSingleton(TimeProvider.System);
        services.AddAuthorization();
        services.AddSingleton<RequestGuard>();
        services.AddSingleton<Limits>();
        services.AddSingleton<PageAssets>();
        services.AddSingleton<TicketStore>();
        services.AddSingleton<LeaseBoard>();
        services.AddSingleton<SessionSockets>();
        services.AddSingleton<SessionDirectory>();
        services.AddHostedService(static provider => provider.GetRequiredService<SessionDirectory>());
        services.AddHostedService<SessionAdoption>();
        services.AddSingleton<RecordingFiles>();
        services.AddSingleton<SessionRecordings>();
        services.AddHostedService(static provider => provider.GetRequiredService<SessionRecordings>());
        services.Configure<JsonOptions>(static options => options.SerializerOptions.TypeInfoResolverChain.Insert(0, WebJson.Default));
        services.AddOpenApi(DocumentName, static options => options.ShouldInclude = static description => description.GroupName == DocumentName);
        return builder;
    }
}
