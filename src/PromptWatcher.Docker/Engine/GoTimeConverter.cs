using System.Text.Json;
using System.Text.Json.Serialization;

namespace PromptWatcher.Docker.Engine;

/// <summary>Times as Go writes them. Its zero, the year 1 in any zone, may lie before .NET's: that and what is no time are the default.</summary>
internal sealed class GoTimeConverter : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String)
            return reader.TryGetDateTimeOffset(out DateTimeOffset time) ? time : default;
        reader.Skip();
        return default;
    }

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}
