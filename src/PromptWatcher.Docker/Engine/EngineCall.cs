using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace PromptWatcher.Docker.Engine;

/// <summary>One call to the engine.</summary>
/// <param name="Method">Its method.</param>
/// <param name="Path">Its path behind the version, what is not ours in it escaped.</param>
/// <param name="What">What it is to do, for errors: <c>start the container 'x'</c>.</param>
internal sealed record EngineCall(HttpMethod Method, string Path, string What)
{
    internal byte[]? Body { get; private init; }

    /// <summary>What <see cref="Body"/> is.</summary>
    internal string ContentType { get; private init; } = "application/json";

    /// <summary>The value of X-Registry-Auth. Never in a text.</summary>
    internal string? RegistryAuth { get; init; }

    internal EngineCall With<T>(T body, JsonTypeInfo<T> type) => this with { Body = JsonSerializer.SerializeToUtf8Bytes(body, type) };

    internal EngineCall WithArchive(byte[] tar) => this with { Body = tar, ContentType = "application/x-tar" };

    /// <summary>A part of a path or a value of a query.</summary>
    internal static string Escape(string part) => Uri.EscapeDataString(part);

    /// <summary>An id or name as a part of a path.</summary>
    /// <exception cref="ArgumentException">It would change the path: an engine redirects those with <c>.</c> and <c>..</c> in them.</exception>
    internal static string Id(string id) => id is "" or "." or ".."
        ? throw new ArgumentException($"'{id}' is neither an id nor a name.", nameof(id))
        : Escape(id);
}
