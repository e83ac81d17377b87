using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PromptWatcher.Docker.Engine;

/// <summary>What the engine answered, whole.</summary>
internal readonly record struct EngineAnswer(HttpStatusCode Status, ReadOnlyMemory<byte> Body, string? PathStat = null)
{
    internal bool IsSuccess => (int)Status is >= 200 and < 300;

    /// <summary>The engine's own words: <c>{"message":"..."}</c>, or plain text from a proxy and from Go's own server.</summary>
    internal string Message
    {
        get
        {
            string? message;
            try
            {
                message = JsonSerializer.Deserialize(Body.Span, EngineJson.Default.ErrorAnswer)?.Text;
            }
            catch (JsonException)
            {
                message = Encoding.UTF8.GetString(Body.Span);
            }

            return Printable.Line(message ?? "", EngineErrors.LongestMessage);
        }
    }
}

/// <summary>An error; Podman's has its parts too.</summary>
internal sealed record ErrorAnswer(
    [property: JsonPropertyName("message")] string? Message,
    [property: JsonPropertyName("cause")] string? Cause)
{
    internal string? Text => string.IsNullOrWhiteSpace(Message) ? Cause : Message;
}
