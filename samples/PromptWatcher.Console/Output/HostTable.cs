using System.Globalization;
using PromptWatcher.Environments.Local;
using PromptWatcher.Hosts;
using PromptWatcher.Sessions;
using Spectre.Console;

namespace PromptWatcher.Console.Output;

/// <summary>The terminals of a host for people.</summary>
internal static class HostTable
{
    /// <summary>Characters of a command line that are shown.</summary>
    private const int LongestCommand = 60;

    /// <summary>Columns where nobody's window has an end.</summary>
    private const int NoTerminal = 240;

    private static readonly TimeSpan Refresh = TimeSpan.FromMilliseconds(500);

    public static void Print(CommandIo io, IReadOnlyList<HostTerminal> terminals) => ConsoleOf(io, io.OpenTerminal()).Write(Table(terminals, static _ => ""));

    /// <summary>Shows them until it is cancelled, with what captured ones do.</summary>
    public static Task ShowAsync(CommandIo io, ControllingTerminal terminal, HostMonitor monitor, SessionManager sessions, CancellationToken cancellationToken) =>
        ConsoleOf(io, terminal).Live(new Text("")).StartAsync(async display =>
        {
            while (!cancellationToken.IsCancellationRequested)
            {
                Table table = Table(monitor.Terminals, shown => sessions.TryGet(shown.Id, out TerminalSession? session) ? StateJson.Name(session.State.Activity) : "");
                if (monitor.Status.Problem is { } problem)
                    table.Caption(Shown(problem.Message));
                display.UpdateTarget(table);
                await Task.Delay(Refresh, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        });

    private static IAnsiConsole ConsoleOf(CommandIo io, ControllingTerminal? terminal)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(io.Out), Ansi = terminal is null ? AnsiSupport.No : AnsiSupport.Detect });
        console.Profile.Width = terminal?.Size.Columns ?? NoTerminal;
        return console;
    }

    private static Table Table(IReadOnlyList<HostTerminal> terminals, Func<HostTerminal, string> stateOf)
    {
        Table table = new Table().Border(TableBorder.Simple).AddColumns("terminal", "pid", "user", "in", "agent", "state", "program", "directory");
        foreach (HostTerminal terminal in terminals)
        {
            IReadOnlyList<string> program = terminal.Foreground.Count > 0 ? terminal.Foreground : terminal.Command;
            table.AddRow(
                Shown(terminal.Device), terminal.ProcessId.ToString(CultureInfo.InvariantCulture), Shown(terminal.User ?? terminal.UserId?.ToString(CultureInfo.InvariantCulture) ?? ""),
                terminal.IsOurs ? "this program" : terminal.ContainerId is { } id ? id[..12] : terminal.Parent == TerminalParent.None ? "" : terminal.Parent.ToString().ToLowerInvariant(),
                Shown(terminal.Agent ?? ""), stateOf(terminal), Shown(string.Join(' ', program)), Shown(terminal.WorkingDirectory ?? ""));
        }

        return table;
    }

    // Others wrote it: nothing of it reaches this terminal as more than what it shows.
    private static string Shown(string text)
    {
        string plain = string.Concat(text.Take(LongestCommand + 1).Select(static letter => char.IsControl(letter) || char.GetUnicodeCategory(letter) is UnicodeCategory.Format or UnicodeCategory.Surrogate ? ' ' : letter));
        return Markup.Escape(plain.Length > LongestCommand ? plain[..LongestCommand] + "…" : plain);
    }
}
