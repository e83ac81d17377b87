using System.CommandLine;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using PromptWatcher.Console.Output;
using PromptWatcher.Detection;
using PromptWatcher.Terminal;

namespace PromptWatcher.Console.Verbs;

/// <summary><c>detect</c>: says of still screens what the program behind each is doing.</summary>
internal static partial class DetectVerb
{
    public static Command Create(CommandIo io)
    {
        var command = new Command("detect", "Reads still screens from the input, one JSON line each "
            + """({"id":...,"agent":...,"cols":100,"rows":35,"text":"..."} or "base64" with the raw bytes), and says what each shows.""");
        CommonOptions.RequireJsonLines(command);
        command.SetAction((_, cancellationToken) => JsonLineVerb.RunAsync(io, Detect, cancellationToken));
        return command;
    }

    private static void Detect(JsonElement line, Utf8JsonWriter json)
    {
        var screen = new Screen(line.Size());
        screen.Replies.Enabled = false;
        screen.Write(Content(line));
        AgentProfile? profile = line.Text("agent") is { } agent ? AgentProfiles.Default.Get(agent) : null;
        AgentState state = PromptDetector.Inspect(screen, profile, IsTextOnly(line.Text("text")));

        if (line.TryGetProperty("id", out JsonElement id))
        {
            json.WritePropertyName("id");
            id.WriteTo(json);
        }

        json.WriteString("state", StateJson.Name(state.Activity));
        json.WriteBoolean("overlay", state.IsOverlay);
        if (state.Prompt is { } prompt)
            StateJson.WritePrompt(json, prompt);
    }

    // Colours may come with the rows, but only other sequences tell where the cursor is.
    private static bool IsTextOnly(string? text) => text is not null && !Colours().Replace(text, "").Contains('\e');

    [GeneratedRegex("\\e\\[[0-9;:]*m")]
    private static partial Regex Colours();

    private static byte[] Content(JsonElement line)
    {
        if (line.Text("text") is { } text)
            return Encoding.UTF8.GetBytes(text.Replace("\r\n", "\n").Replace("\n", "\r\n"));
        if (line.Text("base64") is null)
            throw new FormatException("it has neither \"text\" nor \"base64\", which say what the screen shows.");
        return line.GetProperty("base64").TryGetBytesFromBase64(out byte[]? bytes) ? bytes : throw new FormatException("its \"base64\" is not base64.");
    }
}
