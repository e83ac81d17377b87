using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using PromptWatcher.Docker.Engine;

namespace PromptWatcher.Docker.Tests.Engine;

/// <summary>An authority, an engine's certificate and a client's, as files and as a server's options.</summary>
internal sealed class TestCertificates : IDisposable
{
    private readonly X509Certificate2 _authority;

    internal TestCertificates()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Test authority " + Guid.NewGuid(), key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        _authority = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        File.WriteAllText(Path.Combine(Folder, "ca.pem"), _authority.ExportCertificatePem());
        using X509Certificate2 client = Sign("client", address: null);
        File.WriteAllText(Path.Combine(Folder, "cert.pem"), client.ExportCertificatePem());
        File.WriteAllText(Path.Combine(Folder, "key.pem"), client.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
    }

    internal string Folder { get; } = Directory.CreateTempSubdirectory("pw-tls-").FullName;

    internal EngineTls Client(bool skipVerify = false) => EngineTls.InFolder(Folder, skipVerify);

    /// <summary>An engine with a certificate for an address, that asks for one of ours.</summary>
    internal SslServerAuthenticationOptions Server(SslProtocols protocols = SslProtocols.Tls12 | SslProtocols.Tls13, IPAddress? address = null) => new()
    {
        ServerCertificate = Sign("engine", address ?? IPAddress.Loopback),
        ClientCertificateRequired = true,
        EnabledSslProtocols = protocols,
        CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
        RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate is not null && IsOurs((X509Certificate2)certificate),
    };

    public void Dispose()
    {
        _authority.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    private bool IsOurs(X509Certificate2 certificate)
    {
        using var chain = new X509Chain { ChainPolicy = { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck } };
        chain.ChainPolicy.CustomTrustStore.Add(_authority);
        return chain.Build(certificate);
    }

    private X509Certificate2 Sign(string name, IPAddress? address)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=" + name, key, HashAlgorithmName.SHA256);
        if (address is not null)
        {
            var names = new SubjectAlternativeNameBuilder();
            names.AddIpAddress(address);
            request.CertificateExtensions.Add(names.Build());
        }

        using X509Certificate2 signed = request.Create(_authority, DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddHours(1), Guid.NewGuid().ToByteArray());
        using X509Certificate2 withKey = signed.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pkcs12), password: null);
    }
}
