namespace PromptWatcher.Docker.Engine;

/// <summary>Finds the engine that the docker command would use, and then those that it would have to be told of.</summary>
internal sealed class EndpointResolver(DockerSurroundings surroundings)
{
    /// <exception cref="DockerEngineException">There is none, or what names it is wrong.</exception>
    internal DockerEndpoint Resolve(DockerEnvironmentOptions options)
    {
        if (options.Endpoint is { } endpoint)
            return EndpointAddress.Parse(endpoint, $"the option {nameof(options.Endpoint)}", options.CertificatePath is { } folder ? EngineTls.InFolder(folder, skipVerify: false) : null);
        EngineTls? tls = options.CertificatePath is { } own ? EngineTls.InFolder(own, skipVerify: false) : TlsOfVariables();
        if (surroundings.Variable("DOCKER_HOST") is { } host)
            return EndpointAddress.Parse(host, "DOCKER_HOST", tls);

        string? context = surroundings.Variable("DOCKER_CONTEXT") ?? DockerConfigFile.Read(surroundings).CurrentContext;
        return context is null or "" or DockerContext.Default ? FirstSocket() : DockerContext.Read(context, surroundings);
    }

    /// <summary>DOCKER_TLS_VERIFY asks for TLS; DOCKER_TLS alone for TLS with an engine whose certificate nobody checks.</summary>
    private EngineTls? TlsOfVariables()
    {
        bool verify = surroundings.Variable("DOCKER_TLS_VERIFY") is not null;
        if (!verify && surroundings.Variable("DOCKER_TLS") is null)
            return null;
        return EngineTls.InFolder(surroundings.Variable("DOCKER_CERT_PATH") ?? surroundings.ConfigFolder, skipVerify: !verify);
    }

    private DockerEndpoint FirstSocket()
    {
        string[] paths = [.. surroundings.IsWindows ? Pipes() : Sockets()];
        string scheme = surroundings.IsWindows ? DockerEndpoint.NamedPipe : DockerEndpoint.Unix;
        string path = Array.Find(paths, path => surroundings.SocketExists(path))
            ?? throw new DockerEngineException($"There is no Docker engine: none of {string.Join(", ", paths)} exists. Start Docker or Podman, or name an engine with DOCKER_HOST or the option {nameof(DockerEnvironmentOptions.Endpoint)}.");
        return EndpointAddress.Parse($"{scheme}://{path.Replace('\\', '/')}", "the default", tls: null);
    }

    private IEnumerable<string> Sockets()
    {
        yield return "/var/run/docker.sock";
        string? run = surroundings.Variable("XDG_RUNTIME_DIR");
        if (run is not null)
            yield return $"{run}/docker.sock";                  // rootless Docker
        yield return $"{surroundings.Home}/.docker/run/docker.sock";    // Docker Desktop
        if (run is not null)
            yield return $"{run}/podman/podman.sock";
        yield return "/run/podman/podman.sock";
    }

    private static IEnumerable<string> Pipes() => [@"\\.\pipe\docker_engine", @"\\.\pipe\dockerDesktopLinuxEngine", @"\\.\pipe\podman-machine-default"];
}
