namespace PromptWatcher.Docker.Engine;

/// <summary>Where an engine listens.</summary>
internal sealed record DockerEndpoint(Uri Address)
{
    /// <exception cref="DockerEngineException">There is no engine to be found; the message lists where was looked.</exception>
    internal static DockerEndpoint Resolve(DockerEnvironmentOptions options) => throw new NotImplementedException();
}
