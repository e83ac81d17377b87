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
        json.WriteNumber("prompt", prompt.Id);
        json.WriteString("kind", Name(prompt.Kind));
        json.WriteString("question", prompt.Question);
        if (prompt.Subject is { } subject)
            json.WriteString("subject", subject);
        if (prompt.IsMultiSelect)
            json.WriteBoolean("multi_select", true);
        if (prompt.SendKeyNames is { } sendKeys)
            json.WriteString("send_keys", sendKeys);
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
            if (option.IsChecked is { } isChecked)
                json.WriteBoolean("checked", isChecked);
            if (option.IsFreeText)
                json.WriteBoolean("free_text", true);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (prompt.Evidence is { } evidence)
            Write(json, evidence);
    }

    private static void Write(Utf8JsonWriter json, PromptEvidence evidence)
    {
        json.WriteStartObject("evidence");
        json.WriteString("structure", evidence.Structure);
        if (evidence.Rule is { } rule)
            json.WriteString("rule", rule);
        json.WriteNumber("top", evidence.Top);
        json.WriteNumber("bottom", evidence.Bottom);
        json.WriteEndObject();
    }
}
