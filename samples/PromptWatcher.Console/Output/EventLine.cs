using System.Globalization;
using System.Text.Json;
using PromptWatcher.Detection;
using PromptWatcher.Environments;
using PromptWatcher.Sessions;

namespace PromptWatcher.Console.Output;

/// <summary>A session's event as one line: for programs (JSON) and for people.</summary>
internal static class EventLine
{
    /// <summary>The JSON line, or <see langword="null"/> for an event that says nothing new.</summary>
    public static string? Json(SessionEvent happened, string? file = null) => Represents(happened) ? JsonLine.Of(json =>
    {
        if (file is not null)
            json.WriteString("file", file);
        json.WriteNumber("t", Seconds(happened));
        if (happened is StateChanged { State: var state })
            WriteState(json, state);
        else if (happened is SessionExited { Exit: var exit })
            WriteExit(json, exit);
    }) : null;

    /// <summary>Time, state and question in columns, or <see langword="null"/> for an event that says nothing new.</summary>
    public static string? Text(SessionEvent happened)
    {
        if (!Represents(happened))
            return null;
        string what = happened switch
        {
            StateChanged { State: { Prompt: { } prompt } } => $"awaiting  {StateJson.Name(prompt.Kind)}: {prompt.Question}{Subject(prompt)}{Options(prompt)}",
            StateChanged { State: var state } => StateJson.Name(state.Activity) + (state.IsOverlay ? "  (a panel is open)" : ""),
            SessionExited { Exit: var exit } => $"exited    {exit}",
            _ => "",
        };
        return string.Create(CultureInfo.InvariantCulture, $"{Seconds(happened),9:0.000}  {what}");
    }

    public static decimal Seconds(SessionEvent happened) => Math.Round((decimal)happened.At.TotalMilliseconds) / 1000m;

    // The exit comes as a state and as the event that tells how; one line tells both.
    private static bool Represents(SessionEvent happened) => happened is SessionExited or StateChanged { State.Activity: not Activity.Exited };

    private static string Subject(Prompt prompt) => prompt.Subject is { } subject ? $"\n{"",12} {subject.ReplaceLineEndings($"\n{"",13}")}" : "";

    private static string Box(PromptOption option) => option.IsChecked switch { true => "[x] ", false => "[ ] ", null => "" };

    private static string Options(Prompt prompt) => string.Concat(prompt.Options.Select(option =>
        $"\n{(option.IsSelected ? '>' : ' '),12} {Box(option)}{option.Label}{(option.KeyNames.Length > 0 ? $"  [{option.KeyNames}]" : "")}"));

    private static void WriteState(Utf8JsonWriter json, AgentState state)
    {
        json.WriteString("state", StateJson.Name(state.Activity));
        if (state.IsOverlay)
            json.WriteBoolean("overlay", true);
        if (state.Prompt is { } prompt)
            StateJson.WritePrompt(json, prompt);
    }

    private static void WriteExit(Utf8JsonWriter json, PtyExit exit)
    {
        json.WriteString("state", StateJson.Name(Activity.Exited));
        if (exit.ExitCode is { } code)
            json.WriteNumber("exit_code", code);
        if (exit.Signal is { } signal)
            json.WriteNumber("signal", signal);
    }
}
