using System.Text.Json;
using System.Text.Json.Serialization;

namespace PromptWatcher.Docker.Engine;

/// <summary>A context's <c>meta.json</c>.</summary>
internal sealed record ContextFile(IReadOnlyDictionary<string, ContextEndpoint?>? Endpoints);

internal sealed record ContextEndpoint(string? Host, [property: JsonPropertyName("SkipTLSVerify")] bool SkipTlsVerify);

internal static class JsonPlace
{
    /// <summary>Where JSON is wrong, without a word of what stands there.</summary>
    internal static string Place(this JsonException error) => error.LineNumber is { } line ? $" (line {line + 1}, byte {error.BytePositionInLine + 1})" : "";
}
