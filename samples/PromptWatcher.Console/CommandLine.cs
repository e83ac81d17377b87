using System.CommandLine;
using System.CommandLine.Parsing;
using PromptWatcher.Console.Verbs;
using PromptWatcher.Environments;

namespace PromptWatcher.Console;

/// <summary>The command <c>promptwatcher</c>: its verbs, and what becomes of errors.</summary>
internal static class CommandLine
{
    private const int BrokenPipe = 32; // EPIPE on Linux and macOS: whoever read the output has gone, as "head" does

    public static async Task<int> RunAsync(string[] args, CommandIo io)
    {
        // No response files: "@scope/package" is an argument like any other.
        ParseResult parsed = Create(io).Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        try
        {
            if (parsed.Errors.Count > 0)
                throw new UsageException($"{First(parsed).Message} See \"{Help(parsed.CommandResult.Command)}\".");
            return await parsed.InvokeAsync(new InvocationConfiguration
            {
                Output = io.Out, Error = io.Error, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null,
            });
        }
        catch (IOException exception) when (exception.HResult == BrokenPipe)
        {
            return ExitCode.BrokenPipe;
        }
        catch (Exception exception)
        {
            io.Report(exception.Message);
            return exception is UsageException or UnknownIdException ? ExitCode.Usage : ExitCode.Failure;
        }
    }

    // A word that is none of the verbs says more than that a verb is missing.
    private static ParseError First(ParseResult parsed) =>
        parsed.Errors.FirstOrDefault(error => parsed.UnmatchedTokens.Any(word => error.Message.Contains($"'{word}'", StringComparison.Ordinal))) ?? parsed.Errors[0];

    private static string Help(Command command) => $"promptwatcher {Words(command)}--help";

    private static string Words(Command command) =>
        command is RootCommand ? "" : string.Concat(command.Parents.OfType<Command>().Select(Words)) + command.Name + " ";

    private static RootCommand Create(CommandIo io)
    {
        var root = new RootCommand("Runs interactive programs on pseudo-terminals and tells what they do: working, idle, or asking a person "
            + "something. Without a verb: a demonstration.")
        {
            RunVerb.Create(io), ReplayVerb.Create(io), ExplainVerb.Create(io), DetectVerb.Create(io), ScreenVerb.Create(io),
            ProfilesVerb.Create(io), UpVerb.Create(io), PsVerb.Create(io), AttachVerb.Create(io), AnswerVerb.Create(io), HostsVerb.Create(io),
        };
        foreach (Command verb in SessionVerbs.Create(io))
            root.Subcommands.Add(verb);
        root.SetAction((_, cancellationToken) => DemoVerb.RunAsync(io, cancellationToken));
        return root;
    }
}
