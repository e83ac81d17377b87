using System.Net.WebSockets;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using PromptWatcher.AspNetCore.Api;
using PromptWatcher.AspNetCore.Security;
using PromptWatcher.Diagnostics;
using PromptWatcher.Sessions;

namespace PromptWatcher.AspNetCore.Sockets;

/// <summary>Lets clients in: everything is checked before the socket is accepted, while an HTTP status can still tell why not.</summary>
internal sealed class SessionSockets(
    SessionManager manager, TicketStore tickets, LeaseBoard leases, Limits limits, IOptions<PromptWatcherWebOptions> options, IHostApplicationLifetime lifetime)
{
    internal const string Protocol = "promptwatcher.v1";

    internal async Task AcceptAsync(HttpContext context)
    {
        var id = (string?)context.Request.RouteValues["id"];
        if (Refuse(context, id, out TerminalSession? session, out SocketRole role, out JournalPosition? position) is { } problem)
        {
            await problem.ExecuteAsync(context).ConfigureAwait(false);
            return;
        }

        if (!limits.TryAddViewer(session!))
        {
            await Problems.TooManyViewers().ExecuteAsync(context).ConfigureAwait(false);
            return;
        }

        var tag = new KeyValuePair<string, object?>("role", role == SocketRole.Writer ? "writer" : "viewer");
        PromptWatcherTelemetry.Viewers.Add(1, tag);
        try
        {
            using WebSocket socket = await context.WebSockets.AcceptWebSocketAsync(new WebSocketAcceptContext
            {
                SubProtocol = Protocol, KeepAliveInterval = options.Value.KeepAlive, KeepAliveTimeout = options.Value.KeepAlive,
            }).ConfigureAwait(false);
            using var viewer = session!.OpenViewer(position);
            using var connection = new SessionSocket(socket, session, viewer, role, leases.Of(session), limits, options.Value);
            await connection.RunAsync(lifetime.ApplicationStopping).ConfigureAwait(false);
        }
        finally
        {
            PromptWatcherTelemetry.Viewers.Add(-1, tag);
            limits.RemoveViewer(session!);
        }
    }

    private ProblemHttpResult? Refuse(HttpContext context, string? id, out TerminalSession? session, out SocketRole role, out JournalPosition? position)
    {
        (session, role, position) = (null, default, null);
        if (!context.WebSockets.IsWebSocketRequest)
            return Problems.Make(StatusCodes.Status400BadRequest, "socket-required", "This is the address of a WebSocket.", "Connect with a WebSocket client.");
        if (!context.WebSockets.WebSocketRequestedProtocols.Contains(Protocol))
            return Problems.Make(StatusCodes.Status400BadRequest, "protocol-required", "The WebSocket subprotocol is missing.", $"Ask for {Protocol}.");
        if (!SocketEndpoint.TryParsePosition(context.Request, out position))
            return Problems.Invalid("cursor is a number that this server gave.");
        if (id is null || !manager.TryGet(id, out session))
            return Problems.NoSession();
        if (WebUser.Key(context.User) is not { } user || tickets.TryUse(context.Request.Query["ticket"], id, session.Epoch, user) is not { } granted)
            return Problems.Make(StatusCodes.Status403Forbidden, "ticket-refused", "The ticket does not open this socket.", "Get a new one: each is used once, soon, for its session and by its user.");
        role = granted;
        return null;
    }
}
