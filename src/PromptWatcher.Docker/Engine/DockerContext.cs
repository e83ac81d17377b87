using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace PromptWatcher.Docker.Engine;

/// <summary>A context of the docker command: <c>contexts/meta/ID/meta.json</c> and <c>contexts/tls/ID/docker/*.pem</c>, ID being the SHA-256 of its name.</summary>
internal static class DockerContext
{
    /// <summary>The context that stands for no context.</summary>
    internal const string Default = "default";

    /// <exception cref="DockerEngineException">There is no such context, or its file is not right.</exception>
    internal static DockerEndpoint Read(string name, DockerSurroundings surroundings)
    {
        string id = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)));
        string contexts = Path.Combine(surroundings.ConfigFolder, "contexts");
        string path = Path.Combine(contexts, "meta", id, "meta.json");
        ContextEndpoint endpoint = ReadEndpoint(name, path);
        string folder = Path.Combine(contexts, "tls", id, "docker");
        return EndpointAddress.Parse(endpoint.Host!, $"the Docker context '{name}' ('{path}')", Tls(folder, endpoint.SkipTlsVerify));
    }

    private static ContextEndpoint ReadEndpoint(string name, string path)
    {
        try
        {
            ContextFile? file = JsonSerializer.Deserialize(File.ReadAllBytes(path), EngineJson.Default.ContextFile);
            return file?.Endpoints?.GetValueOrDefault("docker") is { Host.Length: > 0 } endpoint
                ? endpoint
                : throw new DockerEngineException($"The Docker context '{name}' names no engine: 'Endpoints.docker.Host' is missing in '{path}'. Make it again with `docker context create`.");
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new DockerEngineException($"There is no Docker context '{name}': '{path}' does not exist. Choose one that `docker context ls` lists, with DOCKER_CONTEXT or `docker context use`.");
        }
        catch (JsonException error)
        {
            throw new DockerEngineException($"Cannot read the Docker context '{name}': '{path}' is not valid JSON{error.Place()}. Make the context again with `docker context create`.");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DockerEngineException($"Cannot read the Docker context '{name}': {error.Message} Correct the rights of '{path}'.", innerException: error);
        }
    }

    private static EngineTls? Tls(string folder, bool skipVerify) => skipVerify || Directory.Exists(folder)
        ? new EngineTls(EngineTls.IfExists(folder, EngineTls.AuthorityName), EngineTls.IfExists(folder, EngineTls.CertificateName), EngineTls.IfExists(folder, EngineTls.KeyName), skipVerify)
        : null;
}
