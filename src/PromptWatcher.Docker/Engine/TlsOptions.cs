using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace PromptWatcher.Docker.Engine;

/// <summary>Mutual TLS as Docker does it: an authority of one's own, and a certificate on each side.</summary>
internal static class TlsOptions
{
    /// <exception cref="DockerEngineException">A file is missing or not right; the message names it.</exception>
    internal static SslClientAuthenticationOptions For(EngineTls tls, string host) => new()
    {
        TargetHost = host,
        EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
        CertificateChainPolicy = tls is { SkipVerify: false, AuthorityFile: { } authority } ? Trusting(authority) : null,
        ClientCertificateContext = tls is { CertificateFile: { } certificate, KeyFile: { } key } ? Own(certificate, key) : null,
        RemoteCertificateValidationCallback = tls.SkipVerify ? (_, _, _, _) => true : null,
    };

    private static X509ChainPolicy Trusting(string authority)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        Read(authority, () => policy.CustomTrustStore.ImportFromPemFile(authority));
        if (policy.CustomTrustStore.Count == 0)
            throw new DockerEngineException($"Cannot use '{authority}': it holds no certificate. Put there the authority that signed the engine's.");
        return policy;
    }

    private static SslStreamCertificateContext Own(string certificate, string key)
    {
        var chain = new X509Certificate2Collection();
        X509Certificate2? leaf = null;
        Read(certificate, () =>
        {
            leaf = X509Certificate2.CreateFromPemFile(certificate, key);
            chain.ImportFromPemFile(certificate);
        });
        // Windows takes a key only from its store or a PKCS #12 file.
        if (OperatingSystem.IsWindows())
            leaf = X509CertificateLoader.LoadPkcs12(leaf!.Export(X509ContentType.Pkcs12), password: null);
        return SslStreamCertificateContext.Create(leaf!, chain, offline: true);
    }

    private static void Read(string file, Action read)
    {
        try
        {
            read();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            throw new DockerEngineException($"Cannot read the TLS material of the engine, '{file}': {error.Message} "
                + "Put ca.pem, cert.pem and key.pem there in PEM, readable to this user, the key without a password.", innerException: error);
        }
    }
}
