using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PromptWatcher.Docker.Engine;

/// <summary>Finds the user's credentials for a registry where <c>docker login</c> put them.</summary>
internal static class RegistryCredentials
{
    /// <summary>The name under which those of Docker Hub are kept.</summary>
    private const string DockerHubKey = "https://index.docker.io/v1/";

    /// <summary>What a helper gives for a user where its secret is an identity token.</summary>
    private const string TokenUser = "<token>";

    /// <summary>The value of X-Registry-Auth; <see langword="null"/> when the user has logged in nowhere.</summary>
    internal static async Task<string?> FindAsync(string registry, DockerSurroundings surroundings, CancellationToken cancellationToken)
    {
        string key = registry == ImageReference.DockerHub ? DockerHubKey : registry;
        DockerConfigFile config = DockerConfigFile.Read(surroundings);
        string? helper = config.CredentialHelpers?.GetValueOrDefault(key) ?? config.CredentialHelpers?.GetValueOrDefault(registry) ?? config.CredentialStore;
        RegistryAuth? found = helper is { Length: > 0 } ? OfHelper(await CredentialHelper.GetAsync(helper, key, surroundings, cancellationToken).ConfigureAwait(false), key) : null;
        return (found ?? OfFile(config, key)) is { } credentials ? Encode(credentials) : null;
    }

    private static RegistryAuth? OfHelper(CredentialAnswer? answer, string key) => answer switch
    {
        null => null,
        { UserName: TokenUser } => new RegistryAuth(key) { IdentityToken = answer.Secret },
        _ => new RegistryAuth(key) { UserName = answer.UserName, Password = answer.Secret },
    };

    private static RegistryAuth? OfFile(DockerConfigFile config, string key)
    {
        ConfiguredCredential? entry = config.Credentials?.GetValueOrDefault(key) ?? config.Credentials?.FirstOrDefault(each => HostOf(each.Key) == HostOf(key)).Value;
        if (entry is null)
            return null;
        (string? user, string? password) = Decode(entry.Auth) ?? (entry.UserName, entry.Password);
        return user is null && entry is { IdentityToken: null, RegistryToken: null }
            ? null
            : new RegistryAuth(key) { UserName = user, Password = password, IdentityToken = entry.IdentityToken, RegistryToken = entry.RegistryToken };
    }

    /// <summary>Older docker commands wrote addresses with a scheme and a path.</summary>
    private static string HostOf(string key)
    {
        string host = key.Contains("://", StringComparison.Ordinal) ? key[(key.IndexOf("://", StringComparison.Ordinal) + 3)..] : key;
        return host.IndexOf('/', StringComparison.Ordinal) is var slash and >= 0 ? host[..slash] : host;
    }

    /// <summary>Base64 of <c>user:password</c>.</summary>
    private static (string? User, string? Password)? Decode(string? auth)
    {
        byte[] bytes = new byte[auth?.Length ?? 0];
        if (!Convert.TryFromBase64String(auth ?? "", bytes, out int length))
            return null;
        string text = Encoding.UTF8.GetString(bytes, 0, length).TrimEnd('\0');
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 ? (text[..colon], text[(colon + 1)..]) : null;
    }

    private static string Encode(RegistryAuth credentials) =>
        Convert.ToBase64String(JsonSerializer.SerializeToUtf8Bytes(credentials, EngineJson.Default.RegistryAuth)).Replace('+', '-').Replace('/', '_');
}

/// <summary>What X-Registry-Auth holds, as base64url of JSON.</summary>
internal sealed record RegistryAuth([property: JsonPropertyName("serveraddress")] string ServerAddress)
{
    [JsonPropertyName("username")]
    public string? UserName { get; init; }

    [JsonPropertyName("password")]
    public string? Password { get; init; }

    [JsonPropertyName("identitytoken")]
    public string? IdentityToken { get; init; }

    [JsonPropertyName("registrytoken")]
    public string? RegistryToken { get; init; }
}
