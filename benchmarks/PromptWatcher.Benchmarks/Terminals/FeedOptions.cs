using System.CommandLine;
using PromptWatcher.Environments;

namespace PromptWatcher.Benchmarks.Terminals;

/// <summary>Options that the commands share.</summary>
internal static class FeedOptions
{
    internal static Option<int> Positive(string name, string description, int otherwise)
    {
        var option = new Option<int>(name) { Description = description, DefaultValueFactory = _ => otherwise };
        option.Validators.Add(parsed =>
        {
            if (parsed.Tokens is [{ Value: string text }] && !(int.TryParse(text, out int value) && value > 0))
                parsed.AddError($"{name} takes a number from 1 on, not '{text}'.");
        });
        return option;
    }

    internal static Option<TerminalSize> Size() => new("--size")
    {
        Description = "Columns and rows, as in 120x40.",
        DefaultValueFactory = _ => TerminalSize.Default,
        CustomParser = parsed =>
        {
            string text = parsed.Tokens[0].Value;
            if (TerminalSize.TryParse(text, out TerminalSize size) && size is { Columns: >= 1 and <= TerminalSize.MaxDimension, Rows: >= 1 and <= TerminalSize.MaxDimension })
                return size;
            parsed.AddError($"--size takes columns and rows from 1x1 to {TerminalSize.MaxDimension}x{TerminalSize.MaxDimension}, as in 120x40, not '{text}'.");
            return default;
        },
    };
}
