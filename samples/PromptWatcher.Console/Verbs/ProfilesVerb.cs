using System.CommandLine;
using PromptWatcher.Detection;

namespace PromptWatcher.Console.Verbs;

/// <summary><c>profiles</c>: checks agents' profiles, lists them, and prints the schema by which editors complete them.</summary>
internal static class ProfilesVerb
{
    public static Command Create(CommandIo io) => new("profiles", "Checks, lists and helps to write agents' profiles.")
    {
        CreateCheck(io), CreateList(io), CreateSchema(io),
    };

    private static Command CreateCheck(CommandIo io)
    {
        Argument<string[]> files = Files(ArgumentArity.OneOrMore);
        var command = new Command("check", "Checks profiles together and prints each mistake in a line: file:line: rule: reason.") { files };
        command.SetAction(parsed => Check(io, parsed.GetRequiredValue(files)));
        return command;
    }

    private static Command CreateList(CommandIo io)
    {
        Argument<string[]> files = Files(ArgumentArity.ZeroOrMore);
        var command = new Command("list", "Lists the profiles by their ids, those of the files included: id, name, commands.") { files };
        command.SetAction(parsed => List(io, parsed.GetValue(files) ?? []));
        return command;
    }

    private static Command CreateSchema(CommandIo io)
    {
        var command = new Command("schema", "Prints the JSON Schema of profiles.");
        command.SetAction(_ => io.Out.Write(AgentProfileSchema.Create()));
        return command;
    }

    private static Argument<string[]> Files(ArgumentArity arity) => new("FILE") { Arity = arity, Description = "Profiles: one JSON file each." };

    private static int Check(CommandIo io, string[] files)
    {
        try
        {
            AgentProfiles.Default.WithFiles(files);
        }
        catch (AgentProfileException exception)
        {
            foreach (AgentProfileError error in exception.Errors)
                io.Out.WriteLine(error);
            return ExitCode.Failure;
        }

        io.Out.WriteLine(files.Length == 1 ? "1 profile is right." : $"{files.Length} profiles are right.");
        return ExitCode.Success;
    }

    private static int List(CommandIo io, string[] files)
    {
        AgentProfiles profiles = AgentProfiles.Default.WithFiles(files);
        foreach (string id in profiles.Ids.Order(StringComparer.Ordinal))
        {
            AgentProfile profile = profiles.Get(id);
            io.Out.WriteLine($"{id,-12} {profile.Name,-24} {string.Join(' ', profile.Commands)}".TrimEnd());
        }

        return ExitCode.Success;
    }
}
