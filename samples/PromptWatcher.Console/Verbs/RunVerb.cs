using System.CommandLine;
using PromptWatcher.Console.Running;
using PromptWatcher.Environments;

namespace PromptWatcher.Console.Verbs;

/// <summary><c>run</c>: runs a program in the user's terminal, or between pipes, and reports its states.</summary>
internal static class RunVerb
{
    public static Command Create(CommandIo io)
    {
        var words = new Argument<string[]>("COMMAND")
        {
            Arity = ArgumentArity.ZeroOrMore, Description = "The program and its arguments, after --.",
        };
        Option<string?> agent = CommonOptions.Agent();
        Option<TerminalSize?> size = CommonOptions.Size();
        var environment = new Option<string?>("--env") { HelpName = "ID", Description = "Where it runs: local (the default) or replay." };
        var directory = new Option<string?>("--directory") { HelpName = "DIR", Description = "The directory that it starts in." };
        var events = new Option<string?>("--events") { HelpName = "FILE", Description = "Gets each change of state as a JSON line." };
        var command = new Command("run", "Runs a program in your terminal, or between pipes, and reports what it does: to a file, else to the "
            + "terminal's title, else to standard error. Its exit code is the command's own.") { agent, environment, size, directory, events, words };
        command.SetAction((parsed, _) =>
        {
            if (parsed.GetValue(words) is not [{ Length: > 0 } program, .. var arguments])
                throw new UsageException("run has no command to run. Give one after --, as in: promptwatcher run -- claude");
            if (program.StartsWith('-'))
                throw new UsageException($"run has no option {program}. See \"promptwatcher run --help\"; a program of that name is given as ./{program}.");
            AgentIds.Check(parsed.GetValue(agent));
            var options = new PtySpawnOptions
            {
                Command = program, Arguments = arguments, Agent = parsed.GetValue(agent), EnvironmentId = parsed.GetValue(environment),
                WorkingDirectory = parsed.GetValue(directory),
            };
            return RunAsync(io, options, parsed.GetValue(size), parsed.GetValue(events));
        });
        return command;
    }

    private static async Task<int> RunAsync(CommandIo io, PtySpawnOptions options, TerminalSize? size, string? eventsPath)
    {
        using EventFile? events = eventsPath is null ? null : EventFile.Create(eventsPath);
        using IUserSide user = io.OpenTerminal() is { } terminal ? new TerminalSide(terminal, size) : new PipeSide(io, size ?? TerminalSize.Default);
        return await new ProgramRun(user, events).RunAsync(options with { Size = user.Size, Environment = user.Variables });
    }
}
