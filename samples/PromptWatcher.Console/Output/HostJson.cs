using System.Text.Json;
using PromptWatcher.Hosts;

namespace PromptWatcher.Console.Output;

/// <summary>A terminal of the host, or what became of it, as a line of JSON.</summary>
internal static class HostJson
{
    public static string Line(HostTerminal terminal) => JsonLine.Of(json => Write(json, terminal));

    public static string Line(HostTerminalEvent happened) => JsonLine.Of(json =>
    {
        json.WriteString("event", happened switch { HostTerminalAppeared => "appeared", HostTerminalVanished => "vanished", _ => "changed" });
        Write(json, happened.Terminal);
    });

    private static void Write(Utf8JsonWriter json, HostTerminal terminal)
    {
        json.WriteString("id", terminal.Id);
        json.WriteString("terminal", terminal.Device);
        json.WriteNumber("pid", terminal.ProcessId);
        json.WriteString("started_at", terminal.StartedAt);
        if (terminal.UserId is { } user)
            json.WriteNumber("uid", user);
        if (terminal.User is { } name)
            json.WriteString("user", name);
        WriteWords(json, "command", terminal.Command);
        WriteWords(json, "foreground", terminal.Foreground);
        if (terminal.ForegroundProcessId is { } foreground)
            json.WriteNumber("foreground_pid", foreground);
        if (terminal.WorkingDirectory is { } directory)
            json.WriteString("directory", directory);
        json.WriteString("parent", terminal.Parent.ToString().ToLowerInvariant());
        if (terminal.ContainerId is { } container)
            json.WriteString("container", container);
        if (terminal.Agent is { } agent)
            json.WriteString("agent", agent);
        json.WriteBoolean("reading", terminal.IsReadingTerminal);
        if (terminal.IsOurs)
            json.WriteBoolean("ours", true);
    }

    private static void WriteWords(Utf8JsonWriter json, string member, IReadOnlyList<string> words)
    {
        json.WriteStartArray(member);
        foreach (string word in words)
            json.WriteStringValue(word);
        json.WriteEndArray();
    }
}
