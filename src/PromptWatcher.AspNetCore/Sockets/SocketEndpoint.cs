using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using PromptWatcher.AspNetCore.Api;
using PromptWatcher.AspNetCore.Security;
using PromptWatcher.Environments;
using PromptWatcher.Sessions;

namespace PromptWatcher.AspNetCore.Sockets;

/// <summary>Tickets, and the sockets they are for.</summary>
internal static class SocketEndpoint
{
    internal static void Map(RouteGroupBuilder group, IEndpointRouteBuilder endpoints)
    {
        group.MapPost("api/sessions/{id}/tickets", CreateTicketAsync).WithName("CreateTicket").WithSummary("A ticket for one socket, for a viewer or a writer.")
            .Accepts<TicketRequest>("application/json").Produces<TicketView>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status429TooManyRequests);

        // Its own pipeline: the application need not have asked for WebSockets.
        IApplicationBuilder pipeline = endpoints.CreateApplicationBuilder();
        pipeline.UseWebSockets();
        pipeline.Run(static context => context.RequestServices.GetRequiredService<SessionSockets>().AcceptAsync(context));
        group.MapMethods("api/sessions/{id}/socket", [HttpMethods.Get, HttpMethods.Connect], pipeline.Build()).WithMetadata(new RequestGuard.NeedsOrigin());
    }

    private static async Task<IResult> CreateTicketAsync(string id, HttpContext context, SessionManager manager, TicketStore tickets, Limits limits)
    {
        (TerminalSession? session, TicketRequest? request, IResult? problem) = await TerminalEndpoints.FindAsync(id, context, manager, WebJson.Default.TicketRequest).ConfigureAwait(false);
        if (problem is not null)
            return problem;
        SocketRole? role = request!.Role switch { "viewer" => SocketRole.Viewer, "writer" => SocketRole.Writer, _ => null };
        if (role is null)
            return Problems.Invalid("The role is viewer or writer.", "role");
        if (role == SocketRole.Writer && session!.IsReadOnly)
            return Problems.Of(new ReadOnlyTerminalException("type into", id))!;
        if (WebUser.Key(context.User) is not { } user)
            return Problems.Make(StatusCodes.Status403Forbidden, "user-unnamed", "The login does not say who the user is.", "A ticket is for one user. Have the application's login give the claim nameidentifier or sub, or a name.");

        // Here too: a page is not told why its socket was refused.
        if (limits.IsFull(session!))
            return Problems.TooManyViewers();
        return tickets.Create(session!.Id, session.Epoch, role.Value, user) is var (ticket, expiresAt)
            ? TypedResults.Json(new TicketView(ticket, expiresAt), WebJson.Default.TicketView, statusCode: StatusCodes.Status201Created)
            : Problems.TooMany("tickets", "Too many tickets wait to be used. They expire by themselves.");
    }

    /// <summary>Where the client was; an error for what is no cursor.</summary>
    internal static bool TryParsePosition(HttpRequest request, out JournalPosition? position)
    {
        string? cursor = request.Query["cursor"];
        string? epoch = request.Query["epoch"];
        position = null;
        if (string.IsNullOrEmpty(cursor) || string.IsNullOrEmpty(epoch))
            return true;
        bool isNumber = long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out long number);
        if (isNumber)
            position = new JournalPosition(epoch, number);
        return isNumber;
    }
}
