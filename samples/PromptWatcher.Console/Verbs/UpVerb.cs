using System.CommandLine;
using System.Runtime.InteropServices;
using PromptWatcher.Agents;
using PromptWatcher.Console.Output;
using PromptWatcher.Console.Projects;
using PromptWatcher.Docker;
using PromptWatcher.Environments;
using PromptWatcher.Environments.Local;
using PromptWatcher.Projects;
using PromptWatcher.Sessions;

namespace PromptWatcher.Console.Verbs;

/// <summary><c>up</c>: a session for a task, from nothing: repository, worktree, container, agent, first instruction.</summary>
internal static class UpVerb
{
    public static Command Create(CommandIo io)
    {
        var project = new Option<string>("--project") { HelpName = "DIR|URL", Required = true, Description = "The project: a directory with a git repository, or a URL to clone." };
        var task = new Option<string?>("--task") { HelpName = "TEXT", Description = "The first instruction, typed when the agent is ready." };
        var session = new Option<string?>("--session") { HelpName = "ID", Description = "The session's id, which names its worktree and branch; one is made up otherwise." };
        var start = new Option<string?>("--from") { HelpName = "COMMIT", Description = "The branch, tag or commit that its branch begins at; the project's present commit otherwise." };
        var environment = new Option<string>("--env") { HelpName = "ID", Description = "Where it runs: local (the default), or docker.", DefaultValueFactory = _ => LocalEnvironment.EnvironmentId };
        environment.AcceptOnlyFromAmong(LocalEnvironment.EnvironmentId, DockerEnvironment.EnvironmentId);
        var image = new Option<string?>("--image") { HelpName = "IMAGE", Description = "With --env docker: an image with git and the agent." };
        var model = new Option<string?>("--model") { HelpName = "NAME", Description = "The agent's model." };
        var detach = new Option<bool>("--detach") { Description = "With --env docker: leaves the session alone once it has taken its first instruction." };
        Option<string?> agent = CommonOptions.Agent();
        var words = new Argument<string[]>("COMMAND") { Arity = ArgumentArity.ZeroOrMore, Description = "What runs in place of the agent's own program, after --." };
        var command = new Command("up", "Starts an agent on a task in a git worktree of its own, and tells what it does until it ends. With --env docker, Ctrl+C leaves it running.")
        {
            project, task, agent, model, environment, image, session, start, detach, words,
        };
        command.SetAction((parsed, cancellationToken) =>
        {
            bool isContainer = parsed.GetValue(environment) == DockerEnvironment.EnvironmentId;
            if (isContainer && parsed.GetValue(image) is null)
                throw new UsageException($"up --env {DockerEnvironment.EnvironmentId} needs --image IMAGE, with git and the agent in it.");
            if (!isContainer && (parsed.GetValue(image) is not null || parsed.GetValue(detach)))
                throw new UsageException($"--image and --detach are for containers. Add --env {DockerEnvironment.EnvironmentId}, or leave them out.");
            AgentLaunch launch = AgentLaunch.Of(parsed.GetValue(agent) ?? "claude") with { Model = parsed.GetValue(model) };
            PtySpawnOptions options = isContainer ? new DockerSpawnOptions { Command = "", Image = parsed.GetValue(image) } : new PtySpawnOptions { Command = "" };
            options = launch.ApplyTo(options) with { EnvironmentId = parsed.GetValue(environment), SessionId = parsed.GetValue(session) ?? Guid.NewGuid().ToString("N")[..8], InitialPrompt = parsed.GetValue(task) };
            if (parsed.GetValue(words) is [var program, .. var arguments])
                options = options with { Command = program, Arguments = arguments, Agent = parsed.GetValue(agent) };
            return RunAsync(io, ProjectSource.Of(parsed.GetValue(project)!), options, parsed.GetValue(start), parsed.GetValue(detach), cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(CommandIo io, ProjectSource project, PtySpawnOptions options, string? start, bool isDetached, CancellationToken cancellationToken)
    {
        bool isContainer = options is DockerSpawnOptions;
        await using var host = new ProjectHost(new DockerEnvironmentOptions { Image = (options as DockerSpawnOptions)?.Image });
        GitWorkspace workspace = host.WorkspaceOf(project, isContainer);
        if (isContainer || !project.IsDirectory)
            await workspace.CloneAsync(project.Place, cancellationToken: cancellationToken);
        Worktree worktree = await workspace.EnsureAsync(options.SessionId!, start, cancellationToken);
        options = options with { ProjectId = project.Id, WorktreePath = worktree.Path, WorkingDirectory = isContainer ? null : worktree.Path };
        await using TerminalSession session = await host.Manager.StartAsync(options, cancellationToken: cancellationToken);
        io.Out.WriteLine($"session {session.Id}: branch {worktree.Branch}, worktree {worktree.Path}");

        using CancellationTokenSource leaving = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using PosixSignalRegistration interrupt = LeaveOn(PosixSignal.SIGINT, leaving);
        using PosixSignalRegistration terminate = LeaveOn(PosixSignal.SIGTERM, leaving);
        using PosixSignalRegistration hangUp = LeaveOn(PosixSignal.SIGHUP, leaving);
        if (isDetached)
            _ = LeaveAsync(session, leaving);
        try
        {
            await foreach (SessionEvent happened in session.WatchAsync(leaving.Token))
            {
                if (EventLine.Text(happened) is { } line)
                    io.Out.WriteLine(line);
            }

        }
        catch (OperationCanceledException) when (!isContainer)
        {
            await session.KillAsync(CancellationToken.None);
        }
        catch (OperationCanceledException)
        {
            await session.DetachAsync();
            io.Out.WriteLine($"session {session.Id} runs on: promptwatcher ps, answer, diff, stop.");
            return ExitCode.Success;
        }

        return (await session.Completion).ShellCode ?? ExitCode.Success;
    }

    private static PosixSignalRegistration LeaveOn(PosixSignal signal, CancellationTokenSource leaving) => PosixSignalRegistration.Create(signal, context =>
    {
        context.Cancel = true;
        leaving.Cancel();
    });

    // Once the instruction was taken, or there is none to wait for.
    private static async Task LeaveAsync(TerminalSession session, CancellationTokenSource leaving)
    {
        await session.InitialPrompt.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await leaving.CancelAsync();
    }
}
