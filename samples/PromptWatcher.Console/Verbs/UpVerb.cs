using System.CommandLine;
using PromptWatcher.Agents;
using PromptWatcher.Console.Output;
using PromptWatcher.Console.Projects;
using PromptWatcher.Console.Running;
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
        var container = new ContainerOptions(isForTask: true);
        var model = new Option<string?>("--model") { HelpName = "NAME", Description = "The agent's model." };
        var variables = new Option<string[]>("--variable") { HelpName = "NAME[=VALUE]", Description = "A variable for the agent; a name alone passes on the one that this command has. May be given more than once." };
        var key = new Option<string?>("--api-key-file") { HelpName = "FILE", Description = "The agent's key, which it gets as a file in memory rather than as a variable. For claude." };
        var detach = new Option<bool>("--detach") { Description = "With --env docker: leaves the session alone once it has taken its first instruction." };
        Option<string?> agent = CommonOptions.Agent();
        var words = new Argument<string[]>("COMMAND") { Arity = ArgumentArity.ZeroOrMore, Description = "What runs in place of the agent's own program, after --." };
        var command = new Command("up", $"Starts an agent on a task in a git worktree of its own: in your terminal, or else tells what it does until it ends. With --env docker, {TerminalSide.LeaveKey} in a terminal and Ctrl+C elsewhere leave it running.")
        {
            project, task, agent, model, environment, session, start, variables, key, detach, words,
        };
        container.AddTo(command);
        command.SetAction((parsed, cancellationToken) =>
        {
            bool isContainer = parsed.GetValue(environment) == DockerEnvironment.EnvironmentId;
            if (!isContainer && parsed.GetValue(detach))
                throw new UsageException($"{detach.Name} is for containers. Add --env {DockerEnvironment.EnvironmentId}, or leave it out.");
            if (!isContainer)
                container.RequireNone(parsed);
            AgentLaunch launch = Launch(parsed.GetValue(agent) ?? "claude", parsed.GetValue(key)) with { Model = parsed.GetValue(model) };
            PtySpawnOptions options = isContainer ? container.Read(parsed, io) : new PtySpawnOptions { Command = "" };
            options = launch.ApplyTo(options) with
            {
                EnvironmentId = parsed.GetValue(environment), SessionId = parsed.GetValue(session) ?? Guid.NewGuid().ToString("N")[..8], InitialPrompt = parsed.GetValue(task),
                Environment = (parsed.GetValue(variables) ?? []).Select(Variable).ToDictionary(),
            };
            if (parsed.GetValue(words) is [var program, .. var arguments])
                options = options with { Command = program, Arguments = arguments, Agent = parsed.GetValue(agent) };
            return RunAsync(io, ProjectSource.Of(parsed.GetValue(project)!), options, container.ReadEnvironment(parsed), parsed.GetValue(start), parsed.GetValue(detach), cancellationToken);
        });
        return command;
    }

    private static AgentLaunch Launch(string agent, string? keyFile)
    {
        AgentLaunch launch = AgentLaunch.Of(agent);
        if (keyFile is null)
            return launch;
        return launch is ClaudeLaunch claude ? claude with { ApiKey = File.ReadAllText(keyFile).Trim() }
            : throw new UsageException($"{agent} takes no key from a file that it is told of. Give it a variable: --variable NAME.");
    }

    private static KeyValuePair<string, string?> Variable(string given) => given.Split('=', 2) is [var name, var value] ? new(name, value)
        : new(given, Environment.GetEnvironmentVariable(given) ?? throw new UsageException($"--variable {given} has no value, and this command has no variable of that name. Give {given}=VALUE."));

    private static async Task<int> RunAsync(CommandIo io, ProjectSource project, PtySpawnOptions options, DockerEnvironmentOptions docker, string? start, bool isDetached, CancellationToken cancellationToken)
    {
        bool isContainer = options is DockerSpawnOptions;
        if (options is DockerSpawnOptions { Image: var image, User: var containerUser, Network: var network })
            (docker.Image, docker.User, docker.Network) = (image, containerUser, network);
        await using var host = new ProjectHost(docker, project);
        GitWorkspace workspace = host.WorkspaceOf(project, isContainer);
        if (isContainer || !project.IsDirectory)
            await workspace.CloneAsync(project.Place, cancellationToken: cancellationToken);
        options = options with { ProjectId = project.Id, BranchStart = start };
        string id = options.SessionId!;
        await host.MakeWayAsync(id, cancellationToken);
        ControllingTerminal? terminal = isDetached ? null : io.OpenTerminal();
        if (terminal is null)
            return await FollowAsync(io, host, options, workspace, isDetached, cancellationToken);

        using var user = new TerminalSide(terminal, size: null, canLeave: isContainer);
        Dictionary<string, string?> variables = new(user.Variables);
        foreach ((string name, string? value) in options.Environment)
            variables[name] = value;
        options = options with { Size = user.Size, Environment = variables };
        int? code = await new ProgramRun(user).RunAsync(sessionOptions => host.Manager.StartAsync(options, sessionOptions, cancellationToken));
        io.Out.WriteLine(code is null ? RunsOn(id) : Begun(workspace, id));
        return code ?? ExitCode.Success;
    }

    /// <summary>Without a terminal: what the agent does is printed, and others answer it.</summary>
    private static async Task<int> FollowAsync(CommandIo io, ProjectHost host, PtySpawnOptions options, GitWorkspace workspace, bool isDetached, CancellationToken cancellationToken)
    {
        await using TerminalSession session = await host.Manager.StartAsync(options, cancellationToken: cancellationToken);
        using var leaving = new Leaving(cancellationToken);
        if (isDetached)
            _ = LeaveAsync(session, leaving);
        try
        {
            io.Out.WriteLine(Begun(workspace, session.Id));
            await foreach (SessionEvent happened in session.WatchAsync(leaving.Token))
            {
                if (EventLine.Text(happened) is { } line)
                    io.Out.WriteLine(line);
            }

            return (await session.Completion).ShellCode ?? ExitCode.Success;
        }
        catch (Exception left) when (left is OperationCanceledException or IOException && options is DockerSpawnOptions)
        {
            await session.DetachAsync();
            if (left is IOException)
                throw;
        }
        catch (OperationCanceledException)
        {
            await session.KillAsync(CancellationToken.None);
            return (await session.Completion).ShellCode ?? ExitCode.Success;
        }

        io.Out.WriteLine(RunsOn(session.Id));
        if (session.InitialPrompt is not { IsFaulted: true, Exception.InnerException: { } refused })
            return ExitCode.Success;
        io.Report($"its first instruction was not taken: {refused.Message}");
        return ExitCode.Failure;
    }

    private static string Begun(GitWorkspace workspace, string id) => $"session {id}: branch {workspace.BranchOf(id)}, worktree {workspace.PathOf(id)}";

    private static string RunsOn(string id) => $"session {id} runs on: promptwatcher ps, attach, answer, diff, stop.";

    // Once the instruction was taken, or there is none to wait for.
    private static async Task LeaveAsync(TerminalSession session, Leaving leaving)
    {
        await session.InitialPrompt.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await leaving.LeaveAsync();
    }
}
