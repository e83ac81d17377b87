using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using PromptWatcher.Detection.Profiles;

namespace PromptWatcher.Detection;

/// <summary>The JSON Schema (2020-12) of profiles, by which editors complete and check them. It is made from what the reader goes by.</summary>
public static class AgentProfileSchema
{
    private static readonly JsonWriterOptions Format = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, NewLine = "\n" };

    /// <summary>The schema, as in <c>profile.schema.json</c>.</summary>
    public static string Create()
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Format))
        {
            json.WriteStartObject();
            json.WriteString("$schema", "https://json-schema.org/draft/2020-12/schema");
            json.WriteString("title", "PromptWatcher agent profile");
            WriteObject(json, ProfileFormat.Profile);
            json.WriteStartObject("$defs");
            foreach (ObjectShape shape in (ObjectShape[])[ProfileFormat.Recognition, ProfileFormat.Rule, ProfileFormat.When])
            {
                json.WriteStartObject(shape.Name);
                WriteObject(json, shape);
                json.WriteEndObject();
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }

    private static void WriteObject(Utf8JsonWriter json, ObjectShape shape)
    {
        json.WriteString("description", shape.Description);
        json.WriteString("type", "object");
        json.WriteBoolean("additionalProperties", false);
        if (shape.Members.Any(static member => member.IsRequired))
        {
            json.WriteStartArray("required");
            foreach (MemberShape member in shape.Members.Where(static member => member.IsRequired))
                json.WriteStringValue(member.Name);
            json.WriteEndArray();
        }

        json.WriteStartObject("properties");
        foreach (MemberShape member in shape.Members)
        {
            json.WriteStartObject(member.Name);
            json.WriteString("description", member.Description);
            WriteShape(json, member.Value);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteShape(Utf8JsonWriter json, Shape shape)
    {
        switch (shape)
        {
            case Shape.Object member:
                json.WriteString("$ref", $"#/$defs/{member.Members().Name}");
                break;
            case Shape.List list:
                json.WriteString("type", "array");
                json.WriteNumber("maxItems", list.MaxCount);
                json.WriteStartObject("items");
                WriteShape(json, list.Item);
                json.WriteEndObject();
                break;
            case Shape.Choice choice:
                json.WriteStartArray("enum");
                foreach (string name in choice.Names)
                    json.WriteStringValue(name);
                json.WriteEndArray();
                break;
            case Shape.Text text:
                json.WriteString("type", "string");
                json.WriteNumber("minLength", 1);
                json.WriteNumber("maxLength", text.MaxLength);
                if (text.Pattern is not null)
                    json.WriteString("pattern", text.Pattern);
                break;
            default:
                json.WriteString("type", shape is Shape.Flag ? "boolean" : "integer");
                break;
        }
    }
}
