using System.Net.Sockets;
using System.Security.Authentication;

namespace PromptWatcher.Docker.Engine;

/// <summary>Why an engine cannot be reached, and what to do.</summary>
internal static class ConnectionAdvice
{
    private const string Start = "Start the engine, or name another one with DOCKER_HOST or the option " + nameof(DockerEnvironmentOptions.Endpoint) + ".";
    private const string Tls = "Look whether ca.pem belongs to this engine, whether the address is in its certificate, and whether cert.pem and key.pem are signed by an authority that the engine trusts.";

    private const string Ended = "the engine ended the connection before its answer was whole";
    private const string Log = "Look into the engine's log; it may have stopped or restarted.";

    internal static (string Cause, string Advice) For(DockerEndpoint endpoint, Exception error)
    {
        if (EngineErrors.Inner<DockerEngineException>(error) is { } own)
            return (own.Message, "");
        if (OfTls(endpoint, error) is { } tls)
            return tls;
        if (EngineErrors.Inner<SocketException>(error) is { } socket)
            return OfSocket(endpoint, socket);
        return error switch
        {
            _ when EngineErrors.Inner<UnauthorizedAccessException>(error) is not null => ("this user may not open the pipe", "Add the user to the group docker-users."),
            _ when EngineErrors.Inner<TimeoutException>(error) is not null => ("there is no such pipe, or the engine does not serve it", Start),
            _ when EngineErrors.Inner<PlatformNotSupportedException>(error) is { } platform => (platform.Message, "Name a socket as unix:///path, or tcp://host:port."),
            _ when EngineErrors.Inner<ArgumentOutOfRangeException>(error) is not null => ("the path of the socket is longer than the system allows, 107 bytes on Linux", "Let the engine listen at a shorter path, or name a link to it."),
            EndOfStreamException or HttpRequestException { HttpRequestError: HttpRequestError.ResponseEnded } or HttpIOException { HttpRequestError: HttpRequestError.ResponseEnded } => (Ended, AfterEnd(endpoint)),
            HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse } or HttpIOException { HttpRequestError: HttpRequestError.InvalidResponse } or InvalidDataException => NoHttp(endpoint, error),
            _ => ((EngineErrors.Inner<IOException>(error) ?? error).Message, "Look whether the engine runs, and into its log."),
        };
    }

    private static (string Cause, string Advice) OfSocket(DockerEndpoint endpoint, SocketException error)
    {
        string path = endpoint.Location;
        bool local = endpoint.Address.Scheme == DockerEndpoint.Unix;
        return error.SocketErrorCode switch
        {
            SocketError.AccessDenied when local => ($"permission denied on the socket '{path}'",
                "Add the user to the group that owns it, as in `sudo usermod -aG docker $USER` and a new login, or run a rootless engine and set DOCKER_HOST."),
            _ when local && !path.StartsWith('@') && !File.Exists(path) => ($"there is no socket '{path}'", Start),
            SocketError.ConnectionRefused => ("the connection was refused: nothing listens there", Start),
            SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain => ($"there is no host '{endpoint.Address.Host}'", "Correct the name of the host, or its entry in the name service."),
            SocketError.ConnectionReset or SocketError.Shutdown or SocketError.ConnectionAborted => ($"{Ended} ({error.Message})", AfterEnd(endpoint)),
            _ => (error.Message, Start),
        };
    }

    /// <summary>Some engines refuse a certificate with no word but the end.</summary>
    private static string AfterEnd(DockerEndpoint endpoint) => endpoint.Tls is null ? Log : $"{Log} {Tls}";

    private static (string Cause, string Advice)? OfTls(DockerEndpoint endpoint, Exception error)
    {
        if (endpoint.Tls is null)
            return null;
        if (EngineErrors.Inner<AuthenticationException>(error) is { } failed)
        {
            return failed.InnerException is null && failed.Message.Contains("frame", StringComparison.OrdinalIgnoreCase)
                ? ("the engine does not speak TLS there", "Name its port for TLS, usually 2376, or connect without TLS: leave out the certificates and DOCKER_TLS_VERIFY.")
                : ($"TLS failed: {Deepest(failed)}", Tls);
        }

        // Under TLS 1.3 an engine looks at our certificate after the handshake: its word comes with the first read.
        return EngineErrors.Inner<IOException>(error) is { } refused && Deepest(refused) is var words && words.Contains("alert", StringComparison.OrdinalIgnoreCase)
            ? ($"the engine refused our certificate, or our having none: {words}", Tls)
            : null;
    }

    private static (string Cause, string Advice) NoHttp(DockerEndpoint endpoint, Exception error) => (
        $"what answered does not speak HTTP ({error.Message.TrimEnd('.')})",
        endpoint.Tls is null && endpoint.Address.Scheme == DockerEndpoint.Tcp
            ? $"If the engine wants TLS, name its certificates with the option {nameof(DockerEnvironmentOptions.CertificatePath)}, or with DOCKER_TLS_VERIFY=1 and DOCKER_CERT_PATH."
            : "Look whether a Docker engine listens there.");

    private static string Deepest(Exception error)
    {
        while (error.InnerException is { } inner)
            error = inner;
        return error.Message.TrimEnd('.');
    }
}
