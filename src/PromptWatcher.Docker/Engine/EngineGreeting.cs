namespace PromptWatcher.Docker.Engine;

/// <summary>What the headers of an engine's answers say of it.</summary>
internal readonly record struct EngineGreeting(string? ApiVersion, bool IsPodman)
{
    internal const string VersionHeader = "Api-Version";

    internal static EngineGreeting Of(HttpResponseMessage response) => new(
        response.Headers.TryGetValues(VersionHeader, out IEnumerable<string>? versions) ? versions.First() : null,
        response.Headers.Contains("Libpod-Api-Version")
            || (response.Headers.TryGetValues("Server", out IEnumerable<string>? servers) && servers.Any(server => server.StartsWith("Libpod", StringComparison.OrdinalIgnoreCase))));
}
