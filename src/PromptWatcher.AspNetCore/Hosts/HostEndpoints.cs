using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using PromptWatcher.AspNetCore.Api;
using PromptWatcher.Hosts;
using PromptWatcher.Sessions;

namespace PromptWatcher.AspNetCore.Hosts;

/// <summary>The terminals of the host that others started, where the application has a monitor of them.</summary>
internal static class HostEndpoints
{
    internal static void Map(RouteGroupBuilder group)
    {
        group.MapGet("api/hosts", Get).WithName("GetHostMonitor").WithSummary("How the host monitor fares, and the host's terminals.")
            .Produces<HostMonitorView>().ProducesProblem(StatusCodes.Status404NotFound);
        group.MapPost("api/hosts/start", StartAsync)
            .WithName("StartHostMonitor").WithSummary("Begins to follow the host's terminals, and waits for the first look.").Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status404NotFound);
        group.MapPost("api/hosts/stop", StopAsync)
            .WithName("StopHostMonitor").WithSummary("Ends the following, and the sessions of terminals that were captured.").Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static IResult Get(IServiceProvider services, SessionManager manager) =>
        services.GetService<HostMonitor>() is { } monitor ? TypedResults.Json(HostMonitorView.Of(monitor, manager), WebJson.Default.HostMonitorView) : None();

    private static async Task<IResult> StartAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        if (services.GetService<HostMonitor>() is not { } monitor)
            return None();
        await monitor.StartAsync(cancellationToken).ConfigureAwait(false);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> StopAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        if (services.GetService<HostMonitor>() is not { } monitor)
            return None();
        await monitor.StopAsync(cancellationToken).ConfigureAwait(false);
        return TypedResults.NoContent();
    }

    private static IResult None() => Problems.Make(StatusCodes.Status404NotFound, "no-host-monitor", "The host's terminals are not followed here.", "The application adds a monitor with AddHostMonitor or AddDockerHostMonitor.");
}
