using System.CommandLine;
using System.CommandLine.Parsing;
using PromptWatcher.Detection;
using PromptWatcher.Environments;

namespace PromptWatcher.Console.Verbs;

/// <summary>Options that more than one verb has.</summary>
internal static class CommonOptions
{
    public static Option<string?> Agent()
    {
        var option = new Option<string?>("--agent")
        {
            HelpName = "ID", Description = "The agent's profile, such as claude; otherwise it is recognised from the command, the title and the screen.",
        };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [var id] && !AgentProfiles.Default.TryGet(id.Value, out _))
                result.AddError(new UnknownIdException("agent", id.Value, AgentProfiles.Default.Ids).Message);
        });
        return option;
    }

    public static void RequireJsonLines(Command command)
    {
        var option = new Option<bool>("--jsonl") { Description = "Reads and writes JSON lines. Required: there is no other form." };
        command.Options.Add(option);
        command.Validators.Add(result =>
        {
            if (!result.GetValue(option))
                result.AddError($"{command.Name} reads JSON lines: say so with --jsonl.");
        });
    }

    public static Option<TerminalSize?> Size() => new("--size")
    {
        HelpName = "COLSxROWS", Description = $"The terminal's size; {TerminalSize.Default} or that of your terminal if it is not given.",
        CustomParser = ParseSize,
    };

    private static TerminalSize? ParseSize(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        if (TerminalSize.TryParse(text, out TerminalSize size)
            && size is { Columns: >= 1 and <= TerminalSize.MaxDimension, Rows: >= 1 and <= TerminalSize.MaxDimension })
            return size;
        result.AddError($"--size {text} is no size a terminal can have. Give columns and rows from 1 to {TerminalSize.MaxDimension}, as in 120x40.");
        return null;
    }
}
