using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PromptWatcher.AspNetCore;
using PromptWatcher.AspNetCore.Api;
using PromptWatcher.AspNetCore.Events;
using PromptWatcher.AspNetCore.Hosts;
using PromptWatcher.AspNetCore.Page;
using PromptWatcher.AspNetCore.Recordings;
using PromptWatcher.AspNetCore.Security;
using PromptWatcher.AspNetCore.Sockets;

namespace PromptWatcher;

/// <summary>Serves sessions from an ASP.NET Core application.</summary>
public static class PromptWatcherEndpointExtensions
{
    /// <summary>Maps the page, the API, its events and its sockets below a path. Conventions that are added to the result hold for all of them.</summary>
    /// <param name="endpoints">The application.</param>
    /// <param name="pattern">The path, such as <c>/promptwatcher</c>.</param>
    /// <exception cref="InvalidOperationException">The services are missing, or nobody could be let in; the message says what to add.</exception>
    public static IEndpointConventionBuilder MapPromptWatcher(this IEndpointRouteBuilder endpoints, string pattern = "/promptwatcher")
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(pattern);
        IServiceProvider services = endpoints.ServiceProvider;
        RequestGuard guard = services.GetService<RequestGuard>() ?? throw new InvalidOperationException(
            "MapPromptWatcher found no services of its own. Call builder.Services.AddPromptWatcher().AddWeb() before the application is built.");
        if (guard.IsMapped)
            throw new InvalidOperationException($"MapPromptWatcher was called before, and '{pattern}' would be a second place: an application has one. Map it once.");
        guard.IsMapped = true;
        PromptWatcherWebOptions options = services.GetRequiredService<IOptions<PromptWatcherWebOptions>>().Value;

        RouteGroupBuilder group = endpoints.MapGroup(pattern);
        group.WithGroupName(PromptWatcherWebBuilderExtensions.DocumentName);
        if (options.AllowAnonymousOnLoopback)
        {
            services.GetRequiredService<ILogger<RequestGuard>>().ServedWithoutLogin(pattern);
        }
        else
        {
            if (services.GetService<IAuthenticationSchemeProvider>() is null)
                throw new InvalidOperationException("MapPromptWatcher asks for a login, and the application has none. Call builder.Services.AddAuthentication(...) with a scheme, "
                    + $"or set {nameof(PromptWatcherWebOptions)}.{nameof(PromptWatcherWebOptions.AllowAnonymousOnLoopback)} on a machine that only its owner uses.");
            group.RequireAuthorization();
        }

        group.MapOpenApi("openapi/{documentName}.json");
        PageEndpoint.Map(group, services);
        SessionEndpoints.Map(group);
        TerminalEndpoints.Map(group);
        RecordingEndpoints.Map(group);
        HostEndpoints.Map(group);
        EventEndpoint.Map(group);
        SocketEndpoint.Map(group, endpoints);
        ((IEndpointConventionBuilder)group).Finally(builder => builder.RequestDelegate = guard.Wrap(builder.RequestDelegate!));
        return group;
    }
}
