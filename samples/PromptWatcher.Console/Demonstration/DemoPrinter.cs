using System.Globalization;
using PromptWatcher.Console.Output;
using PromptWatcher.Detection;
using PromptWatcher.Environments;
using PromptWatcher.Sessions;
using Spectre.Console;

namespace PromptWatcher.Console.Demonstration;

/// <summary>What the demonstration prints.</summary>
internal sealed class DemoPrinter
{
    private readonly IAnsiConsole _console;

    public DemoPrinter(TextWriter writer, TerminalSize? terminal)
    {
        _console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer), Ansi = terminal is null ? AnsiSupport.No : AnsiSupport.Detect,
        });
        _console.Profile.Width = terminal?.Columns ?? TerminalSize.Default.Columns;
    }

    public void Introduce()
    {
        _console.MarkupLine("[bold]PromptWatcher[/] runs a program on a pseudo-terminal and tells what it is doing.");
        _console.MarkupLine("[dim]This one is a shell script that behaves like a coding agent. Seconds, states and prompts:[/]");
        _console.WriteLine();
    }

    public void Show(SessionEvent happened)
    {
        if (happened is StateChanged { State: { Activity: not Activity.Exited } state })
        {
            Line(happened, Color(state.Activity), StateJson.Name(state.Activity));
            if (state.Prompt is { } prompt)
                Show(prompt);
        }
        else if (happened is SessionExited { Exit: var exit })
        {
            Line(happened, "grey", $"exited ({exit})");
        }
    }

    public void Answer(PromptOption option) => Note($"AnswerAsync(prompt, \"{option.Label}\")");

    public void ShowScreen(ScreenSnapshot screen)
    {
        string text = string.Join('\n', screen.Lines.Where(line => line.Length > 0));
        _console.WriteLine();
        _console.Write(new Panel(new Text(text)).Header("the program's screen at the end").BorderColor(Spectre.Console.Color.Grey));
    }

    public void Conclude()
    {
        _console.WriteLine();
        _console.MarkupLine("Now with a program of your own; the title of your terminal tells its state:");
        _console.MarkupLine("  [bold]promptwatcher run -- claude[/]");
        _console.MarkupLine("and from the clone, where the command is not installed:");
        _console.MarkupLine("  [bold]dotnet run --project samples/PromptWatcher.Console -- run -- COMMAND[/]");
    }

    private void Show(Prompt prompt)
    {
        var table = new Table().Border(TableBorder.Rounded).BorderColor(Spectre.Console.Color.Yellow)
            .Title(new TableTitle($"[yellow]{StateJson.Name(prompt.Kind)}:[/] [bold]{prompt.Question.EscapeMarkup()}[/]"))
            .AddColumns("", "option", "keys that choose it");
        foreach (PromptOption option in prompt.Options)
            table.AddRow(option.IsSelected ? ">" : "", option.Label.EscapeMarkup(), option.KeyNames.EscapeMarkup());
        _console.Write(new Padder(table, new Padding(11, 0, 0, 0)));
    }

    private void Line(SessionEvent happened, string color, string text) => _console.MarkupLine(
        string.Create(CultureInfo.InvariantCulture, $"{EventLine.Seconds(happened),9:0.000}  [{color}]{text.EscapeMarkup()}[/]"));

    private void Note(string text) => _console.MarkupLine($"           [bold green]{text.EscapeMarkup()}[/]");

    private static string Color(Activity activity) => activity switch
    {
        Activity.Working => "blue",
        Activity.Idle => "green",
        Activity.Awaiting => "yellow",
        _ => "grey",
    };
}
