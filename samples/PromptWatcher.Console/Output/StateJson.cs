using System.Text.Json;
using PromptWatcher.Detection;

namespace PromptWatcher.Console.Output;

/// <summary>A state as members of a JSON object: the same in every verb.</summary>
internal static class StateJson
{
    public static string Name(Activity activity) => activity switch
    {
        Activity.Starting => "starting",
        Activity.Working => "working",
        Activity.Idle => "idle",
        Activity.Awaiting => "awaiting",
        Activity.Exited => "exited",
        _ => "unknown",
    };

    public static string Name(PromptKind kind) => kind switch
    {
        PromptKind.Permission => "permission",
        PromptKind.Choice => "choice",
        PromptKind.Confirmation => "confirm",
        PromptKind.Text => "text",
        PromptKind.Secret => "secret",
        _ => "presskey",
    };

    public static void WritePrompt(Utf8JsonWriter json, Prompt prompt)
    {
        json.WriteString("kind", Name(prompt.Kind));
        json.WriteString("question", prompt.Question);
        json.WriteStartArray("options");
        foreach (PromptOption option in prompt.Options)
        {
            json.WriteStartObject();
            json.WriteString("label", option.Label);
            json.WriteBoolean("selected", option.IsSelected);
            json.WriteStartArray("keys");
            if (option.KeyNames.Length > 0)
                json.WriteStringValue(option.KeyNames);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
