using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using PromptWatcher.AspNetCore.Security;
using PromptWatcher.Environments;
using PromptWatcher.Environments.Replay;
using PromptWatcher.Sessions;

namespace PromptWatcher.AspNetCore.Api;

/// <summary>What there is, what is started and what is ended.</summary>
internal static class SessionEndpoints
{
    internal static void Map(RouteGroupBuilder group)
    {
        group.MapGet("api/environments", Environments).WithName("ListEnvironments").WithSummary("The environments that sessions can be started in.").Produces<EnvironmentView[]>();
        group.MapGet("api/agents", Agents).WithName("ListAgents").WithSummary("The agents that have a profile.").Produces<AgentView[]>();
        group.MapGet("api/sessions", List).WithName("ListSessions").WithSummary("The sessions that run, and those that ended lately.").Produces<SessionView[]>();
        group.MapPost("api/sessions", CreateAsync).WithName("CreateSession").WithSummary("Starts a program on a new terminal.").Accepts<CreateRequest>("application/json")
            .Produces<SessionView>(StatusCodes.Status201Created).ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity).ProducesProblem(StatusCodes.Status429TooManyRequests);
        group.MapGet("api/sessions/{id}", Get).WithName("GetSession").WithSummary("One session.").Produces<SessionView>().ProducesProblem(StatusCodes.Status404NotFound);
        group.MapDelete("api/sessions/{id}", DeleteAsync).WithName("DeleteSession").WithSummary("Ends a session's program and forgets the session.")
            .Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static IResult Environments(SessionManager manager, IOptions<PromptWatcherWebOptions> options) =>
        TypedResults.Json([.. manager.Environments.Where(id => IsOpen(options.Value, id)).Select(static id => new EnvironmentView(id))], WebJson.Default.EnvironmentViewArray);

    private static IResult Agents(SessionManager manager) => TypedResults.Json(
        [.. manager.Profiles.Current.Ids.Order(StringComparer.Ordinal).Select(manager.Profiles.Current.Get).Where(static profile => profile.Commands.Count > 0).Select(static profile => new AgentView(profile.Id, profile.Name))],
        WebJson.Default.AgentViewArray);

    private static IResult List(SessionManager manager) =>
        TypedResults.Json([.. manager.Sessions.OrderBy(static session => session.CreatedAt).Select(SessionView.Of)], WebJson.Default.SessionViewArray);

    private static IResult Get(string id, SessionManager manager) =>
        manager.TryGet(id, out TerminalSession? session) ? TypedResults.Json(SessionView.Of(session), WebJson.Default.SessionView) : Problems.NoSession();

    private static async Task<IResult> CreateAsync(HttpContext context, SessionManager manager, Limits limits, IOptions<PromptWatcherWebOptions> options)
    {
        (CreateRequest? request, IResult? problem) = await RequestBody.ReadAsync(context, WebJson.Default.CreateRequest).ConfigureAwait(false);
        if (request is null)
            return problem!;
        string environment = request.Environment ?? "local";
        if (!IsOpen(options.Value, environment) || !manager.Environments.Contains(environment))
            return Problems.Of(new UnknownIdException("environment", environment, manager.Environments.Where(id => IsOpen(options.Value, id))))!;
        if (request.Id is { } id && manager.TryGet(id, out _))
            return Problems.Make(StatusCodes.Status409Conflict, "session-exists", "There is a session of that id.", "Choose another id, or none.", "id");
        if (!limits.TryBeginStart(manager))
            return Problems.TooMany("sessions", $"{options.Value.MaxSessions} sessions run or start, which is the limit. End one first.");

        try
        {
            return await StartAsync(ToSpawn(request, environment, options.Value), context, manager, limits, options.Value).ConfigureAwait(false);
        }
        finally
        {
            limits.EndStart();
        }
    }

    private static async Task<IResult> StartAsync(PtySpawnOptions spawn, HttpContext context, SessionManager manager, Limits limits, PromptWatcherWebOptions options)
    {
        if (!limits.Creates.TryTake(1))
            return Problems.TooMany("creates", $"{options.MaxCreatesPerMinute} sessions were started in the last minute, which is the limit. Wait a little.");

        try
        {
            TerminalSession session = await manager.StartAsync(spawn, cancellationToken: context.RequestAborted).ConfigureAwait(false);
            context.Response.Headers.Location = $"{context.Request.PathBase}{context.Request.Path}/{session.Id}";
            return TypedResults.Json(SessionView.Of(session), WebJson.Default.SessionView, statusCode: StatusCodes.Status201Created);
        }
        catch (Exception error) when (Problems.Of(error) is not null)
        {
            return Problems.Of(error)!;
        }
    }

    private static async Task<IResult> DeleteAsync(string id, SessionManager manager)
    {
        if (!manager.TryGet(id, out TerminalSession? session))
            return Problems.NoSession();
        await session.DisposeAsync().ConfigureAwait(false);
        return TypedResults.NoContent();
    }

    /// <summary>A replay reads any file that its command names.</summary>
    private static bool IsOpen(PromptWatcherWebOptions options, string environment) =>
        options.Environments?.Contains(environment) ?? environment != ReplayEnvironment.EnvironmentId;

    private static PtySpawnOptions ToSpawn(CreateRequest request, string environment, PromptWatcherWebOptions options) => new()
    {
        Command = request.Command,
        Arguments = request.Arguments ?? [],
        SessionId = request.Id,
        EnvironmentId = environment,
        Agent = request.Agent,
        ProjectId = request.Project,
        WorktreePath = request.Worktree,
        WorkingDirectory = request.WorkingDirectory,
        Environment = request.Variables ?? new Dictionary<string, string?>(),
        InheritEnvironment = options.InheritEnvironment,
        Size = request.Size ?? TerminalSize.Default,
        InitialPrompt = request.InitialPrompt,
    };
}
