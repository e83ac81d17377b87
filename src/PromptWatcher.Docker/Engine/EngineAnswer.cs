using System.Net;
using System.Text.Json;

namespace PromptWatcher.Docker.Engine;

/// <summary>What the engine answered, whole.</summary>
internal readonly record struct EngineAnswer(HttpStatusCode Status, ReadOnlyMemory<byte> Body, string? PathStat = null)
{
    private const int LongestMessage = 1_000;

    internal bool IsSuccess => (int)Status is >= 200 and < 300;

    /// <summary>The engine's own words: <c>{"message":"..."}</c>, or plain text from a proxy and from Go's own server.</summary>
    internal string Message
    {
        get
        {
            string? message = null;
            try
            {
                message = JsonSerializer.Deserialize(Body.Span, EngineJson.Default.ErrorAnswer)?.Text;
            }
            catch (JsonException)
            {
                message = System.Text.Encoding.UTF8.GetString(Body.Span);
            }

            message = string.Concat((message ?? "").Select(letter => char.IsControl(letter) ? ' ' : letter)).Trim();
            return message.Length > LongestMessage ? message[..LongestMessage] + "..." : message;
        }
    }
}

/// <summary>An error; Podman's has its parts too.</summary>
internal sealed record ErrorAnswer(
    [property: System.Text.Json.Serialization.JsonPropertyName("message")] string? Message,
    [property: System.Text.Json.Serialization.JsonPropertyName("cause")] string? Cause)
{
    internal string? Text => string.IsNullOrWhiteSpace(Message) ? Cause : Message;
}
