namespace PromptWatcher.Docker.Engine;

/// <summary>Where an engine listens.</summary>
internal sealed record DockerEndpoint(Uri Address)
{
    internal const string Unix = "unix";
    internal const string NamedPipe = "npipe";
    internal const string Tcp = "tcp";

    /// <summary>How a connection is encrypted; <see langword="null"/> for one in the clear.</summary>
    internal EngineTls? Tls { get; init; }

    /// <summary>What follows <c>://</c>, letter for letter: a path may hold what would be an escape in an address.</summary>
    internal string Location => Address.OriginalString[(Address.OriginalString.IndexOf("://", StringComparison.Ordinal) + 3)..];

    /// <exception cref="DockerEngineException">There is no engine to be found; the message lists where was looked.</exception>
    internal static DockerEndpoint Resolve(DockerEnvironmentOptions options) => new EndpointResolver(DockerSurroundings.OfThisProcess).Resolve(options);

    public override string ToString() => Address.OriginalString;
}
