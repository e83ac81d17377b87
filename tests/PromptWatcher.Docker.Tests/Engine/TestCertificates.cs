using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using PromptWatcher.Docker.Engine;

namespace PromptWatcher.Docker.Tests.Engine;

/// <summary>An authority of a test's own, an engine's certificate and a client's: as files, in a folder that goes with it, as an engine's flags and as a server's options.</summary>
internal sealed class TestCertificates : IDisposable
{
    private readonly X509Certificate2 _authority;

    internal TestCertificates()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Test authority " + Guid.NewGuid(), key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        _authority = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        Write("ca.pem", _authority.ExportCertificatePem());
        Write("", "client", address: null);
    }

    /// <summary>With ca.pem, cert.pem and key.pem of the client.</summary>
    internal string Folder { get; } = Directory.CreateTempSubdirectory("pw-tls-").FullName;

    internal EngineTls Client(bool skipVerify = false) => EngineTls.InFolder(Folder, skipVerify);

    /// <summary>What tells an engine to serve a port of this machine under a certificate, to clients with one of ours.</summary>
    internal string[] FlagsFor(int port)
    {
        Write("server-", "engine", IPAddress.Loopback);
        return
        [
            "--host", $"tcp://127.0.0.1:{port}", "--tlsverify", "--tlscacert", Path.Combine(Folder, "ca.pem"),
            "--tlscert", Path.Combine(Folder, "server-cert.pem"), "--tlskey", Path.Combine(Folder, "server-key.pem"),
        ];
    }

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

    private void Write(string prefix, string name, IPAddress? address)
    {
        using X509Certificate2 signed = Sign(name, address);
        Write(prefix + "cert.pem", signed.ExportCertificatePem());
        Write(prefix + "key.pem", signed.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
    }

    private void Write(string file, string pem) => File.WriteAllText(Path.Combine(Folder, file), pem);

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
