using System.CommandLine;
using PromptWatcher.Console.Running;
using PromptWatcher.Docker;
using PromptWatcher.Environments;
using PromptWatcher.Environments.Local;
using PromptWatcher.Environments.Replay;
using PromptWatcher.Sessions;

namespace PromptWatcher.Console.Verbs;

/// <summary><c>run</c>: runs a program in the user's terminal, or between pipes, and reports its states.</summary>
internal static class RunVerb
{
    public static Command Create(CommandIo io)
    {
        var words = new Argument<string[]>("COMMAND")
        {
            Arity = ArgumentArity.ZeroOrMore, Description = "The program and its arguments, after --. With --env docker none is needed: then a shell runs.",
        };
        Option<string?> agent = CommonOptions.Agent();
        Option<TerminalSize?> size = CommonOptions.Size();
        var environment = new Option<string?>("--env") { HelpName = "ID", Description = "Where it runs: local (the default), docker or replay." };
        var directory = new Option<string?>("--directory") { HelpName = "DIR", Description = "The directory that it starts in." };
        var events = new Option<string?>("--events") { HelpName = "FILE", Description = "Gets each change of state as a JSON line." };
        var container = new ContainerOptions();
        var command = new Command("run", "Runs a program in your terminal, or between pipes, and reports what it does: to a file, else to the "
            + "terminal's title, else to standard error. Its exit code is the command's own.") { agent, environment, size, directory, events, words };
        container.AddTo(command);
        command.SetAction((parsed, _) =>
        {
            bool isContainer = parsed.GetValue(environment) == DockerEnvironment.EnvironmentId;
            string[] given = parsed.GetValue(words) ?? [];
            if (given is not [{ Length: > 0 }, ..] && !(isContainer && given.Length == 0))
                throw new UsageException("run has no command to run. Give one after --, as in: promptwatcher run -- claude");
            string program = given.FirstOrDefault("");
            if (program.StartsWith('-'))
                throw new UsageException($"run has no option {program}. See \"promptwatcher run --help\"; a program of that name is given as ./{program}.");
            if (!isContainer)
                container.RequireNone(parsed);
            PtySpawnOptions options = (isContainer ? container.Read(parsed, io) : new PtySpawnOptions { Command = "" }) with
            {
                Command = program, Arguments = [.. given.Skip(1)], Agent = parsed.GetValue(agent), EnvironmentId = parsed.GetValue(environment),
                WorkingDirectory = parsed.GetValue(directory),
            };
            return RunAsync(io, options, container.ReadEnvironment(parsed), parsed.GetValue(size), parsed.GetValue(events));
        });
        return command;
    }

    private static async Task<int> RunAsync(CommandIo io, PtySpawnOptions options, DockerEnvironmentOptions docker, TerminalSize? size, string? eventsPath)
    {
        using EventFile? events = eventsPath is null ? null : EventFile.Create(eventsPath);
        using IUserSide user = io.OpenTerminal() is { } terminal ? new TerminalSide(terminal, size) : new PipeSide(io, size ?? TerminalSize.Default);
        await using var environment = new DockerEnvironment(docker);
        await using var manager = new SessionManager(new Dictionary<string, IEnvironmentAdapter>
        {
            [LocalEnvironment.EnvironmentId] = new LocalEnvironment(), [ReplayEnvironment.EnvironmentId] = new ReplayEnvironment(), [DockerEnvironment.EnvironmentId] = environment,
        });
        options = options with { Size = user.Size, Environment = user.Variables };
        return await new ProgramRun(user, events).RunAsync(sessionOptions => manager.StartAsync(options, sessionOptions)) ?? ExitCode.Success;
    }
}
