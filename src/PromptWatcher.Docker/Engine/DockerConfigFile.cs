using System.Text.Json;
using System.Text.Json.Serialization;

namespace PromptWatcher.Docker.Engine;

/// <summary>The docker command's <c>config.json</c>: only what is used.</summary>
internal sealed record DockerConfigFile
{
    [JsonPropertyName("currentContext")]
    public string? CurrentContext { get; init; }

    [JsonPropertyName("credsStore")]
    public string? CredentialStore { get; init; }

    [JsonPropertyName("credHelpers")]
    public IReadOnlyDictionary<string, string?>? CredentialHelpers { get; init; }

    [JsonPropertyName("auths")]
    public IReadOnlyDictionary<string, ConfiguredCredential?>? Credentials { get; init; }

    /// <summary>Reads the user's file; an empty one where there is none.</summary>
    /// <exception cref="DockerEngineException">It cannot be read; the message names the file, and never quotes it: it may hold passwords.</exception>
    internal static DockerConfigFile Read(DockerSurroundings surroundings)
    {
        string path = Path.Combine(surroundings.ConfigFolder, "config.json");
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), EngineJson.Default.DockerConfigFile) ?? new DockerConfigFile();
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return new DockerConfigFile();
        }
        catch (JsonException error)
        {
            throw new DockerEngineException($"Cannot read Docker's configuration '{path}': it is not valid JSON{error.Place()}. Correct it, or name another folder with DOCKER_CONFIG.");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DockerEngineException($"Cannot read Docker's configuration '{path}': {error.Message} Correct its rights, or name another folder with DOCKER_CONFIG.", innerException: error);
        }
    }
}

/// <summary>An entry of <c>auths</c>.</summary>
internal sealed record ConfiguredCredential(
    [property: JsonPropertyName("auth")] string? Auth,
    [property: JsonPropertyName("username")] string? UserName,
    [property: JsonPropertyName("password")] string? Password,
    [property: JsonPropertyName("identitytoken")] string? IdentityToken,
    [property: JsonPropertyName("registrytoken")] string? RegistryToken);
