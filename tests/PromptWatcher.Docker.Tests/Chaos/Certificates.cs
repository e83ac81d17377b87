using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace PromptWatcher.Docker.Tests.Chaos;

/// <summary>An authority of the test's own with a certificate for an engine on this machine and one for its client, in a folder that goes with it.</summary>
internal sealed class Certificates : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("pw-tls-");

    internal Certificates()
    {
        DateTimeOffset now = DateTimeOffset.UtcNow;
        using var authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=authority", authorityKey, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        using X509Certificate2 authority = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(2));
        Write("ca.pem", authority.ExportCertificatePem());
        Issue(authority, "server-", "1.3.6.1.5.5.7.3.1");
        Issue(authority, "", "1.3.6.1.5.5.7.3.2");
    }

    /// <summary>With ca.pem, cert.pem and key.pem of the client.</summary>
    internal string Folder => _folder.FullName;

    /// <summary>What tells an engine to serve a port under these certificates.</summary>
    internal string[] FlagsFor(int port) =>
    [
        "--host", $"tcp://127.0.0.1:{port}", "--tlsverify", "--tlscacert", Path.Combine(Folder, "ca.pem"),
        "--tlscert", Path.Combine(Folder, "server-cert.pem"), "--tlskey", Path.Combine(Folder, "server-key.pem"),
    ];

    public void Dispose() => _folder.Delete(recursive: true);

    private void Issue(X509Certificate2 authority, string prefix, string usage)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={prefix}promptwatcher", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(usage)], critical: false));
        using X509Certificate2 issued = request.Create(authority, authority.NotBefore, authority.NotAfter, RandomNumberGenerator.GetBytes(8));
        Write(prefix + "cert.pem", issued.ExportCertificatePem());
        Write(prefix + "key.pem", key.ExportPkcs8PrivateKeyPem());
    }

    private void Write(string name, string pem) => File.WriteAllText(Path.Combine(Folder, name), pem);
}
