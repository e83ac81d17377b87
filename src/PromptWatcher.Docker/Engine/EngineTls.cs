namespace PromptWatcher.Docker.Engine;

/// <summary>The files and the rule of a connection under TLS.</summary>
/// <param name="AuthorityFile">Who signed the engine's certificate; the machine's own authorities when it is <see langword="null"/>.</param>
/// <param name="CertificateFile">Our certificate; <see langword="null"/> for none.</param>
/// <param name="KeyFile">Its key.</param>
/// <param name="SkipVerify">Any certificate of the engine will do.</param>
internal sealed record EngineTls(string? AuthorityFile, string? CertificateFile, string? KeyFile, bool SkipVerify)
{
    internal const string AuthorityName = "ca.pem";
    internal const string CertificateName = "cert.pem";
    internal const string KeyName = "key.pem";

    /// <summary>The three files of a folder, of which our certificate and its key may be absent.</summary>
    internal static EngineTls InFolder(string folder, bool skipVerify) =>
        new(Path.Combine(folder, AuthorityName), IfExists(folder, CertificateName), IfExists(folder, KeyName), skipVerify);

    internal static string? IfExists(string folder, string name) => Path.Combine(folder, name) is var file && File.Exists(file) ? file : null;
}
