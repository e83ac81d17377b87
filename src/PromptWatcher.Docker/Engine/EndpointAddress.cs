namespace PromptWatcher.Docker.Engine;

/// <summary>The forms in which an engine's address is written.</summary>
internal static class EndpointAddress
{
    private const int PlainPort = 2375;
    private const int TlsPort = 2376;

    /// <param name="address">What was written.</param>
    /// <param name="source">Where it was written, for the error.</param>
    /// <param name="tls">How a connection over TCP is encrypted; a socket or pipe of this machine never is.</param>
    /// <exception cref="DockerEngineException">It is no address of an engine that is reached from here.</exception>
    internal static DockerEndpoint Parse(string address, string source, EngineTls? tls)
    {
        address = address.Trim();
        // As with the docker command, a bare host:port is one of TCP.
        if (!address.Contains("://", StringComparison.Ordinal))
            address = $"{DockerEndpoint.Tcp}://{address}";
        if (!Uri.TryCreate(address, UriKind.Absolute, out Uri? uri))
            throw Wrong(address, source, "it is not an address");
        return uri.Scheme switch
        {
            DockerEndpoint.Unix or DockerEndpoint.NamedPipe => Local(uri, source),
            DockerEndpoint.Tcp => Tcp(uri, source, tls),
            "ssh" => throw new DockerEngineException($"Cannot use the engine at '{address}' that {source} names: connections over SSH are not made. "
                + "Forward its socket, as in `ssh -nNT -L /tmp/docker.sock:/var/run/docker.sock USER@HOST`, and name `unix:///tmp/docker.sock`."),
            _ => throw Wrong(address, source, $"'{uri.Scheme}://' is not known"),
        };
    }

    private static DockerEndpoint Local(Uri uri, string source) => new DockerEndpoint(uri) is { Location.Length: > 0 } endpoint
        ? endpoint
        : throw Wrong(uri.OriginalString, source, "it has no path");

    private static DockerEndpoint Tcp(Uri uri, string source, EngineTls? tls)
    {
        if (uri.Host.Length == 0 || uri.UserInfo.Length > 0 || uri.Query.Length > 0 || uri.Fragment.Length > 0)
            throw Wrong(uri.OriginalString, source, "it is not of the form tcp://HOST:PORT");
        if (uri.Port < 0)
            uri = new Uri($"{DockerEndpoint.Tcp}://{uri.Host}:{(tls is null ? PlainPort : TlsPort)}{uri.AbsolutePath}");
        return new DockerEndpoint(uri) { Tls = tls };
    }

    private static DockerEngineException Wrong(string address, string source, string why) =>
        new($"Cannot use the engine at '{address}' that {source} names: {why}. Write it as unix:///path, npipe:////./pipe/name or tcp://host:port.");
}
