using System.Buffers;
using System.Text;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using PromptWatcher.AspNetCore.Security;
using PromptWatcher.AspNetCore.Sockets;
using PromptWatcher.Environments;
using PromptWatcher.Sessions;
using PromptWatcher.Terminal;

namespace PromptWatcher.AspNetCore.Api;

/// <summary>What is done to one terminal.</summary>
internal static class TerminalEndpoints
{
    /// <summary>Lines of a snapshot: the session stands still while they are read.</summary>
    private const int MostScrollback = 10_000;

    private const byte Interrupt = 0x03, Quit = 0x1c, Suspend = 0x1a;

    internal static void Map(RouteGroupBuilder group)
    {
        Describe<InputRequest>(group.MapPost("api/sessions/{id}/input", InputAsync)).WithName("TypeInput").WithSummary("Types a text or bytes.");
        Describe<ResizeRequest>(group.MapPost("api/sessions/{id}/resize", ResizeAsync)).WithName("ResizeSession").WithSummary("Changes the terminal's size.");
        Describe<SignalRequest>(group.MapPost("api/sessions/{id}/signal", SignalAsync)).WithName("SignalSession").WithSummary("INT, QUIT and TSTP as keys of the terminal; KILL ends the program.");
        Describe<AnswerRequest>(group.MapPost("api/sessions/{id}/answer", AnswerEndpoint.AnswerAsync)).WithName("AnswerPrompt").WithSummary("Answers a prompt and waits until the program has taken it.");
        group.MapGet("api/sessions/{id}/snapshot", Snapshot).WithName("GetSnapshot").WithSummary("What the terminal shows: format json, text or vt.")
            .Produces<SnapshotView>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static RouteHandlerBuilder Describe<TBody>(RouteHandlerBuilder endpoint)
        where TBody : notnull =>
        endpoint.Accepts<TBody>("application/json").Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status429TooManyRequests);

    private static async Task<IResult> InputAsync(string id, HttpContext context, SessionManager manager, Limits limits)
    {
        (TerminalSession? session, InputRequest? request, IResult? problem) = await FindAsync(id, context, manager, WebJson.Default.InputRequest).ConfigureAwait(false);
        if (problem is not null)
            return problem;
        if ((request!.Text is null) == (request.Base64 is null) || request is { Paste: true, Text: null or "" })
            return Problems.Invalid("Give either text or base64; only a text can be a paste.");
        byte[] bytes = request.Text is null ? new byte[request.Base64!.Length] : Encoding.UTF8.GetBytes(request.Text);
        int length = bytes.Length;
        if (request.Text is null && !Convert.TryFromBase64String(request.Base64!, bytes, out length))
            return Problems.Invalid("The member base64 is not base64.");
        if (!limits.InputOf(session!).TryTake(length))
            return Problems.TooManyInputs();
        return await DoAsync(() => request.Paste ? session!.PasteAsync(request.Text!, context.RequestAborted) : session!.TypeAsync(bytes.AsMemory(0, length), context.RequestAborted)).ConfigureAwait(false);
    }

    private static async Task<IResult> ResizeAsync(string id, HttpContext context, SessionManager manager, LeaseBoard leases, Limits limits)
    {
        (TerminalSession? session, ResizeRequest? size, IResult? problem) = await FindAsync(id, context, manager, WebJson.Default.ResizeRequest).ConfigureAwait(false);
        if (problem is not null)
            return problem;
        if (!limits.ControlsOf(session!).TryTake(1))
            return Problems.TooManyControls();
        return leases.Of(session!).IsHeld
            ? Problems.Make(StatusCodes.Status409Conflict, "lease-held", "Somebody writes to this session, and their size holds.", "Take the lease on a socket, or wait until it is free.")
            : await DoAsync(() => session!.ResizeAsync(new TerminalSize(size!.Columns, size.Rows), context.RequestAborted)).ConfigureAwait(false);
    }

    private static async Task<IResult> SignalAsync(string id, HttpContext context, SessionManager manager, Limits limits)
    {
        (TerminalSession? session, SignalRequest? request, IResult? problem) = await FindAsync(id, context, manager, WebJson.Default.SignalRequest).ConfigureAwait(false);
        if (problem is not null)
            return problem;
        byte? key = request!.Signal switch { "INT" => Interrupt, "QUIT" => Quit, "TSTP" => Suspend, _ => null };
        if (key is null && request.Signal != "KILL")
            return Problems.Invalid("The signal is one of INT, QUIT, TSTP, KILL.", "signal");
        if (!limits.ControlsOf(session!).TryTake(1))
            return Problems.TooManyControls();
        return await DoAsync(() => key is { } typed ? session!.TypeAsync(new[] { typed }, context.RequestAborted) : session!.KillAsync(context.RequestAborted)).ConfigureAwait(false);
    }

    private static IResult Snapshot(string id, SessionManager manager, string format = "json", int scrollback = 0)
    {
        if (!manager.TryGet(id, out TerminalSession? session))
            return Problems.NoSession();
        if (scrollback is < 0 or > MostScrollback)
            return Problems.Invalid($"scrollback is from 0 to {MostScrollback}.");
        switch (format)
        {
            case "json":
                ScreenSnapshot shown = session.Snapshot(scrollback);
                return TypedResults.Json(
                    new SnapshotView(session.Id, shown.Size, shown.Title, shown.Lines, shown.Scrollback, new CursorView(shown.CursorColumn, shown.CursorRow)), WebJson.Default.SnapshotView);
            case "text":
                ScreenSnapshot text = session.Snapshot(scrollback);
                return TypedResults.Text(string.Join('\n', text.Scrollback.Concat(text.Lines)), "text/plain; charset=utf-8");
            case "vt":
                var dump = new ArrayBufferWriter<byte>();
                session.Dump(dump, new ScreenDumpOptions { ScrollbackLines = scrollback });
                return TypedResults.Bytes(dump.WrittenMemory, "application/octet-stream");
            default:
                return Problems.Invalid("format is json, text or vt.");
        }
    }

    /// <summary>The session and the body, or the first thing that is wrong with them.</summary>
    internal static async Task<(TerminalSession? Session, TBody? Body, IResult? Problem)> FindAsync<TBody>(
        string id, HttpContext context, SessionManager manager, JsonTypeInfo<TBody> type)
        where TBody : class
    {
        if (!manager.TryGet(id, out TerminalSession? session))
            return (null, null, Problems.NoSession());
        (TBody? body, IResult? problem) = await RequestBody.ReadAsync(context, type).ConfigureAwait(false);
        return (session, body, problem);
    }

    internal static async Task<IResult> DoAsync(Func<ValueTask> operation)
    {
        try
        {
            await operation().ConfigureAwait(false);
            return TypedResults.NoContent();
        }
        catch (Exception error) when (Problems.Of(error) is not null)
        {
            return Problems.Of(error)!;
        }
    }
}
