using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace PromptWatcher.AspNetCore.Api;

/// <summary>Reads a JSON body; every way in which that fails is a problem of its own, and none quotes the body.</summary>
internal static class RequestBody
{
    internal static async ValueTask<(T? Value, ProblemHttpResult? Problem)> ReadAsync<T>(HttpContext context, JsonTypeInfo<T> type)
        where T : class
    {
        if (!context.Request.HasJsonContentType())
            return (null, Problems.Make(StatusCodes.Status415UnsupportedMediaType, "not-json", "The body is not JSON.", "Send it as application/json."));
        int limit = context.RequestServices.GetRequiredService<IOptions<PromptWatcherWebOptions>>().Value.MaxMessageBytes;
        PipeReader reader = context.Request.BodyReader;
        try
        {
            // Counted here: a server's own limit ends the connection as well, often before the client has read why.
            ReadResult read = await reader.ReadAtLeastAsync(limit + 1, context.RequestAborted).ConfigureAwait(false);
            try
            {
                if (read.Buffer.Length > limit)
                    return (null, Problems.TooLarge(limit));
                T? value = Parse(read.Buffer, type);
                return value is null ? (null, Problems.Invalid("The body is null.")) : (value, null);
            }
            finally
            {
                reader.AdvanceTo(read.Buffer.End);
            }
        }
        catch (BadHttpRequestException)
        {
            return (null, Problems.Invalid("The body ended too early or is not framed as HTTP has it."));
        }
        catch (JsonException error)
        {
            // Its message may quote what was sent, which may be a secret.
            return (null, Problems.Invalid($"The body is not what this takes: look at '{Path(error)}', line {error.LineNumber + 1}, byte {error.BytePositionInLine + 1}.", Field(error)));
        }
    }

    private static T? Parse<T>(ReadOnlySequence<byte> body, JsonTypeInfo<T> type)
    {
        var json = new Utf8JsonReader(body);
        T? value = JsonSerializer.Deserialize(ref json, type);

        // Throws where something follows.
        json.Read();
        return value;
    }

    private static string? Field(JsonException error) => error.Path is ['$', '.', ..] and { Length: <= 80 } path ? path[2..] : null;

    private static string Path(JsonException error) => error.Path is { Length: > 0 and <= 80 } path ? path : "$";
}
